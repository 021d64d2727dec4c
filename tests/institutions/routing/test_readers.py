"""Who reads now and later, case by case, in the small country."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mizan.institutions.rules import Body
from mizan.institutions.rules.routing import (
    Accused,
    BrokenGraph,
    Enrolment,
    Rosters,
    RungKind,
    Tie,
    TieKind,
    Why,
    graph_of,
    rosters_of,
)
from tests.institutions.routing.country import GRAPH, OFFICER, TODAY, ask, enrolled


def test_an_officer_is_read_by_internal_affairs_and_a_body_of_another_institution() -> None:
    found = ask(OFFICER)
    assert found.bodies_now == {"IA", "ACE"}
    assert [step.rung for step in found.later] == [RungKind.OVERSIGHT, RungKind.PARLIAMENT, RungKind.DOCKET]
    assert found.bodies_ever == {"IA", "ACE", "OMB", "COMMITTEE"}


def test_the_accused_unit_what_is_below_and_what_is_above_are_kept_out() -> None:
    found = ask(Accused("POLICE", "WING", "officer"))
    why = {(b.subject, b.why) for b in found.excluded}
    assert why == {
        ("WING", Why.ACCUSED_UNIT), ("STATION", Why.SUBORDINATE), ("POLICE", Why.SUPERIOR), ("MIN", Why.SUPERIOR),
    }  # fmt: skip


@pytest.mark.parametrize(
    "accused",
    [
        Accused("POLICE", "IA", "officer"),
        Accused("POLICE", "POLICE", "officer"),
        Accused("POLICE", "STATION", "agency_head"),
        Accused("POLICE", "STATION"),
        Accused("POLICE", "", "officer"),
        Accused("MIN", "MIN", "officer"),
        Accused("NGO", "NGO", "officer"),
        Accused(),
    ],
)
def test_I2_where_nobody_inside_may_read_two_oversight_bodies_do(accused: Accused) -> None:
    assert ask(accused).bodies_now == {"OMB", "HRC"}


def test_I2_without_a_routable_internal_body_oversight_reads() -> None:
    found = ask(OFFICER, rosters=enrolled("IA"))
    assert found.bodies_now == {"OMB", "HRC"}
    assert {reader.why for reader in found.now} == {Why.OVERSIGHT_NO_INTERNAL}


def test_I2_one_institution_alone_gets_oversight_beside_it() -> None:
    assert ask(OFFICER, rosters=enrolled("ACE")).bodies_now == {"IA", "OMB"}


def test_a_serious_class_adds_oversight_at_once() -> None:
    assert ask(OFFICER, serious=frozenset({"death"})).bodies_now == {"IA", "ACE", "OMB"}


def test_a_class_that_accuses_internal_affairs_goes_outside() -> None:
    assert ask(OFFICER, serious=frozenset({"internal"})).bodies_now == {"OMB", "HRC"}


def test_accused_of_two_institutions_go_to_oversight_alone() -> None:
    assert ask(OFFICER, Accused("NGO", "NGO", "officer")).bodies_now == {"OMB", "HRC"}


def test_an_institution_and_a_unit_that_do_not_belong_together_accuse_both() -> None:
    found = ask(Accused("ACE", "STATION", "officer"))
    assert {"ACE", "STATION"} <= {b.subject for b in found.excluded}
    assert found.bodies_now == {"OMB", "HRC"}


def test_a_key_that_no_drill_proved_lately_does_not_read() -> None:
    old = Enrolment("IA", TODAY - timedelta(days=91), frozenset({"IA-1"}))
    unstaffed = Enrolment("IA", TODAY)
    unproved = Enrolment("IA", None, frozenset({"IA-1"}))
    ahead = Enrolment("IA", TODAY + timedelta(days=1), frozenset({"IA-1"}))
    for bad in (old, unstaffed, unproved, ahead):
        rosters = enrolled()
        found = ask(OFFICER, rosters=replace(rosters, enrolled={**rosters.enrolled, "IA": bad}))
        assert "IA" not in found.bodies_ever
    good = Enrolment("IA", TODAY - timedelta(days=90), frozenset({"IA-1"}))
    assert "IA" in ask(OFFICER, rosters=rosters_of([*enrolled().enrolled.values(), good])).bodies_now


@pytest.mark.parametrize("kind", list(TieKind))
def test_who_is_tied_to_the_accused_does_not_read_either_way_round(kind: TieKind) -> None:
    named = replace(OFFICER, person="p")
    for tie in (Tie("IA-1", kind, other="p"), Tie("p", kind, other="IA-1"), Tie("IA-1", kind, body="STATION")):
        found = ask(named, rosters=replace(enrolled(), ties=frozenset({tie})))
        assert {r.people for r in found.now if r.body == "IA"} == {frozenset({"IA-2"})}


def test_a_body_whose_whole_roster_is_tied_does_not_read() -> None:
    ties = frozenset(Tie(f"IA-{n}", TieKind.RELATIVE, body="STATION") for n in (1, 2))
    found = ask(OFFICER, rosters=replace(enrolled(), ties=ties))
    assert "IA" not in found.bodies_ever
    assert "IA" in found.stripped


def test_a_named_person_is_accused_wherever_she_holds_a_post() -> None:
    found = ask(replace(OFFICER, person="OMB-1"))
    assert "OMB" not in found.bodies_ever
    assert found.bodies_now == {"HRC"}


def test_a_veto_binds_the_later_rungs_too() -> None:
    found = ask(OFFICER, vetoes=frozenset({"OMB", "COMMITTEE"}))
    assert found.bodies_ever == {"IA", "ACE", "HRC"}


def test_a_veto_that_leaves_one_institution_adds_oversight() -> None:
    assert ask(OFFICER, vetoes=frozenset({"ACE"})).bodies_now == {"IA", "OMB"}


def test_a_veto_may_spare_oversight_a_serious_report_but_not_take_the_last_reader() -> None:
    both = frozenset({"OMB", "HRC"})
    assert ask(OFFICER, serious=frozenset({"death"}), vetoes=both).bodies_now == {"IA", "ACE"}
    found = ask(OFFICER, vetoes=both | {"IA"})
    assert (found.refused, found.now, found.later) == (Why.LAST_READER, frozenset(), ())


def test_I2_without_oversight_there_is_no_route_and_the_reason_says_so() -> None:
    assert ask(Accused(), rosters=enrolled("OMB", "HRC")).refused is Why.NO_OVERSIGHT
    serious = ask(OFFICER, serious=frozenset({"death"}), rosters=enrolled("OMB", "HRC"))
    assert serious.refused is Why.NO_OVERSIGHT


def test_a_graph_with_a_circle_or_a_missing_parent_is_refused_loudly() -> None:
    with pytest.raises(BrokenGraph, match="circle"):
        graph_of([Body("A", "lea", "state", parent="B"), Body("B", "lea", "state", parent="A")])
    with pytest.raises(BrokenGraph, match="not among"):
        graph_of([Body("A", "lea", "state", parent="B")])
    assert GRAPH.above("STATION") == ("WING", "POLICE", "MIN")


def offline(rosters: Rosters, *bodies: str) -> Rosters:
    """The same with these bodies without computers."""
    enrolled = {code: replace(one, offline=code in bodies) for code, one in rosters.enrolled.items()}
    return replace(rosters, enrolled=enrolled)


def test_a_body_without_computers_reads_as_any_other_while_its_proof_holds() -> None:
    everybody = enrolled()
    assert ask(OFFICER, rosters=offline(everybody, "ACE")).bodies_now == ask(OFFICER, rosters=everybody).bodies_now
    old = replace(everybody.enrolled["ACE"], offline=True, proved_on=TODAY - timedelta(days=91))
    lapsed = replace(everybody, enrolled={**everybody.enrolled, "ACE": old})
    assert "ACE" not in ask(OFFICER, rosters=lapsed).bodies_ever


def test_I1_one_carrier_in_conflict_keeps_a_body_without_computers_out_where_others_lose_one_reader() -> None:
    everybody = enrolled()
    tied = replace(everybody, ties=frozenset({Tie("ACE-1", TieKind.RELATIVE, body="STATION")}))
    assert "ACE" in ask(OFFICER, rosters=tied).bodies_now
    assert "ACE" not in ask(OFFICER, rosters=offline(tied, "ACE")).bodies_ever
