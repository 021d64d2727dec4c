"""A small invented country for the tests of routing: one agency with three units, a ministry, an NGO, oversight."""

from __future__ import annotations

from datetime import date

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
    graph_of,
    rosters_of,
    route,
)

TODAY = date(2026, 11, 26)
BODIES = (
    Body("MIN", "ministry", "state"),
    Body("POLICE", "lea", "state", parent="MIN"),
    Body("WING", "lea", "state", parent="POLICE"),
    Body("STATION", "lea", "state", parent="WING"),
    Body("BORDER", "lea", "state", parent="POLICE"),
    Body("IA", "internal_affairs", "state", parent="POLICE"),
    Body("NGO", "civil_society", "society"),
    Body("ACE", "anti_corruption", "state"),
    Body("OMB", "ombudsman", "state"),
    Body("HRC", "human_rights_institution", "state"),
    Body("COMMITTEE", "legislature", "state"),
)
GRAPH = graph_of(BODIES)
POLICY = Policy(
    version="country/1",
    rungs=(
        Rung(RungKind.INTERNAL_AFFAIRS),
        Rung(RungKind.ANTI_CORRUPTION, (Seat("ACE"),)),
        Rung(RungKind.OVERSIGHT, (Seat("OMB"), Seat("HRC"))),
        Rung(RungKind.PARLIAMENT, (Seat("COMMITTEE"),)),
        Rung(RungKind.DOCKET),
    ),
    bands={"officer": Heads.NOTHING, "unit_head": Heads.UNIT, "agency_head": Heads.AGENCY},
    serious=frozenset({"death", "internal"}),
    serious_bands=frozenset({"agency_head"}),
    accuses_internal=frozenset({"internal"}),
)


def enrolled(*but: str) -> Rosters:
    """Every watching body enrolled with two people each (`IA-1`, `IA-2` ...), except those named."""
    codes = [code for code in ("IA", "ACE", "OMB", "HRC", "COMMITTEE") if code not in but]
    return rosters_of(Enrolment(code, TODAY, frozenset({f"{code}-1", f"{code}-2"})) for code in codes)


def ask(*accused: Accused, rosters: Rosters | None = None, **case: object) -> Routing:
    """A report on these accused, on the day of the tests."""
    asked = Case(frozenset(accused), **case)  # type: ignore[arg-type]
    return route(asked, GRAPH, enrolled() if rosters is None else rosters, POLICY, TODAY)


OFFICER = Accused("POLICE", "STATION", "officer")
