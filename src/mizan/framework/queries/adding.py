"""Adding figures, or saying why they are not added: rows of the database put to the pure rules of `indicators`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import pgettext

from mizan.clocks import ClockFault, Period, parse_day, parse_period
from mizan.framework.models import Indicator, Reading
from mizan.indicators import Amount, Area, Grade, IndicatorFault, Measure, Total, add
from mizan.indicators import Indicator as Definition
from mizan.indicators import Reading as Figure
from mizan.indicators import World as IndicatorWorld
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain

COUNTED = {"flow": Measure.COUNT, "stock": Measure.COUNT, "share": Measure.SHARE, "estimate": Measure.LEVEL}
NOWHERE = Area("", "")  # the whole country: a level of its own


def total_of(indicator: Indicator, readings: Sequence[Reading]) -> Total:
    """The sum of these readings; `Refused` with the reason where they are unlike (I-8: unknown is never 0)."""
    try:
        return add([figure_of(row) for row in readings], definition_of(indicator))
    except IndicatorFault as fault:
        raise Refused(fault.code, **_in_words(fault, readings)) from fault
    except ClockFault as fault:
        raise Refused("framework.period_unreadable") from fault


def _in_words(fault: IndicatorFault, rows: Sequence[Reading]) -> dict[str, object]:
    """The facts of a fault; where they name codes, what a reader of the page knows them by."""
    say = _SAID.get(fault.code)
    named = fault.facts.get("readings")
    if say is None or not isinstance(named, list):
        return fault.facts
    words = dict.fromkeys(say(row) for row in rows if row.code in named)
    return {**fault.facts, "found": pgettext("between two items of a list", ", ").join(f"“{one}”" for one in words)}


def _rule(row: Reading) -> str:
    """How a row was counted: the indicator's definition, or for a narrower rule what it covers and who reported it."""
    if row.counting_rule == row.indicator.counting_rule:
        return plain(row.indicator.definition) or plain(row.indicator.name)
    covers = plain(row.scope)
    return f"{covers} ({row.reported_by})" if row.reported_by else covers


_SAID: dict[str, Callable[[Reading], str]] = {
    "indicators.counting_rules": _rule,
    "indicators.different_indicators": lambda row: plain(row.indicator.name),
    "indicators.period_kinds": lambda row: row.period,
    "indicators.scopes": lambda row: plain(row.scope),
    "indicators.units": lambda row: plain(row.indicator.unit_name) or row.indicator.unit,
}


def definition_of(indicator: Indicator) -> Definition:
    """The indicator as the pure library knows it. Text and rank are no numbers and cannot be added."""
    is_number = indicator.value_type == "number"
    return Definition(
        code=indicator.code,
        name=plain(indicator.name),
        unit=indicator.unit,
        counting_rule=indicator.counting_rule,
        definition_version=str(indicator.definition_version),
        measure=COUNTED.get(indicator.measure, Measure.LEVEL) if is_number else Measure.TEXT,
        flow=indicator.measure == "flow",
    )


def figure_of(row: Reading) -> Figure:
    """One row as a figure. An exact value is its own bounds; a bare bound stays a bound."""
    exact = row.value if row.low is None and row.high is None else None
    return Figure(
        indicator=row.indicator_id,
        amount=Amount(row.value, row.low if exact is None else exact, row.high if exact is None else exact),
        period=span(row.period),
        area=_area(row),
        unit=row.indicator.unit,
        counting_rule=row.counting_rule,
        definition_version=str(row.definition_version),
        source=row.source,
        grade=Grade(row.grade or "unattributed"),
        scope=plain(row.scope, "en"),
        side=row.side,
        event=row.event,
        world=IndicatorWorld(row.world),
        ref=row.code,
    )


def span(written: str) -> Period:
    """A reading's period: a year, month or day, or two of them with a slash between ("2023/2024")."""
    first, _, last = written.partition("/")
    if not last:
        return _one(first)
    return Period(_one(first).first, _one(last).last)


def _one(written: str) -> Period:
    if len(written) == 10:
        day = parse_day(written)
        return Period(day, day)
    return parse_period(written)


def _area(row: Reading) -> Area:
    if row.place is None:
        return NOWHERE
    parent = row.place.parent_id
    return Area(row.place.code, row.place.level_id, (parent,) if parent else ())
