"""Means and shares with standard errors by Taylor linearisation (Särndal, Swensson and Wretman 1992, 5.5 and 5.7).

The mean is the ratio of two weighted totals, among those who answered; who did not answer stays in the design and is
counted, never as 0. Variance between clusters within strata, as if clusters were drawn with replacement; sampling
inside clusters is in it. With the population's number of clusters the first stage is corrected for being finite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mizan.science.surveys.intervals import Interval, logit_interval, t_interval
from mizan.science.surveys.sample import Floats, Sample

FEWEST_ANSWERS, FEWEST_DF = 30, 8


class Silence(StrEnum):
    """Why there is no interval."""

    NOBODY = "nobody_answered"
    FEW_ANSWERS = "too_few_answers"
    FEW_CLUSTERS = "too_few_clusters"
    LONELY = "one_cluster_in_a_stratum"
    ALIKE = "no_spread_between_clusters"


class Kind(StrEnum):
    """What is asked for: the mean of numbers, or the share of those who said yes (1) and not no (0)."""

    MEAN = "mean"
    SHARE = "share"


class Lonely(StrEnum):
    """A stratum with one cluster: no interval, or that cluster set against the mean of all clusters."""

    REFUSE = "refuse"
    GRAND_MEAN = "grand_mean"


@dataclass(frozen=True)
class Estimate:
    """answered + missing = respondents. se is None where it cannot be computed, interval wherever `silence` says why.

    effect: variance over that of a simple sample as large. df: clusters with an answer minus their strata.
    """

    kind: Kind
    value: float | None
    se: float | None
    interval: Interval | None
    effect: float | None
    df: int
    answered: int
    missing: int
    silence: tuple[Silence, ...] = ()

    @property
    def too_small(self) -> bool:
        """Whether the sample is too small for an interval."""
        return bool({Silence.NOBODY, Silence.FEW_ANSWERS, Silence.FEW_CLUSTERS} & set(self.silence))


class BadAnswer(ValueError):
    """An answer that its kind does not know; `row` is its place in the table."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(f"row {row}: a share is asked of 0 and 1")


def estimate(
    sample: Sample, answers: Sequence[float | None], kind: Kind, *, lonely: Lonely = Lonely.REFUSE
) -> Estimate:
    """Return the estimate of one question; None is a missing answer. Raises BadAnswer."""
    y = np.array([np.nan if answer is None else answer for answer in answers], dtype=np.float64)
    if len(y) != len(sample.weight):
        raise ValueError("as many answers as respondents")
    known = np.isfinite(y)
    _check(y, known, kind)
    count, missing = int(known.sum()), int((~known).sum())
    if not count:
        return Estimate(kind, None, None, None, None, 0, 0, missing, (Silence.NOBODY,))
    weight = np.where(known, sample.weight, 0.0)
    filled = np.where(known, y, 0.0)
    value = float(weight @ filled / weight.sum())
    variance = linearised(sample, weight * (filled - value) / weight.sum(), lonely)
    df = degrees(sample, known)
    silence = _silence(count, df, variance)
    se = None if variance is None else float(np.sqrt(variance))
    return Estimate(
        kind,
        value,
        se,
        _interval(kind, value, se, df, silence),
        _effect(variance, weight, filled - value, count),
        df,
        count,
        missing,
        silence,
    )


def _check(y: Floats, known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], kind: Kind) -> None:
    odd = np.isinf(y)
    if kind is Kind.SHARE:
        odd |= known & (y != 0) & (y != 1)
    if odd.any():
        raise BadAnswer(int(np.flatnonzero(odd)[0]))


def linearised(sample: Sample, z: Floats, lonely: Lonely) -> float | None:
    """Return sum over strata of (1 - f) n/(n - 1) times the squares of cluster totals of z about their stratum's mean.

    None where a stratum has one cluster and that is to be refused.
    """
    if sample.lonely and lonely is Lonely.REFUSE:
        return None
    totals = np.bincount(sample.cluster, weights=z, minlength=len(sample.owner))
    drawn = sample.clusters_drawn
    means = np.bincount(sample.owner, weights=totals, minlength=len(drawn)) / drawn
    alone = drawn == 1
    means[alone] = totals.mean()
    squares = np.bincount(sample.owner, weights=(totals - means[sample.owner]) ** 2, minlength=len(drawn))
    return float(np.sum(sample.left_out * np.where(alone, 1.0, drawn / np.maximum(drawn - 1, 1)) * squares))


def degrees(sample: Sample, known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """Clusters with an answer minus strata with one (Korn and Graubard 1999, 5.2)."""
    clusters = np.unique(sample.cluster[known])
    return len(clusters) - len(np.unique(sample.owner[clusters]))


def _silence(answered: int, df: int, variance: float | None) -> tuple[Silence, ...]:
    reasons = []
    if answered < FEWEST_ANSWERS:
        reasons.append(Silence.FEW_ANSWERS)
    if df < FEWEST_DF:
        reasons.append(Silence.FEW_CLUSTERS)
    if variance is None:
        reasons.append(Silence.LONELY)
    elif variance <= 1e-24:  # rounding of a sum that is zero
        reasons.append(Silence.ALIKE)
    return tuple(reasons)


def _interval(kind: Kind, value: float, se: float | None, df: int, silence: tuple[Silence, ...]) -> Interval | None:
    if silence or se is None:
        return None
    return logit_interval(value, se, df) if kind is Kind.SHARE else t_interval(value, se, df)


def _effect(variance: float | None, weight: Floats, residual: Floats, count: int) -> float | None:
    """Kish's design effect: the simple sample is one drawn with replacement, its spread estimated with the weights."""
    if variance is None or count < 2:
        return None
    spread = float(weight @ residual**2 / weight.sum()) * count / (count - 1)
    return variance / (spread / count) if spread > 0 else None
