"""State's figure beside society's, with the difference where they speak of the same thing; and the way to a target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mizan.indicators.amounts import UNKNOWN, Amount
from mizan.indicators.readings import Direction, Indicator, Reading


@dataclass(frozen=True)
class Comparison:
    """Both answers side by side. `difference` is state minus society; where it would mislead, unknown with a reason."""

    state: Reading
    society: Reading
    difference: Amount
    reason: str = ""

    @property
    def higher(self) -> str | None:
        """`state`, `society`, `equal`, or None where the bounds do not tell."""
        low, high = self.difference.low, self.difference.high
        if low is not None and low > 0:
            return "state"
        if high is not None and high < 0:
            return "society"
        return "equal" if low == high == 0 else None


def compare(state: Reading, society: Reading) -> Comparison:
    """Put the two answers side by side; their difference is given only where both count the same thing."""
    reason = why_unlike(state, society)
    difference = UNKNOWN if reason else minus(state.amount, society.amount)
    if not reason and difference.is_unknown:
        reason = "indicators.unknown_side"
    return Comparison(state, society, difference, reason)


def why_unlike(one: Reading, other: Reading) -> str:
    """The first thing in which two readings differ so that their difference means nothing; empty when alike."""
    traits = (
        ("indicators.worlds_mixed", one.world, other.world),
        ("indicators.different_indicators", one.indicator, other.indicator),
        ("indicators.definitions", one.definition_version, other.definition_version),
        ("indicators.counting_rules", one.counting_rule, other.counting_rule),
        ("indicators.units", one.unit, other.unit),
        ("indicators.places_differ", one.area.code, other.area.code),
        ("indicators.periods_differ", one.period, other.period),
        ("indicators.parts_mixed", one.part, other.part),
    )
    return next((code for code, here, there in traits if here != there), "")


def minus(one: Amount, other: Amount) -> Amount:
    """The difference with the bounds that follow from both; unknown stays unknown."""
    return Amount(_minus(one.value, other.value), low=_minus(one.low, other.high), high=_minus(one.high, other.low))


def _minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


@dataclass(frozen=True)
class Target:
    """Where an indicator should stand by a day. `baseline` is where it stood when the target was set."""

    indicator: str
    value: Decimal
    by: date
    baseline: Decimal | None = None


@dataclass(frozen=True)
class Distance:
    """How far a reading is from its target. `left` is what is missing (negative when passed), `is_met` None where the
    bounds do not tell, `share` the part of the way from the baseline (0 at the baseline, 1 at the target)."""

    left: Amount
    is_met: bool | None
    share: Decimal | None
    is_past: bool


def distance(indicator: Indicator, reading: Reading, target: Target, *, today: date) -> Distance:
    """The way left to a target. With no direction there is a difference, but nothing is met or missed."""
    goal = Amount(target.value, target.value, target.value)
    down = indicator.direction is Direction.DOWN
    left = minus(reading.amount, goal) if down else minus(goal, reading.amount)
    return Distance(
        left=left,
        is_met=None if indicator.direction is Direction.NEITHER else _met(left),
        share=_share(reading.amount.value, target),
        is_past=today > target.by,
    )


def _met(left: Amount) -> bool | None:
    if left.high is not None and left.high <= 0:
        return True
    if left.low is not None and left.low > 0:
        return False
    return None


def _share(value: Decimal | None, target: Target) -> Decimal | None:
    if value is None or target.baseline is None or target.baseline == target.value:
        return None
    return (value - target.baseline) / (target.value - target.baseline)
