"""One chain of the latent-class Gibbs sampler in numpy. `compiled_gibbs` holds the same sweeps as loops; both use up
the same random numbers in the same order, so they give the same chain.

Sweep (Manrique-Vallier 2016): classes of the seen, list probabilities, stick-breaking weights, number unseen, classes
of the unseen, concentration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import accelerate
from .newton import Floats, Ints
from .prior import A_ALPHA, B_ALPHA, LEAST, START, TRIES, Plan


def run_chain(counts: Ints, seen: Ints, plan: Plan, gathered: bool, rng: np.random.Generator) -> tuple[Floats, int]:
    """Hidden counts, float[draws], and in how many sweeps the first draw went over the cap.

    `counts`: int64[C] of the seen histories; `seen`: int64[C, k] of 0 and 1."""
    size = (counts.size, plan.classes)
    worth = accelerate.allowed() and plan.sweeps * size[0] * size[1] >= 10 * accelerate.WORTH_IT
    chain = compiled_chain() if worth else numpy_chain
    out = np.empty(plan.draws)
    over = chain(counts, seen, plan.classes, plan.burn_in, plan.draws, plan.thin, plan.cap, gathered, rng, out)
    return out, int(over)


def compiled_chain() -> Callable[..., Any]:
    """The same sweeps compiled; only where numba is allowed."""
    from .compiled_gibbs import chain  # noqa: PLC0415 - needs numba

    compiled: Callable[..., Any] = chain
    return compiled


def divisor_at(sweep: int, burn_in: int) -> int:
    """The first quarter of the burn-in sees a sixteenth of the people, the second a quarter of them.

    With fewer people the posterior is flat enough to leave the mode a chain starts in; these sweeps are thrown away."""
    return 16 if 4 * sweep < burn_in else (4 if 2 * sweep < burn_in else 1)


def numpy_chain(  # noqa: PLR0917 - the call of the compiled twin, which takes no keywords
    counts: Ints, seen: Ints, classes: int, burn_in: int, draws: int, thin: int, cap: int,
    gathered: bool, rng: np.random.Generator, out: Floats,
) -> int:  # fmt: skip
    """The sweeps in numpy; the order of the draws is that of `compiled_gibbs.chain`."""
    n, over, alpha = int(counts.sum()), 0, 1.0
    nu = START ** np.arange(classes) if gathered else np.ones(classes)
    nu /= nu.sum()
    sticks = np.full(classes - 1, 0.5)
    reach = n * np.exp(2.0 * rng.random())
    lam = rng.beta(1.0, 3.0, size=(classes, seen.shape[1]))
    if gathered:
        lam[0] = counts @ seen / reach
    lam = np.clip(lam, LEAST, 1 - LEAST)
    for sweep in range(burn_in + draws * thin):
        divisor = divisor_at(sweep, burn_in)
        now = (counts + divisor - 1) // divisor
        n = int(now.sum())
        chance = nu[:, None] * np.where(seen[None] == 1, lam[:, None, :], 1.0 - lam[:, None, :]).prod(axis=2)
        inside = _split(now, chance, rng)
        missed = nu * (1.0 - lam).prod(axis=1)
        unseen, late = _unseen(n, missed.sum(), cap, rng)
        over += late
        hidden = _split(np.array([unseen]), missed[:, None], rng)[:, 0]
        _swap(inside, hidden, nu, sticks, rng)
        size = inside.sum(axis=1) + hidden
        caught = inside @ seen
        lam = np.clip(rng.beta(1.0 + caught, 1.0 + (size[:, None] - caught)), LEAST, 1 - LEAST)
        above = size[::-1].cumsum()[::-1][1:]
        sticks = np.clip(rng.beta(1.0 + size[:-1], alpha + above), LEAST, 1 - LEAST)
        left = np.concatenate(([1.0], np.cumprod(1.0 - sticks)))
        nu = np.asarray(np.append(sticks, 1.0) * left, dtype=np.float64)
        alpha = rng.gamma(A_ALPHA + classes - 1.0, 1.0 / (B_ALPHA - np.log(max(nu[-1], 1e-300))))
        if sweep >= burn_in and (sweep - burn_in + 1) % thin == 0:
            out[(sweep - burn_in) // thin] = unseen
    return over


def _split(counts: Ints, chance: Floats, rng: np.random.Generator) -> Ints:
    """Multinomial split of each count over the classes by successive binomials, class by class."""
    left, rest = counts.copy(), chance.sum(axis=0)
    parts = np.zeros(chance.shape, dtype=np.int64)
    for h in range(chance.shape[0] - 1):
        share = np.clip(chance[h] / np.maximum(rest, 1e-300), 0.0, 1.0)
        parts[h] = rng.binomial(left, share)
        left = left - parts[h]
        rest = rest - chance[h]
    parts[-1] = left
    return parts


def _swap(inside: Ints, hidden: Ints, nu: Floats, sticks: Floats, rng: np.random.Generator) -> None:
    """Exchange the labels of two classes, and of two neighbours with their sticks (Papaspiliopoulos & Roberts 2008):
    without these moves a large class can stay behind a high label for tens of thousands of sweeps."""
    classes = hidden.size
    for neighbours in (False, True):
        h = int(rng.random() * (classes - 1 if neighbours else classes))
        other = h + 1 if neighbours else int(rng.random() * classes)
        luck = np.log(max(rng.random(), 1e-300))
        here, there = inside[h].sum() + hidden[h], inside[other].sum() + hidden[other]
        if neighbours:
            second = np.log(1.0 - sticks[other]) if other < classes - 1 else 0.0
            gain = here * second - there * np.log(1.0 - sticks[h])
        else:
            gain = (there - here) * (np.log(max(nu[h], 1e-300)) - np.log(max(nu[other], 1e-300)))
        if luck < gain:
            inside[[h, other]] = inside[[other, h]]
            hidden[[h, other]] = hidden[[other, h]]


def _unseen(n: int, rho: float, cap: int, rng: np.random.Generator) -> tuple[int, int]:
    """Negative binomial hidden count, redrawn while above the cap."""
    chance = min(max(1.0 - rho, LEAST), 1.0)
    for attempt in range(TRIES):
        value = int(rng.negative_binomial(n, chance))
        if value <= cap:
            return value, int(attempt > 0)
    return cap, 1
