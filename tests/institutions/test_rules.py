"""Pure rules of bodies: what counts as one institution, what each owes, and unknown that is never absent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.institutions import rules
from mizan.institutions.rules import Body, Statement, UnitKind

BODIES = {
    body.code: body
    for body in (
        Body("MIN", "ministry", "state"),
        Body("POLICE", "lea", "state", parent="MIN"),
        Body("WING", "lea", "state", parent="POLICE"),
        Body("DESK", "helpline", "state", parent="WING"),
        Body("IA", "internal_affairs", "state", parent="POLICE"),
        Body("IA-MIN", "internal_affairs", "state", parent="MIN"),
        Body("IA-ALONE", "internal_affairs", "state"),
        Body("DEPT", "labour", "state", parent="MIN"),
        Body("NGO", "civil_society", "society"),
        Body("LOST", "lea", "state", parent="GONE"),
    )
}


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("MIN", "MIN"), ("POLICE", "POLICE"), ("WING", "POLICE"), ("DESK", "POLICE"), ("IA", "POLICE"),
        ("IA-MIN", "MIN"), ("IA-ALONE", "IA-ALONE"), ("DEPT", "DEPT"), ("NGO", "NGO"), ("LOST", "LOST"),
    ],
)  # fmt: skip
def test_I2_an_agency_with_everything_below_it_is_one_institution(code: str, whole: str) -> None:
    assert rules.whole_of(BODIES[code], BODIES) == whole
    assert rules.agency_of(BODIES[code], BODIES) == ("" if whole == code else whole)


@given(st.sampled_from(sorted(BODIES)), st.sampled_from(sorted(BODIES)), st.sampled_from(sorted(BODIES)))
def test_I2_being_one_institution_is_an_equivalence(a: str, b: str, c: str) -> None:
    def one(first: str, second: str) -> bool:
        return rules.is_one_institution(BODIES[first], BODIES[second], BODIES)

    assert one(a, a)
    assert one(a, b) == one(b, a)
    assert not (one(a, b) and one(b, c)) or one(a, c)


def test_an_agency_owes_both_units_everyone_else_on_its_own_one_and_a_unit_none() -> None:
    both, one = (UnitKind.INTERNAL_AFFAIRS, UnitKind.ANTI_CORRUPTION), (UnitKind.ANTI_CORRUPTION,)
    assert rules.owed_units(Body("A", "lea", "state")) == both
    assert rules.owed_units(Body("N", "civil_society", "society")) == one
    assert rules.owed_units(Body("I", "international", "international")) == one
    assert rules.owed_units(Body("U", "lea", "state", parent="A", agency="A")) == ()


kinds = st.sampled_from(["internal_affairs", "anti_corruption"])
statements = st.lists(st.builds(Statement, kind=kinds, state=st.sampled_from([*rules.RANK])))


@given(statements)
def test_I8_no_statement_is_unknown_and_never_absent(said: list[Statement]) -> None:
    for kind in ("internal_affairs", "anti_corruption"):
        own = {one.state for one in said if one.kind == kind}
        found = rules.state_of(said, kind)
        assert (found == "unknown") == (own <= {"unknown"})
        assert found in own | {"unknown"}


@pytest.mark.parametrize(
    ("investigators", "staff", "found"),
    [(18, 3000, 6.0), (0, 3000, 0.0), (None, 3000, None), (18, None, None), (18, 0, None)],
)
def test_I8_investigators_per_thousand_is_unknown_where_either_is(
    investigators: int | None, staff: int | None, found: float | None
) -> None:
    assert rules.investigators_per_thousand(investigators, staff) == found


@pytest.mark.parametrize(
    ("actor", "admitter", "verdict"),
    [
        (("state", "A"), True, ""),
        (("society", "A"), True, "institutions.not_your_side"),
        (("state", "B"), True, "institutions.not_your_body"),
        (("state", "A"), False, "institutions.role_needed"),
        ((None, ""), True, "institutions.not_your_side"),
    ],
)
def test_I7_a_body_is_administered_by_its_own_admitter_alone(
    actor: tuple[str | None, str], admitter: bool, verdict: str
) -> None:
    assert rules.may_administer(*actor, "state", "A", is_admitter=admitter) == verdict


def test_nothing_owed_is_not_fully_covered() -> None:
    assert not rules.fully_covered([])
    assert rules.fully_covered(["operational"])
    assert not rules.fully_covered(["operational", "unknown"])
