"""Did both groups of places move alike before the programme? Leads against the last period before, and the slopes.

That a difference is not found does not show that there is none (Roth 2022): the verdict "alike" also asks that the
leads are known closely enough, else it is "unclear".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mizan.science.comparing.effect import Effect, effect
from mizan.science.comparing.panel import Panel

LEVEL = 0.05


class Verdict(StrEnum):
    """What the periods before say."""

    ALIKE = "alike"
    APART = "apart"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Lead:
    """How far the arms stood apart in a period before, against the last one before the start."""

    period: int
    effect: Effect


@dataclass(frozen=True)
class Before:
    """leads in order of time; slope: difference of the arms' trends per period before the start."""

    leads: tuple[Lead, ...]
    slope: Effect | None
    verdict: Verdict


def before(panel: Panel, against: float, *, seed: int) -> Before:
    """Return the periods before; `against` is the effect whose size decides whether the leads are known closely."""
    early = [period for period, after in zip(panel.periods, panel.after, strict=True) if not after]
    if len(early) < 2:
        return Before((), None, Verdict.UNKNOWN)
    leads = tuple(Lead(period, _lead(panel, period, early[-1], seed)) for period in early[:-1])
    slope = _slope(panel, early, seed)
    return Before(leads, slope, _verdict(leads, slope, against))


def _lead(panel: Panel, period: int, last: int, seed: int) -> Effect:
    """The sign of a two-period comparison turns: the lead is the earlier period less the last."""
    found = effect(panel.only({period, last}, last), seed=seed)
    lo, hi = (None if end is None else -end for end in (found.hi, found.lo))
    return Effect(-found.value, found.method, found.p, lo, hi)


def _slope(panel: Panel, early: list[int], seed: int) -> Effect:
    """Each place's slope by least squares, as the change of a panel of two periods."""
    time = np.array(early, dtype=np.float64)
    time -= time.mean()
    kept = [panel.periods.index(period) for period in early]
    slope = panel.value[:, kept] @ time / (time @ time)
    two = np.column_stack([np.zeros(len(slope)), slope])
    return effect(Panel(panel.places, (0, 1), panel.treated, np.array([False, True]), two, panel.left_out), seed=seed)


def _verdict(leads: tuple[Lead, ...], slope: Effect, against: float) -> Verdict:
    """Bonferroni over the leads; the slope, which sees a steady drift better, is tested beside them."""
    tried = [lead.effect.p for lead in leads if lead.effect.p is not None]
    if slope.p is None or not tried:
        return Verdict.UNKNOWN
    if slope.p <= LEVEL or min(tried) * len(tried) <= LEVEL:
        return Verdict.APART
    widest = max(_reach(lead.effect) for lead in leads)
    return Verdict.ALIKE if widest <= abs(against) else Verdict.UNCLEAR


def _reach(found: Effect) -> float:
    """How far from 0 the lead could lie."""
    if found.lo is None or found.hi is None:
        return float("inf")
    return max(abs(found.lo), abs(found.hi))
