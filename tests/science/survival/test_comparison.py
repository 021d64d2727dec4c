"""Units are compared on cases of the same kind; promised steps are checked one by one."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.survival.comparison import expected_ends, standardised_lost
from mizan.science.survival.conformance import Breach, Deadline, Kind, Order, Protocol, check, misses_by_unit


def test_expected_ends_add_up_to_observed_ends_in_every_kind() -> None:
    rng = np.random.default_rng(2)
    days, cause = rng.exponential(50, 300), rng.integers(0, 3, 300)
    unit, kind = rng.integers(0, 6, 300), rng.integers(0, 2, 300)
    found = expected_ends(days, cause, unit, kind, 2)
    assert found.expected.sum() == pytest.approx(found.observed.sum())


def test_expected_ends_by_hand() -> None:
    # Four cases, ends at 1 and 3: hazard 1/4 at 1, 1/2 at 3.
    days, cause = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 1, 0])
    found = expected_ends(days, cause, np.array([0, 0, 1, 1]), np.zeros(4, dtype=int), 1)
    assert list(found.observed) == [1, 1]
    assert found.expected == pytest.approx([0.5, 1.5])


def test_a_unit_with_harder_cases_is_not_accused_of_them() -> None:
    rng = np.random.default_rng(7)
    unit = np.repeat([0, 1], 4000)
    kind = (rng.random(8000) < np.where(unit == 0, 0.2, 0.8)).astype(int)
    withdrawn, other = rng.exponential(np.where(kind == 1, 40, 160)), rng.exponential(60, 8000)
    days, cause = np.minimum(withdrawn, other), np.where(withdrawn < other, 1, 2)
    raw = expected_ends(days, cause, unit, np.zeros(8000, dtype=int), 1)
    fair = expected_ends(days, cause, unit, kind, 1)
    assert (raw.observed / raw.expected)[1] > 1.15
    assert fair.observed / fair.expected == pytest.approx([1.0, 1.0], abs=0.06)
    lost = standardised_lost(days, cause, unit, kind, wanted=1, horizon=60.0)
    assert lost[0] == pytest.approx(lost[1], rel=0.08)


def test_I8_a_unit_without_cases_of_a_kind_has_no_standardised_figure() -> None:
    days, cause = np.array([1.0, 2.0, 3.0]), np.array([1, 1, 0])
    found = standardised_lost(days, cause, np.array([0, 0, 1]), np.array([0, 1, 0]), wanted=1, horizon=5.0)
    assert found[0] is not None
    assert found[1] is None


PROTOCOL = Protocol(
    steps=("report", "statement", "forensic request", "charge"),
    mandatory=frozenset({"statement", "forensic request"}),
    orders=(Order("statement", "charge"),),
    deadlines=(Deadline("report", "statement", 3.0),),
)


def _checked(events: list[tuple[int, int, float]], closed: list[bool], now: float = 100.0) -> list[Breach]:
    case, step, day = (np.array(column) for column in zip(*events, strict=True))
    return check(PROTOCOL, case, step, day.astype(float), np.array(closed), now=now)


def test_a_kept_protocol_has_no_breach() -> None:
    assert _checked([(0, 0, 1), (0, 1, 4), (0, 2, 5), (0, 3, 9)], [True]) == []


def test_every_miss_is_explained() -> None:
    found = _checked([(0, 0, 1), (0, 3, 5), (0, 1, 8), (0, 1, 20)], [True])
    assert found == [
        Breach(0, Kind.LATE, "statement", "report", 4.0),
        Breach(0, Kind.MISSING, "forensic request", None, None),
        Breach(0, Kind.ORDER, "statement", "charge", None),
    ]


def test_an_open_case_owes_nothing_before_its_day() -> None:
    assert _checked([(0, 0, 98)], [False]) == []
    assert _checked([(0, 0, 96)], [False]) == [Breach(0, Kind.LATE, "statement", "report", 1.0)]


def test_misses_become_a_proportion_per_unit() -> None:
    found = _checked([(0, 0, 1), (1, 0, 1), (1, 1, 2), (1, 2, 3)], [True, True])
    units, missed, cases = misses_by_unit(found, np.array([7, 8]), "forensic request")
    assert (list(units), list(missed), list(cases)) == ([7, 8], [1, 0], [1, 1])


def test_a_rule_about_an_undeclared_step_is_refused() -> None:
    with pytest.raises(ValueError, match="not declared"):
        Protocol(("a",), frozenset({"b"}))


def test_an_event_of_an_unknown_step_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        _checked([(0, 9, 1)], [True])


@pytest.mark.deep
def test_a_million_events_are_checked() -> None:
    rng = np.random.default_rng(1)
    case, step = rng.integers(0, 200_000, 1_000_000), rng.integers(0, 4, 1_000_000)
    found = check(PROTOCOL, case, step, rng.uniform(0, 100, 1_000_000), np.ones(200_000, dtype=bool), now=200.0)
    assert len({breach.case for breach in found}) > 10_000
