"""Indicators, readings, places and units: numbers in range, no cell twice, maps and tables that agree."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows
from mizan.web.packs.files import Fault
from mizan.web.packs.reading import Pack
from mizan.web.packs.schema import first_day
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason


def figure_faults(world: World) -> Iterator[Fault]:
    for pack, indicator in world.rows_of("indicators", rows.Indicator):
        for key, reason in _indicator(indicator):
            yield fault(pack, indicator, key, reason)
    for pack, reading in world.rows_of("readings", rows.Reading):
        for key, reason in _reading(reading, world.indicators.get(reading.indicator)):
            yield fault(pack, reading, key, reason)
    for pack, cell in world.rows_of("district_readings", rows.DistrictReading):
        for key, reason in _cell(cell, world):
            yield fault(pack, cell, key, reason)
    for pack, place in world.rows_of("places", rows.Place):
        for key, reason in _place(place, pack, world):
            yield fault(pack, place, key, reason)
    yield from _cascade_units(world)
    yield from _events(world)
    yield from _twice(world)
    for pack in world.packs:
        yield from _maps(pack)


def _indicator(row: rows.Indicator) -> Said:
    if (row.value_type is rows.ValueType.TIER) != bool(row.scale):
        yield "scale", "A tier needs its scale, any other indicator has none."
    if row.low is not None and row.high is not None and row.low > row.high:
        yield "high", '"high" lies below "low".'
    if row.cascade is not None:
        yield from _cascade(row, row.cascade)


def _cascade(row: rows.Indicator, place: rows.CascadePlace) -> Said:
    """A stage counts what reached it within a time; what is no such count stands beside the cascade."""
    counts = row.value_type is rows.ValueType.NUMBER and row.measure is rows.Measure.FLOW
    if place.stage is not None and not counts:
        yield "cascade", "A stage of the cascade is a number counted over a period (a flow)."
    if place.stage is None and place.part:
        yield "cascade", "What stands beside the cascade is no part of a stage."


def _cascade_units(world: World) -> Iterator[Fault]:
    """All stages count in one unit, so that one can be read beside the other."""
    unit = ""
    for pack, row in world.rows_of("indicators", rows.Indicator):
        if row.cascade is None or row.cascade.stage is None:
            continue
        unit = unit or row.unit
        if row.unit != unit:
            yield fault(pack, row, "unit", f'All stages of the cascade count in one unit; the first in "{unit[:60]}".')


def _reading(row: rows.Reading, indicator: rows.Indicator | None) -> Said:
    width = min(len(row.period_from), len(row.period_to))
    if first_day(row.period_to[:width]) < first_day(row.period_from[:width]):
        yield "period_to", '"period_to" lies before "period_from".'
    if row.low is not None and row.high is not None and row.low > row.high:
        yield "high", '"high" lies below "low".'
    if row.bound is rows.Bound.AT_LEAST and (row.low is None or row.high is not None):
        yield "bound", '"at_least" needs "low" and an empty "high".'
    if row.bound is rows.Bound.AT_MOST and row.high is None:
        yield "bound", '"at_most" needs "high".'
    if row.side is not None and row.reported_by is None:
        yield "side", '"side" needs "reported_by": whose figure it is.'
    if indicator is not None:
        yield from _fits(row.value, indicator)
        yield from _within(row)


def _within(row: rows.Reading) -> Said:
    if isinstance(row.value, str):
        if row.low is not None or row.high is not None:
            yield "low", "Words have no interval."
        return
    if row.low is not None and row.value < row.low:
        yield "value", '"value" lies below "low".'
    if row.high is not None and row.value > row.high:
        yield "value", '"value" lies above "high".'


def _fits(value: str | float, indicator: rows.Indicator) -> Said:
    if indicator.value_type is rows.ValueType.NUMBER:
        if isinstance(value, str):
            yield "value", f'"{indicator.code}" needs a number.'
        elif indicator.low is not None and value < indicator.low:
            yield "value", f'"{indicator.code}" cannot be below {indicator.low:g}.'
        elif indicator.high is not None and value > indicator.high:
            yield "value", f'"{indicator.code}" cannot be above {indicator.high:g}.'
    elif not isinstance(value, str):
        yield "value", f'"{indicator.code}" needs words, not a number.'
    elif indicator.scale and value not in indicator.scale:
        yield "value", f'"{value[:60]}" is not on the scale of "{indicator.code}".'


def _cell(row: rows.DistrictReading, world: World) -> Said:
    indicator, place = world.indicators.get(row.indicator), world.places.get(row.pcode)
    if indicator is None:
        return
    yield from _fits(row.value, indicator)
    if indicator.credit is None:
        yield "indicator", f'"{indicator.code}" has figures in a table and needs a "credit" that names their source.'
    if place is not None and indicator.place_level not in (None, place.level):
        yield "pcode", f'"{indicator.code}" is not measured for places of level {place.level}.'


def _place(row: rows.Place, pack: Pack, world: World) -> Said:
    levels = {level.number for level in pack.info.place_levels} if pack.info else {row.level}
    if row.level not in levels:
        yield "level", f'Level {row.level} is not among the "place_levels" of the pack.'
    parent = world.places.get(row.parent) if row.parent else None
    if (row.level == 1) != (row.parent is None):
        yield "parent", "A place of level 1 has no parent, any other place has one."
    elif parent is not None and parent.level != row.level - 1:
        yield "parent", f'The parent "{parent.pcode}" is not of the level above.'


def _events(world: World) -> Iterator[Fault]:
    """Accounts of one event measure one thing."""
    measured: dict[str, str] = {}
    for pack, row in world.rows_of("readings", rows.Reading):
        if row.event is not None and measured.setdefault(row.event, row.indicator) != row.indicator:
            yield fault(pack, row, "event", f'Readings of the event "{row.event}" must share one indicator.')


def _twice(world: World) -> Iterator[Fault]:
    """Rows that have no code of their own are known by what they speak of."""
    met: set[tuple[object, ...]] = set()
    for content in ("units", "desk_readings", "district_readings"):
        for pack, row in world.rows_of(content, rows.Row):
            key = (content, *_identity(row))
            if key in met:
                yield fault(
                    pack, row, "", "The same entry stands twice: " + ", ".join(str(part) for part in key[1:]) + "."
                )
            met.add(key)


def _identity(row: rows.Row) -> tuple[object, ...]:
    if isinstance(row, rows.Unit):
        return row.institution, str(row.kind), row.unit or "no unit named"
    if isinstance(row, rows.DeskReading):
        return row.obligation, row.law
    if isinstance(row, rows.DistrictReading):
        return row.indicator, row.pcode, row.period
    return (row.file, row.line)


def _maps(pack: Pack) -> Iterator[Fault]:
    """Every area of a map is a place of its level, and every place of that level has its area."""
    if "places" in pack.unread or "places" not in pack.mentions:
        yield from (
            Fault(pack.folder.label(f"{item.content}.topojson"), 1, "A map needs the places it shows.")
            for item in pack.maps
            if "places" not in pack.unread
        )
        return
    for item in pack.maps:
        label = pack.folder.label(f"{item.content}.topojson")
        places = {row.pcode: row for row in pack.rows["places"] if row.level == item.level}
        named = {mention.code for mention in pack.mentions["places"] if mention.defines}
        for pcode in item.pcodes:
            if pcode not in named or (pcode not in places and any(row.pcode == pcode for row in pack.rows["places"])):
                yield Fault(label, 1, f'The area "{pcode[:60]}" is no place of level {item.level} in places.csv.')
        for pcode in sorted(set(places) - set(item.pcodes)):
            yield fault(pack, places[pcode], "pcode", f'The place "{pcode}" has no area in {item.content}.topojson.')
