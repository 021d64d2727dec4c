"""The coverage board: what each body owes, the newest word of each unit, and counts that add up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mizan.institutions.models import Institution, UnitStatus
from mizan.institutions.queries.coverage import coverage, coverage_counts, coverage_of
from mizan.kit.facts import World
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def body(code: str, kind: str = "lea", **more: object) -> Institution:
    return Institution.objects.create(code=code, kind=kind, side="state", level="national", world="exercise", **more)


def said(of: Institution, state: str, *, days: int = 0, kind: str = "internal_affairs", **more: object) -> UnitStatus:
    with happening(of):
        return UnitStatus.objects.create(
            institution=of, kind=kind, state=state, recorded_at=FIRST + timedelta(days), world="exercise", **more
        )


def test_without_a_word_every_owed_unit_is_unknown() -> None:
    row = coverage_of(body("T-A"))
    assert {kind: cell.state for kind, cell in row.cells.items()} == {
        "internal_affairs": "unknown", "anti_corruption": "unknown",
    }  # fmt: skip


def test_a_newer_word_on_the_same_unit_stands_before_the_older_and_both_are_shown() -> None:
    agency = body("T-A")
    said(agency, "operational")
    newest = said(agency, "absent", days=9)
    cell = coverage_of(agency).internal_affairs
    assert cell is not None
    assert (cell.state, cell.statements[0], len(cell.statements)) == ("absent", newest, 2)


def test_two_units_of_one_kind_count_by_the_one_that_is_furthest() -> None:
    agency = body("T-A")
    units = [body(f"T-A-{n}", "internal_affairs", parent=agency, agency=agency) for n in (1, 2)]
    said(agency, "mandated", unit=units[0], days=5)
    said(agency, "staffed", unit=units[1])
    assert coverage_of(agency).internal_affairs.state == "staffed"  # type: ignore[union-attr]


def test_a_retired_word_counts_no_more() -> None:
    agency = body("T-A")
    said(agency, "operational", retired_at=FIRST)
    assert coverage_of(agency).internal_affairs.state == "unknown"  # type: ignore[union-attr]


def test_units_of_an_agency_and_retired_bodies_are_not_on_the_board() -> None:
    agency = body("T-A")
    body("T-A-IA", "internal_affairs", parent=agency, agency=agency)
    body("T-GONE", retired_at=FIRST)
    assert [row.body.code for row in coverage(World.EXERCISE) if row.body.code.startswith("T-")] == ["T-A"]


def test_counts_add_up_to_what_is_owed() -> None:
    for number, state in enumerate(("absent", "mandated", "staffed", "operational", "")):
        agency = body(f"T-{number}")
        if state:
            said(agency, state)
    counts = coverage_counts(World.EXERCISE)
    states = ("absent", "mandated", "staffed", "operational", "unknown")
    assert dict(counts.internal_affairs) == dict.fromkeys(states, 1)
    assert counts.owed("anti_corruption") == counts.anti_corruption["unknown"] == 5
    assert coverage_counts(World.REAL).owed("internal_affairs") == 0
