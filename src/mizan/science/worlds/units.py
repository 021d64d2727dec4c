"""Units with honest differences, leaks, and innocent explanations: operations of state units and of NGOs alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import stream

GRADES = ("A", "B", "C")
DRY_CHANCE = (0.08, 0.25, 0.55)  # chance of finding nobody, by grade of intelligence
_ORDINARY_MIX = (0.4, 0.4, 0.2)
_THIN_LEADS = (0.05, 0.25, 0.70)  # a cautious unit that raids on thin leads: innocent, and dry


@dataclass(frozen=True, kw_only=True)
class UnitSettings:
    """Operations per unit and period are lognormal(log_size, log_spread); sigma is the honest sd of the log odds.

    A leaking unit's dry operations happen at `ratio` times their chance (at most 0.98), only where the partner was
    told early if `leak_by_partner`. `society_share` of the units are NGOs; they may leak like anybody.
    """

    units: int = 72
    periods: int = 1
    log_size: float = 4.0
    log_spread: float = 0.6
    sigma: float = 0.25
    leaks: int = 0
    innocents: int = 0
    ratio: float = 2.5
    leak_by_partner: bool = False
    society_share: float = 0.3
    planted_size: int = 200


@dataclass(frozen=True)
class UnitTruth:
    """Names of the leaking units and of those with an innocent explanation; `level` is each unit's honest log odds."""

    seed: int
    leaking: tuple[str, ...]
    innocent: tuple[str, ...]
    level: NDArray[np.float64]


@dataclass(frozen=True)
class Operations:
    """One entry per operation. dry: nobody was found. early: a partner body was told beforehand."""

    unit: NDArray[np.str_]
    side: NDArray[np.str_]
    period: NDArray[np.int64]
    grade: NDArray[np.str_]
    season: NDArray[np.str_]
    early: NDArray[np.bool_]
    dry: NDArray[np.bool_]
    truth: UnitTruth


def make_operations(*, seed: int, settings: UnitSettings | None = None) -> Operations:
    """Return the operations of every unit; leaks and innocent explanations act in the last period only."""
    plan = settings or UnitSettings()
    if plan.leaks + plan.innocents > plan.units:
        raise ValueError("more planted units than units")
    names = np.array([f"Unit {number + 1:03d}" for number in range(plan.units)])
    rng = stream(seed, "units")
    order = rng.permutation(plan.units)
    leaking, innocent = order[: plan.leaks], order[plan.leaks : plan.leaks + plan.innocents]
    level = plan.sigma * rng.standard_normal(plan.units)
    level[order[: plan.leaks + plan.innocents]] = 0.0  # planted at exactly the ratio
    society = stream(seed, "sides").random(plan.units) < plan.society_share
    size = _sizes(seed, plan, order)
    who = np.repeat(np.tile(np.arange(plan.units), plan.periods), size.ravel())
    when = np.repeat(np.repeat(np.arange(plan.periods), plan.units), size.ravel())
    last = when == plan.periods - 1
    work = stream(seed, "work")
    grade = _grades(work, len(who), last & np.isin(who, innocent))
    early = work.random(len(who)) < 0.5
    chance = _chances(grade, level[who])
    leak = last & np.isin(who, leaking) & (early | (not plan.leak_by_partner))
    chance = np.where(leak, np.minimum(chance * plan.ratio, 0.98), chance)
    return Operations(
        unit=names[who],
        side=np.where(society, "society", "state")[who],
        period=when,
        grade=np.array(GRADES)[grade],
        season=work.choice(["cold", "hot"], len(who)),
        early=early,
        dry=stream(seed, "outcome").random(len(who)) < chance,
        truth=UnitTruth(seed, tuple(names[np.sort(leaking)]), tuple(names[np.sort(innocent)]), level),
    )


def _sizes(seed: int, plan: UnitSettings, order: NDArray[np.int64]) -> NDArray[np.int64]:
    drawn = stream(seed, "sizes").lognormal(plan.log_size, plan.log_spread, (plan.periods, plan.units))
    size = np.maximum(np.round(drawn), 1).astype(np.int64)
    size[-1, order[: plan.leaks + plan.innocents]] = plan.planted_size
    return size


def _grades(rng: np.random.Generator, number: int, thin: NDArray[np.bool_]) -> NDArray[np.int64]:
    draw = rng.random(number)
    ordinary = np.searchsorted(np.cumsum(_ORDINARY_MIX)[:2], draw)
    poor = np.searchsorted(np.cumsum(_THIN_LEADS)[:2], draw)
    return np.where(thin, poor, ordinary)


def _chances(grade: NDArray[np.int64], level: NDArray[np.float64]) -> NDArray[np.float64]:
    base = np.array(DRY_CHANCE)[grade]
    odds = base / (1 - base) * np.exp(level)
    chance: NDArray[np.float64] = odds / (1 + odds)
    return chance
