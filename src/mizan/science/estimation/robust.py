"""Doubly robust estimate from individual records with covariates: two lists, independent given the covariates.

With q1, q2, q12 the chances, among people seen by any list and given covariates x, of list 1, list 2 and both,
1/psi = E[q1 q2 / q12]; phi corrects the plug-in so that errors in the q only matter by their product. N = n / psi.
Source: Das, Kennedy & Jewell 2023 (doubly robust capture-recapture). Individual data: only with consent, in the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt

import numpy as np

from .errors import BadInputError
from .loglinear import normal_quantile
from .newton import Floats, Ints

FLOOR = 0.005  # least fitted chance; smaller ones would let single people decide
RIDGE = 1e-3  # keeps nuisance regressions finite in separated data


@dataclass(frozen=True)
class Robust:
    """`n_hat`, people; `limits`: {level: (low, high)}; `psi`: share of all people who were seen; `at_floor`: share of
    people whose fitted chance of being on both lists had to be raised to the floor."""

    n_hat: float
    dark_figure: float
    limits: dict[float, tuple[float, float]]
    psi: float
    observed: int
    at_floor: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def doubly_robust(
    first: Sequence[int] | Ints,
    second: Sequence[int] | Ints,
    covariates: Floats,
    *,
    folds: int = 5,
    levels: Sequence[float] = (95.0,),
    seed: int = 1,
) -> Robust:
    """`first`, `second`: 0/1 per person seen by any list, int[n]; `covariates`: float[n, d], d may be 0. Cross-fitted
    multinomial-logit nuisances over `folds`. Raises BadInputError for shapes, missing values or an empty overlap."""
    one, two, x = _checked(first, second, covariates)
    state = one + 2 * two  # 0: other lists only, 1, 2, 3 = both
    chance = _cross_fit(state, _scaled(x), folds, seed)
    q12 = np.maximum(chance[:, 3], FLOOR)
    q1 = np.minimum(np.maximum(chance[:, 1] + chance[:, 3], q12), 1.0)
    q2 = np.minimum(np.maximum(chance[:, 2] + chance[:, 3], q12), 1.0)
    phi = (q1 * q2 / q12) * (two / q2 + one / q1 - one * two / q12)
    n, inverse = state.size, max(float(phi.mean()), 1.0)
    spread = sqrt(n * float(phi.var()) + n * inverse * (inverse - 1.0))
    z = {level: normal_quantile(0.5 + level / 200.0) for level in levels}
    limits = {level: (max(n * inverse - v * spread, float(n)), n * inverse + v * spread) for level, v in z.items()}
    return Robust(n * inverse, n * (inverse - 1.0), limits, 1.0 / inverse, n, float((chance[:, 3] < FLOOR).mean()))


def _checked(
    first: Sequence[int] | Ints, second: Sequence[int] | Ints, covariates: Floats
) -> tuple[Ints, Ints, Floats]:
    one, two, x = np.asarray(first), np.asarray(second), np.asarray(covariates, dtype=np.float64)
    if one.shape != two.shape or one.ndim != 1 or x.ndim != 2 or x.shape[0] != one.size:
        raise BadInputError("robust.shape", "two flags and one row of covariates are needed for each person")
    if not (np.isin(one, (0, 1)).all() and np.isin(two, (0, 1)).all() and np.isfinite(x).all()):
        raise BadInputError("robust.value", "flags must be 0 or 1 and covariates must not be missing")
    if not (one * two).any():
        raise BadInputError("robust.overlap", "nobody was seen by both lists")
    return one.astype(np.int64), two.astype(np.int64), x


def _scaled(x: Floats) -> Floats:
    spread = x.std(axis=0) if x.size else np.ones(x.shape[1])
    centre = x.mean(axis=0) if x.size else np.zeros(x.shape[1])
    return np.hstack([np.ones((x.shape[0], 1)), (x - centre) / np.where(spread > 0, spread, 1.0)])


def _cross_fit(state: Ints, design: Floats, folds: int, seed: int) -> Floats:
    """float[n, 4]: chances fitted without the person's own fold."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, 2023]))
    fold = rng.permutation(np.arange(state.size) % max(folds, 1))
    chance = np.empty((state.size, 4))
    for f in range(max(folds, 1)):
        train = fold != f if folds > 1 else np.ones(state.size, dtype=np.bool_)
        chance[fold == f] = _probabilities(design[fold == f], _multinomial(design[train], state[train]))
    return chance


def _multinomial(design: Floats, state: Ints) -> Floats:
    """Multinomial logit by Newton's method with a small ridge: float[d, 4], reference class 3 = both lists."""
    d = design.shape[1]
    want = np.eye(4)[state]
    present = want.sum(axis=0) > 0
    classes = [c for c in (0, 1, 2) if present[c]]
    weights = np.zeros((d, 4))
    weights[:, ~present] = 0.0
    weights[0, ~present] = -50.0  # a class nobody belongs to has no chance
    for _ in range(50):
        p = _probabilities(design, weights)
        slope = (design.T @ (want - p))[:, classes] - RIDGE * weights[:, classes]
        step = np.linalg.solve(_curvature(design, p, classes), slope.T.ravel()).reshape(len(classes), d).T
        weights[:, classes] += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _curvature(design: Floats, p: Floats, classes: list[int]) -> Floats:
    d = design.shape[1]
    blocks = np.empty((len(classes) * d, len(classes) * d))
    for a, ca in enumerate(classes):
        for b, cb in enumerate(classes):
            weight = p[:, ca] * ((ca == cb) - p[:, cb])
            blocks[a * d : (a + 1) * d, b * d : (b + 1) * d] = (design * weight[:, None]).T @ design
    return blocks + RIDGE * np.eye(len(classes) * d)


def _probabilities(design: Floats, weights: Floats) -> Floats:
    scores = design @ weights
    scores -= scores.max(axis=1, keepdims=True)
    share = np.exp(scores)
    return np.asarray(share / share.sum(axis=1, keepdims=True))
