"""The error rates of signals, measured: simulated worlds through the one code path, beside an oracle.

The oracle knows the heterogeneity and uses the same predictive law, the same false discovery rule and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.calibration.discovery import adjusted
from mizan.science.calibration.judgement import Direction, Rules, combined, judge
from mizan.science.calibration.laws import Counts, Floats
from mizan.science.calibration.mixing import lower_tails, tails
from mizan.science.worlds.counts import CountSettings, UnitCounts, make_counts


@dataclass(frozen=True)
class Figures:
    """null_rate: share of honest units with p <= alpha; flag_rate: share of honest units flagged.

    fdr: mean share of false among flagged (0 where nothing is flagged); power: share of planted units flagged.
    """

    null_rate: float
    flag_rate: float
    fdr: float
    power: float | None
    fdr_error: float


@dataclass(frozen=True)
class Proof:
    """One scenario: ours, the oracle's, and the mean of the estimated heterogeneity."""

    settings: CountSettings
    runs: int
    ours: Figures
    oracle: Figures
    heterogeneity: float


def prove(settings: CountSettings, *, runs: int, seed: int, rules: Rules | None = None) -> Proof:
    """Return the measured rates of `runs` worlds drawn from `seed`."""
    rule = rules or Rules()
    ours, oracle, spread = [], [], []
    for run in range(runs):
        world = make_counts(seed=seed * 1_000_003 + run, settings=settings)
        p, flag, sigma = _judged(world, rule)
        ours.append((p, flag))
        known = _known(world, settings.sd)
        oracle.append((known, (adjusted(known) <= rule.q) & (known.min() <= rule.alpha)))
        spread.append(sigma)
    return Proof(
        settings,
        runs,
        _figures(ours, settings.planted, rule.alpha),
        _figures(oracle, settings.planted, rule.alpha),
        float(np.mean(spread)),
    )


def _judged(world: UnitCounts, rules: Rules) -> tuple[Floats, Floats, float]:
    periods, units = world.observed.shape
    law = Counts(world.observed.ravel().astype(float), world.expected.ravel())
    now = np.arange((periods - 1) * units, periods * units)
    verdict = judge(law, np.tile(np.arange(units), periods), now, [Direction.BOTH] * units, rules)
    return verdict.p, verdict.flag.astype(float), verdict.heterogeneity.quantile(0.5)


def _known(world: UnitCounts, sd: float) -> Floats:
    law = Counts(world.observed[-1].astype(float), world.expected[-1])
    sigma = np.array([max(sd, 1e-3)])
    upper, lower = tails(law, law.observed, sigma)[:, 0], lower_tails(law, law.observed, sigma)[:, 0]
    return combined(upper, lower, [Direction.BOTH] * len(law.observed))


def _figures(results: list[tuple[Floats, Floats]], planted: int, alpha: float) -> Figures:
    p = np.array([one[0] for one in results])
    flag = np.array([one[1] for one in results]).astype(bool)
    false = flag[:, planted:].sum(axis=1) / np.maximum(flag.sum(axis=1), 1)
    return Figures(
        null_rate=float((p[:, planted:] <= alpha).mean()),
        flag_rate=float(flag[:, planted:].mean()),
        fdr=float(false.mean()),
        power=float(flag[:, :planted].mean()) if planted else None,
        fdr_error=float(false.std() / np.sqrt(len(false))),
    )
