"""The routing data of a pack: as it is stored, and what may be wrong with it.

The proof is the platform's own: `bodies_without_path` over the bodies of the pack. A pack that leaves a body without a
conflict-free way to external oversight must name it in `without_path`, so that nobody finds out by being refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mizan.clocks import ClockFault
from mizan.institutions.rules import Body
from mizan.institutions.rules.routing import BrokenGraph, Graph, bodies_without_path, graph_of
from mizan.institutions.rules.routing.data import OTHER_DUTIES, REPORT_DUTIES, policy_of, terms_of
from mizan.institutions.rules.routing.policy import Heads, RungKind
from mizan.web.packs import rows, rows_routing
from mizan.web.packs.files import Fault
from mizan.web.packs.words import TextOf
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason
OUTSIDE = ("oversight", "ombudsman", "human_rights_institution", "anti_corruption")
MAY_SIT = {
    RungKind.INTERNAL_AFFAIRS: (),  # the accused agency's own body, found in the graph
    RungKind.ANTI_CORRUPTION: ("anti_corruption",),
    RungKind.OVERSIGHT: OUTSIDE,
    RungKind.PARLIAMENT: ("legislature",),
    RungKind.DOCKET: (),
}


def stored(row: rows_routing.Routing, bodies: Mapping[str, rows.Institution], parents: Mapping[str, str | None],
           text: TextOf) -> dict[str, Any]:  # fmt: skip
    """A routing row as JSON. `covers` is written out as codes of institutions; `parents` are those of places."""
    return {
        "code": row.code,
        "version": row.version,
        "key_proof_days": row.key_proof_days,
        "bands": [
            {"code": b.code, "name": text(b.name), "heads": b.heads.value, "serious": b.serious} for b in row.bands
        ],
        "serious": [
            {"code": c.code, "name": text(c.name), "accuses_internal": c.accuses_internal} for c in row.serious
        ],
        "rungs": [_rung(rung, bodies, parents, text) for rung in row.rungs],
        "clocks": [_clock(clock, text) for clock in row.clocks],
        "calendar": _calendar(row.calendar, text),
        "without_path": sorted(row.without_path),
    }


def _rung(rung: rows_routing.RoutingRung, bodies: Mapping[str, rows.Institution], parents: Mapping[str, str | None],
          text: TextOf) -> dict[str, Any]:  # fmt: skip
    seats = [
        {
            "institution": seat.institution,
            "covers": None if seat.covers is None else sorted(covered(seat.covers, bodies, parents)),
            "places": None if seat.places is None else sorted(seat.places),
            "standing": seat.standing.value,
            "basis": text(seat.basis),
            "source": seat.source or "",
            "as_of": seat.as_of or "",
            "grade": seat.grade.value,
        }
        for seat in rung.seats
    ]
    return {"kind": rung.kind.value, "name": text(rung.name), "take": rung.take, "seats": seats}


def _clock(clock: rows_routing.RoutingClock, text: TextOf) -> dict[str, Any]:
    return {
        "duty": clock.duty, "days": clock.days, "unit": clock.unit.value, "basis": text(clock.basis),
        "source": clock.source or "", "grade": clock.grade.value,
    }  # fmt: skip


def _calendar(calendar: rows_routing.WorkingCalendar, text: TextOf) -> dict[str, Any]:
    holidays = [
        {"day": h.day, "name": h.name, "names": text(h.name), "expected": h.expected} for h in calendar.holidays
    ]
    return {
        "code": calendar.code, "zone": calendar.zone, "weekend": list(calendar.weekend), "holidays": holidays,
        "holidays_until": calendar.holidays_until, "source": calendar.source or "", "grade": calendar.grade.value,
    }  # fmt: skip


def covered(
    covers: rows_routing.Covers, bodies: Mapping[str, rows.Institution], parents: Mapping[str, str | None]
) -> Iterator[str]:
    """The bodies that a seat hears: those named, and those that match every list that is given."""
    yield from covers.institutions
    lists = covers.sides or covers.levels or covers.places
    for code, body in bodies.items():
        if code not in covers.institutions and lists and _matches(covers, body, parents):
            yield code


def _matches(covers: rows_routing.Covers, body: rows.Institution, parents: Mapping[str, str | None]) -> bool:
    here, within = body.place, set()
    while here is not None and here not in within:
        within.add(here)
        here = parents.get(here)
    return (
        (not covers.sides or body.side in covers.sides)
        and (not covers.levels or body.level in covers.levels)
        and (not covers.places or not within.isdisjoint(covers.places))
    )


def graph_from(bodies: Iterable[rows.Institution]) -> Graph:
    """The institution graph of a pack. Raises BrokenGraph."""
    return graph_of(Body(b.code, b.kind.value, b.side.value, b.parent or "", b.of_agency or "") for b in bodies)


def routing_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in the routing data of every pack."""
    for pack, row in world.rows_of("routing", rows_routing.Routing):
        if not all(code in world.institutions for code in _named(row)):
            continue  # a dangling reference has its own fault
        said = list(_said_of(row, world))
        for key, reason in said or _proof(row, world):
            yield fault(pack, row, key, reason)


def _named(row: rows_routing.Routing) -> Iterator[str]:
    yield from row.without_path
    for rung in row.rungs:
        for seat in rung.seats:
            yield seat.institution
            yield from seat.covers.institutions if seat.covers else ()


def _said_of(row: rows_routing.Routing, world: World) -> Said:
    yield from _twice("bands", [band.code for band in row.bands])
    yield from _twice("serious", [one.code for one in row.serious])
    yield from _twice("clocks", [clock.duty for clock in row.clocks])
    if not any(band.heads is Heads.AGENCY for band in row.bands):
        yield "bands", 'One of the "bands" must head the agency.'
    if {clock.duty for clock in row.clocks} - set(OTHER_DUTIES) != set(REPORT_DUTIES):
        may = ", ".join(OTHER_DUTIES)
        yield "clocks", f'"clocks" must give exactly these duties: {", ".join(REPORT_DUTIES)}; and may give: {may}.'
    kinds = [rung.kind for rung in row.rungs]
    if kinds != list(RungKind):
        yield "rungs", f'"rungs" must stand in this order, each once: {", ".join(RungKind)}.'
    for rung in row.rungs:
        yield from _seats(rung, world)
    try:
        terms_of({"clocks": [], "calendar": _calendar(row.calendar, lambda _text: {})})
    except ClockFault as broken:
        yield "calendar", f'"calendar" cannot be read: {broken}.'


def _twice(key: str, codes: list[str]) -> Said:
    for code, n in Counter(codes).items():
        if n > 1:
            yield key, f'"{key}" names "{code}" twice.'


def _seats(rung: rows_routing.RoutingRung, world: World) -> Said:
    yield from _twice("rungs", [seat.institution for seat in rung.seats])
    for seat in rung.seats:
        body = world.institutions[seat.institution]
        if body.kind.value not in MAY_SIT[rung.kind]:
            allowed = ", ".join(MAY_SIT[rung.kind]) or "none"
            yield "rungs", f'"{body.code}" cannot sit on the rung {rung.kind}; kinds of body that can: {allowed}.'
        if seat.standing is rows.OwnerStanding.ACCEPTED and seat.source is None:
            yield "rungs", f'"{body.code}" counts as accepted only with a source that says so.'
        if seat.source is None and seat.grade is not rows.Grade.UNATTRIBUTED:
            yield "rungs", f'The seat of "{body.code}" has no source and must have the grade "unattributed".'


def _proof(row: rows_routing.Routing, world: World) -> Said:
    """Whether exactly the bodies in `without_path` have no conflict-free way to external oversight, on paper."""
    try:
        graph = graph_from(world.institutions.values())
    except BrokenGraph:
        return  # the circle or the missing parent has its own fault
    parents = {code: place.parent for code, place in world.places.items()}
    data = stored(row, world.institutions, parents, lambda _text: {})
    missing, named = bodies_without_path(graph, policy_of(data)), set(row.without_path)
    for code in sorted(missing - named):
        reason = "no conflict-free way to external oversight, even on paper; give it one or name it here"
        yield "without_path", f'A report about "{code}" has {reason}.'
    for code in sorted(named - missing):
        yield "without_path", f'"{code}" has a conflict-free way to external oversight and must not stand here.'
