"""Random institution graphs, rosters, packs and reports, drawn from any source of choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from mizan.institutions.rules import Body
from mizan.institutions.rules.routing import (
    Accused,
    Case,
    Enrolment,
    Heads,
    Policy,
    Rosters,
    Routing,
    Rung,
    RungKind,
    Seat,
    Tie,
    TieKind,
    graph_of,
    route,
)
from tests.institutions.routing.country import TODAY

KINDS = ("lea", "lea", "internal_affairs", "anti_corruption", "ministry", "ombudsman", "civil_society", "helpline")
BANDS = {"officer": Heads.NOTHING, "unit_head": Heads.UNIT, "agency_head": Heads.AGENCY}
AGENCY = (
    Body("B0", "lea", "state"),
    Body("B1", "internal_affairs", "state", parent="B0"),
    Body("B2", "lea", "state", parent="B0"),
)
DRILLS = (0, 0, 0, 0, 0, 1, 90, 91, -1)  # days since the last one
PLACES = ("P1", "P2")
Choose = Callable[[int], int]  # a number from 0 up to and without n


@dataclass(frozen=True)
class Scene:
    """Everything that routing is given."""

    bodies: tuple[Body, ...]
    rosters: Rosters
    policy: Policy
    case: Case

    def route(self) -> Routing:
        return route(self.case, graph_of(self.bodies), self.rosters, self.policy, TODAY)


def scene(choose: Choose) -> Scene:
    """One random country with one random report in it."""
    bodies = _bodies(choose)
    codes = [body.code for body in bodies]
    people = [f"person{n}" for n in range(2 + choose(8))]
    return Scene(bodies, _rosters(choose, codes, people), _policy(choose, codes), _case(choose, codes, people))


def _bodies(choose: Choose) -> tuple[Body, ...]:
    """Any forest; every second one has an agency with a watching body and a unit at its root."""
    made: list[Body] = list(AGENCY) if choose(2) else []
    for n in range(len(made), 4 + choose(9)):
        parent = made[choose(n)].code if n and choose(2) else ""
        made.append(Body(f"B{n}", KINDS[choose(len(KINDS))], "state", parent=parent))
    return tuple(made)


def _some(choose: Choose, items: list[str], most: int) -> frozenset[str]:
    return frozenset(items[choose(len(items))] for _ in range(choose(most + 1)))


def _rosters(choose: Choose, codes: list[str], people: list[str]) -> Rosters:
    enrolled = {}
    for code in codes:
        if choose(8):
            proved = TODAY - timedelta(days=DRILLS[choose(len(DRILLS))]) if choose(12) else None
            own = {f"of {code}"} if choose(6) else set()
            staff = frozenset(own) | _some(choose, people, 1)
            enrolled[code] = Enrolment(code, proved, staff, offline=not choose(5))
    ties = {_tie(choose, codes, [*people, *(f"of {code}" for code in codes)]) for _ in range(choose(5))}
    posts = {people[choose(len(people))]: _some(choose, codes, 2) for _ in range(choose(3))}
    return Rosters(enrolled, frozenset(ties), posts)


def _tie(choose: Choose, codes: list[str], people: list[str]) -> Tie:
    person, kind = people[choose(len(people))], list(TieKind)[choose(3)]
    if choose(2):
        return Tie(person, kind, body=codes[choose(len(codes))])
    return Tie(person, kind, other=people[choose(len(people)) if choose(2) else 0])


def _policy(choose: Choose, codes: list[str]) -> Policy:
    def seats(most: int) -> tuple[Seat, ...]:
        chosen = dict.fromkeys(codes[choose(len(codes))] for _ in range(1 + choose(most)))
        return tuple(Seat(c, _covers(choose, codes), _places(choose)) for c in chosen)

    return Policy(
        version="scene/1",
        rungs=(
            Rung(RungKind.INTERNAL_AFFAIRS),
            Rung(RungKind.ANTI_CORRUPTION, seats(5)),
            Rung(RungKind.OVERSIGHT, seats(6), 1 + choose(2)),
            Rung(RungKind.PARLIAMENT, seats(3)),
            Rung(RungKind.DOCKET),
        ),
        bands=BANDS,
        serious=frozenset({"death", "internal"}),
        serious_bands=frozenset({"agency_head"}),
        accuses_internal=frozenset({"internal"}),
    )


def _covers(choose: Choose, codes: list[str]) -> frozenset[str] | None:
    return None if choose(6) else frozenset(code for code in codes if choose(3))


def _places(choose: Choose) -> frozenset[str] | None:
    return None if choose(8) else frozenset({PLACES[choose(2)]})


def _case(choose: Choose, codes: list[str], people: list[str]) -> Case:
    accused = frozenset(_accused(choose, codes, people) for _ in range(1 + (choose(4) == 0)))
    if not choose(3):
        accused = frozenset({Accused(codes[2], codes[2], "officer")})  # the plain case: one officer of one unit
    serious = frozenset({("internal", "death", "death")[choose(3)]}) if choose(2) else frozenset()
    places = frozenset({PLACES[choose(2)]}) if choose(2) else frozenset()
    return Case(accused, serious, places, _some(choose, codes, 2) if not choose(3) else frozenset())


def _accused(choose: Choose, codes: list[str], people: list[str]) -> Accused:
    if not choose(10):
        return Accused()
    unit = codes[choose(len(codes))] if choose(2) else codes[2]
    institution = unit if choose(4) else codes[choose(len(codes))]
    band = ("officer", "officer", "officer", "officer", "officer", "unit_head", "agency_head", "")[choose(8)]
    return Accused(institution, unit if choose(8) else "", band, people[0] if not choose(4) else "")
