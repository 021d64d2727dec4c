"""Latent-class estimate: hidden groups of people, each with its own chance of being seen by each list.

Non-parametric Bayes (Manrique-Vallier 2016): stick-breaking over at most `classes` groups, uniform priors on the
chances. Several chains run from different starts; the answer is withheld, with the reason, where they do not agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

import numpy as np

from .convergence import effective_size, split_rhat
from .errors import BadInputError
from .gibbs import run_chain
from .newton import Floats
from .prior import Plan
from .progress import SILENT, Progress
from .table import CaptureTable

WORST_RHAT = 1.1
CAP = 20  # the hidden count may reach this many times the people seen, as in the reference implementation
CAP_FELT = 0.01  # share of sweeps at the cap from which it shapes the answer
CHAINS, BURN_IN, DRAWS, THIN, CLASSES = 4, 10_000, 1_000, 20, 10


@dataclass(frozen=True)
class LatentClasses:
    """`n_hat`: posterior median, people; None where withheld, with `reason`. `limits`: {level: (low, high)}.
    `rhat`, `ess`: of log n0 over all chains. `n0_max`: the cap; `at_cap`: share of sweeps that drew above it."""

    n_hat: float | None
    limits: dict[float, tuple[float, float]]
    rhat: float
    ess: float
    n0_max: int
    at_cap: float
    chains: int
    draws: int
    reason: str | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def lcmcr(
    table: CaptureTable,
    *,
    chains: int = CHAINS,
    burn_in: int = BURN_IN,
    draws: int = DRAWS,
    thin: int = THIN,
    classes: int = CLASSES,
    n0_max: int | None = None,
    levels: Sequence[float] = (95.0,),
    seed: int = 1,
    progress: Progress = SILENT,
) -> LatentClasses:
    """Posterior of N from `chains` Gibbs chains. Whole counts; three lists or more. Raises BadInputError otherwise."""
    if table.k < 3:
        raise BadInputError("lcmcr.lists", "the latent-class estimate needs three lists or more")
    if chains < 2 or min(burn_in + 1, thin, classes - 1) < 1 or draws < 4:
        raise BadInputError("lcmcr.options", "at least two chains, four draws, two classes and a thinning of one")
    cap = int(CAP * table.observed) if n0_max is None else n0_max
    plan = Plan(classes, burn_in, draws, thin, cap)
    hidden, over = _run(table, plan, chains, seed, progress)
    return _verdict(table, plan, hidden, over / (chains * plan.sweeps), levels)


def _run(table: CaptureTable, plan: Plan, chains: int, seed: int, progress: Progress) -> tuple[Floats, int]:
    """float[chains, draws] hidden counts, and sweeps over the cap. Each chain has its own stream of random numbers."""
    masks = np.flatnonzero(table.array)
    counts = np.round(table.array[masks]).astype(np.int64)
    seen = (masks[:, None] >> np.arange(table.k) & 1).astype(np.int64)
    generators = [np.random.default_rng(s) for s in np.random.SeedSequence([seed, 2016]).spawn(chains)]
    outcomes = []

    def chain(number: int) -> tuple[Floats, int]:
        return run_chain(counts, seen, plan, number % 2 == 0, generators[number])

    with ThreadPoolExecutor(max_workers=chains) as pool:
        for done, outcome in enumerate(pool.map(chain, range(chains)), start=1):
            outcomes.append(outcome)
            progress("latent-class chain", done, chains)
    return np.array([draws for draws, _ in outcomes]), sum(over for _, over in outcomes)


def _verdict(table: CaptureTable, plan: Plan, hidden: Floats, at_cap: float, levels: Sequence[float]) -> LatentClasses:
    logs = np.log(hidden + 0.5)
    rhat, ess = split_rhat(logs), effective_size(logs)
    total = table.observed + hidden.ravel()
    agreed = rhat <= WORST_RHAT
    reason = None if agreed else f"the chains do not agree: R-hat {rhat:.2f} is above {WORST_RHAT}"
    limits = {
        level: tuple(float(q) for q in np.quantile(total, [0.5 - level / 200.0, 0.5 + level / 200.0]))
        for level in levels
    }
    return LatentClasses(
        n_hat=float(np.median(total)) if agreed else None,
        limits=limits if agreed else {},  # type: ignore[arg-type]  # two quantiles
        rhat=rhat, ess=ess, n0_max=plan.cap, at_cap=at_cap, chains=hidden.shape[0], draws=hidden.size, reason=reason,
    )  # fmt: skip
