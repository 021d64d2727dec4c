"""The classes of accused that intake is open for, over enrolled keys; and readers stripped by accusation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mizan.institutions.rules.routing import (
    Accused,
    Stripped,
    Why,
    bodies_without_path,
    classes,
    open_classes,
    repeatedly_stripped,
)
from tests.institutions.routing.country import GRAPH, POLICY, TODAY, enrolled


def test_every_class_is_open_while_two_oversight_bodies_are_enrolled() -> None:
    found = open_classes(GRAPH, enrolled(), POLICY, TODAY)
    assert list(found) == list(classes(GRAPH, POLICY))
    assert {one.why for one in found.values()} == {None}
    assert found[Accused("POLICE", "STATION", "officer")].now == {"IA", "ACE"}
    assert found[Accused("POLICE", "STATION", "officer")].oversight == {"OMB"}


def test_a_lapsed_key_closes_exactly_the_classes_that_lost_their_way() -> None:
    found = open_classes(GRAPH, enrolled("HRC"), POLICY, TODAY)
    closed = {accused.institution for accused, one in found.items() if not one.is_open}
    assert closed == {"OMB"}
    assert {one.why for one in found.values()} == {None, Why.NO_OVERSIGHT}
    later = TODAY + timedelta(days=91)
    assert not any(one.is_open for one in open_classes(GRAPH, enrolled(), POLICY, later).values())


def test_internal_readers_alone_open_nothing() -> None:
    found = open_classes(GRAPH, enrolled("OMB", "HRC"), POLICY, TODAY)
    assert not any(one.is_open for one in found.values())


def test_on_paper_every_body_of_the_country_has_a_way() -> None:
    assert bodies_without_path(GRAPH, POLICY) == frozenset()


def stripped(day: int, *subjects: str, sustained: bool | None = None) -> Stripped:
    return Stripped(TODAY - timedelta(days=day), frozenset(subjects), sustained)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([stripped(1, "IA"), stripped(2, "IA"), stripped(3, "IA", sustained=False)], {"IA"}),
        ([stripped(1, "IA"), stripped(2, "IA")], set()),
        ([stripped(1, "IA"), stripped(2, "IA"), stripped(180, "IA")], set()),
        ([stripped(1, "IA"), stripped(2, "IA"), stripped(179, "IA")], {"IA"}),
        ([stripped(-1, "IA"), stripped(2, "IA"), stripped(3, "IA")], set()),
        ([stripped(1, "IA"), stripped(2, "IA"), stripped(3, "IA"), stripped(4, "IA", sustained=True)], set()),
        ([stripped(1, "IA", "ACE"), stripped(2, "IA"), stripped(3, "IA", "ACE")], {"IA"}),
    ],
)
def test_who_is_taken_off_report_after_report_is_told_to_oversight(history: list[Stripped], found: set[str]) -> None:
    assert repeatedly_stripped(history, TODAY) == found


def test_one_accusation_is_no_pattern() -> None:
    with pytest.raises(ValueError, match="at least two"):
        repeatedly_stripped([], TODAY, times=1)
