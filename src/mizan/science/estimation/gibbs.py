"""One chain of the latent-class Gibbs sampler, twice: in numpy, and as loops for numba. Both use up the same random
numbers in the same order, so they give the same chain.

Sweep (Manrique-Vallier 2016): classes of the seen, list probabilities, stick-breaking weights, number unseen, classes of
the unseen, concentration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from . import accelerate
from .newton import Floats, Ints

A_ALPHA = B_ALPHA = 0.25  # Gamma prior of the concentration: shape and rate
TRIES = 1000  # redraws of a hidden count above the cap before it is set to the cap
START = 0.1  # weight of each further class at the start: nearly everyone in the first
LEAST = 1e-12  # keeps weights and probabilities off 0 and 1


@dataclass(frozen=True)
class Plan:
    """How long a chain runs. `cap`: largest hidden count allowed, people."""

    classes: int
    burn_in: int
    draws: int
    thin: int
    cap: int

    @property
    def sweeps(self) -> int:
        return self.burn_in + self.draws * self.thin


def run_chain(counts: Ints, seen: Ints, plan: Plan, gathered: bool, rng: np.random.Generator) -> tuple[Floats, int]:
    """Hidden counts, float[draws], and in how many sweeps the first draw went over the cap.

    `counts`: int64[C] of the seen histories; `seen`: int64[C, k] of 0 and 1."""
    size = (counts.size, plan.classes)
    worth = accelerate.allowed() and plan.sweeps * size[0] * size[1] >= 10 * accelerate.WORTH_IT
    chain = compiled_chain() if worth else numpy_chain
    out = np.empty(plan.draws)
    over = chain(counts, seen, plan.classes, plan.burn_in, plan.draws, plan.thin, plan.cap, gathered, rng, out)
    return out, int(over)


@lru_cache(maxsize=1)
def compiled_chain() -> Callable[..., Any]:
    return accelerate.compiled(_looped_chain, nogil=True)


def numpy_chain(
    counts: Ints, seen: Ints, classes: int, burn_in: int, draws: int, thin: int, cap: int,
    gathered: bool, rng: np.random.Generator, out: Floats,
) -> int:  # fmt: skip
    """The sweeps in numpy; see `_looped_chain` for the order of the draws."""
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
        divisor = 16 if 4 * sweep < burn_in else (4 if 2 * sweep < burn_in else 1)
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
        nu = np.concatenate((sticks, [1.0])) * left
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


def _looped_chain(  # noqa: PLR0912, PLR0915 - one numba function: calls with generators inside are slow to compile
    counts: Any, seen: Any, classes: Any, burn_in: Any, draws: Any, thin: Any, cap: Any, gathered: Any, rng: Any, out: Any
) -> Any:
    cells, k = seen.shape
    n, over, alpha = counts.sum(), 0, 1.0
    nu, lam = np.empty(classes), np.empty((classes, k))
    chance, inside = np.empty((classes, cells)), np.zeros((classes, cells), np.int64)
    hidden, missed, rest, left = np.zeros(classes, np.int64), np.empty(classes), np.empty(cells), np.empty(cells, np.int64)
    sticks = np.full(classes - 1, 0.5)
    for h in range(classes):
        nu[h] = START**h if gathered else 1.0
    nu /= nu.sum()
    reach = n * np.exp(2.0 * rng.random())
    for h in range(classes):
        for j in range(k):
            lam[h, j] = min(max(rng.beta(1.0, 3.0), LEAST), 1 - LEAST)
    for j in range(k if gathered else 0):
        caught = 0
        for c in range(cells):
            caught += counts[c] * seen[c, j]
        lam[0, j] = min(max(caught / reach, LEAST), 1 - LEAST)
    for sweep in range(burn_in + draws * thin):
        divisor = 16 if 4 * sweep < burn_in else (4 if 2 * sweep < burn_in else 1)
        n = 0
        for c in range(cells):
            left[c] = (counts[c] + divisor - 1) // divisor
            n += left[c]
        rest[:] = 0.0
        for h in range(classes):
            missed[h] = nu[h]
            for j in range(k):
                missed[h] *= 1.0 - lam[h, j]
            for c in range(cells):
                value = nu[h]
                for j in range(k):
                    value *= lam[h, j] if seen[c, j] == 1 else 1.0 - lam[h, j]
                chance[h, c] = value
                rest[c] += value
        for h in range(classes - 1):
            for c in range(cells):
                share = min(max(chance[h, c] / max(rest[c], 1e-300), 0.0), 1.0)
                inside[h, c] = rng.binomial(left[c], share)
                left[c] -= inside[h, c]
                rest[c] -= chance[h, c]
        inside[classes - 1] = left
        rho = missed.sum()
        unseen, late = cap, 1
        for attempt in range(TRIES):
            value_drawn = rng.negative_binomial(n, min(max(1.0 - rho, LEAST), 1.0))
            if value_drawn <= cap:
                unseen, late = value_drawn, 1 if attempt > 0 else 0
                break
        over += late
        remaining, weight = unseen, rho
        for h in range(classes - 1):
            share = min(max(missed[h] / max(weight, 1e-300), 0.0), 1.0)
            hidden[h] = rng.binomial(remaining, share)
            remaining -= hidden[h]
            weight -= missed[h]
        hidden[classes - 1] = remaining
        for neighbours in range(2):
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
                hidden[h], hidden[other] = hidden[other], hidden[h]
                for c in range(cells):
                    inside[h, c], inside[other, c] = inside[other, c], inside[h, c]
        for h in range(classes):
            size = hidden[h] + inside[h].sum()
            for j in range(k):
                caught = 0
                for c in range(cells):
                    caught += inside[h, c] * seen[c, j]
                lam[h, j] = min(max(rng.beta(1.0 + caught, 1.0 + (size - caught)), LEAST), 1 - LEAST)
        above = hidden.sum() + n
        stick_left = 1.0
        for h in range(classes - 1):
            size = hidden[h] + inside[h].sum()
            above -= size
            stick = min(max(rng.beta(1.0 + size, alpha + above), LEAST), 1 - LEAST)
            sticks[h] = stick
            nu[h] = stick * stick_left
            stick_left *= 1.0 - stick
        nu[classes - 1] = stick_left
        alpha = rng.gamma(A_ALPHA + classes - 1.0, 1.0 / (B_ALPHA - np.log(max(nu[classes - 1], 1e-300))))
        if sweep >= burn_in and (sweep - burn_in + 1) % thin == 0:
            out[(sweep - burn_in) // thin] = unseen
    return over
