"""The routing data of a pack: faults name their place, and every body has a way to oversight or is named without."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mizan.institutions.models import RoutingData
from mizan.institutions.rules.routing import Accused, bodies_without_path, classes, on_paper, open_classes, rosters_of
from mizan.institutions.rules.routing.data import policy_of
from mizan.institutions.rules.routing.policy import RungKind
from mizan.web.packs import read_bundle
from mizan.web.packs.routing import graph_from, stored
from mizan.web.packs.validate import validate
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import ROUTED, SEAT, write
from tests.packs.test_load import load

PAKISTAN = Path(__file__).resolve().parents[2] / "packs" / "pakistan"
DAY = date(2026, 11, 26)


def reasons(folder: Path, *changes: tuple[str, str]) -> list[tuple[int, str]]:
    """The faults of the small routed pack with these changes to routing.yaml."""
    text = ROUTED["routing.yaml"]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return [(fault.line, fault.reason) for fault in validate(write(folder, {**ROUTED, "routing.yaml": text}))]


def test_the_small_routed_pack_holds(tmp_path: Path) -> None:
    assert reasons(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("code: head, name: Head, heads: agency", "code: head, name: Head, heads: unit", 4, "must head the agency"),
        ("{code: line,", "{code: head,", 4, '"bands" names "head" twice'),
        ("heads: nothing}", "heads: nobody}", 5, "must be one of: nothing, unit, agency"),
        ("duty: finish", "duty: decide", 19, '"clocks" names "decide" twice'),
        ("days: 180", "days: 0", 24, "at least 1"),
        ("institution: HRC, covers: null", "institution: HELP, covers: null", 9, '"HELP" cannot sit on the rung'),
        ("institution: HRC", "institution: GONE", 16, "which no pack defines here"),
        ("{kind: parliament, name: Parliament}", "{kind: docket, name: Parliament}", 9, "in this order"),
        ("weekend: [sunday]", "weekend: [someday]", 25, '"calendar" cannot be read'),
        ("zone: UTC", "zone: Nowhere", 25, '"calendar" cannot be read'),
        ("without_path: []", "without_path: [HELP]", 27, '"HELP" has a conflict-free way'),
    ],
)
def test_a_fault_names_its_line_and_reason(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    found = reasons(tmp_path, (old, new))
    assert any(at == line and said in reason for at, reason in found), found


def test_every_body_without_a_conflict_free_way_is_named_and_naming_it_is_enough(tmp_path: Path) -> None:
    one_seat = (f"        - {{institution: OMB, covers: null, {SEAT}}}\n", "")
    (found,) = reasons(tmp_path, one_seat)
    assert found[1].startswith('A report about "HRC" has no conflict-free way to external oversight')
    assert reasons(tmp_path, one_seat, ("without_path: []", "without_path: [HRC]")) == []


@pytest.mark.usefixtures("new_house")
def test_the_routing_data_loads_and_reads_back_as_the_policy(tmp_path: Path) -> None:
    load(tmp_path, ROUTED)
    row = RoutingData.objects.get(pk="SMALL-ROUTING")
    assert row.policy.version == "SMALL-ROUTING/1"
    assert [rung.kind for rung in row.policy.rungs] == list(RungKind)
    assert row.data["bands"][0]["name"] == {"en": "Officer"}
    assert row.terms.due("acknowledge", DAY) == date(2026, 12, 3)
    assert load(tmp_path, ROUTED).changed == 0


def test_in_pakistan_every_class_of_accused_has_a_way_on_paper_and_none_before_enrolment() -> None:
    bundle = read_bundle([PAKISTAN])
    bodies = {body.code: body for body in bundle.institutions}
    (row,) = bundle.routing
    policy = policy_of(stored(row, bodies, {p.pcode: p.parent for p in bundle.places}, lambda _text: {}))
    graph = graph_from(bodies.values())
    assert bodies_without_path(graph, policy) == set(row.without_path) == set()
    paper = open_classes(graph, on_paper(graph), policy, date(2000, 1, 1))
    assert len(paper) == len(list(classes(graph, policy)))
    assert all(one.is_open for one in paper.values())
    nobody = open_classes(graph, rosters_of([]), policy, DAY)
    assert not any(one.is_open for one in nobody.values())
    assert paper[Accused("SD-POL", "SD-POL", "agency_head")].now == {"SD-PSPCC", "SD-OMB"}


def test_no_seat_in_pakistan_claims_to_be_accepted() -> None:
    (row,) = read_bundle([PAKISTAN]).routing
    assert {seat.standing.value for rung in row.rungs for seat in rung.seats} == {"suggested"}
