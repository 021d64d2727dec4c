"""Nothing depends on the order of rows, on silent units, on names, or on whether a unit belongs to state or society."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.science.calibration.families import UnitSignal, assess
from mizan.science.calibration.judgement import Direction
from mizan.science.calibration.records import Record


def _records(seed: int, units: int, past: int = 0) -> list[Record]:
    rng = np.random.default_rng(seed)
    found = []
    for period in range(past + 1):
        for number in range(units):
            expected = float(np.round(rng.uniform(4, 60), 3))
            observed = int(rng.poisson(expected * rng.lognormal(0, 0.3)))
            found.append(
                Record(
                    f"U{number}",
                    "f",
                    "state",
                    Direction.BOTH,
                    observed,
                    expected,
                    None,
                    None,
                    False,
                    "",
                    str(period),
                    2,
                )
            )
    return found


def _said(records: list[Record]) -> dict[str, UnitSignal]:
    return {unit.unit: unit for unit in assess(records)[0].units}


def _close(one: UnitSignal, other: UnitSignal, *, but: str = "") -> bool:
    """Equal up to the order of floating-point sums."""
    first, second = asdict(one), asdict(other)
    for name in first:
        a, b = first[name], second[name]
        same = a == b or (a is not None and b is not None and not isinstance(a, str) and np.allclose(a, b, rtol=1e-9))
        if name != but and not same:
            return False
    return True


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_I13_permuting_rows_changes_nothing(seed: int, data: st.DataObject) -> None:
    records = _records(seed, 9, past=1)
    usual, other = _said(records), _said(data.draw(st.permutations(records)))
    assert all(_close(usual[name], other[name]) for name in usual)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_I8_a_silent_unit_changes_nothing(seed: int) -> None:
    records = _records(seed, 9)
    silent = Record("silent", "f", "state", Direction.BOTH, 0, 0.0, None, None, False, "", "0", 99)
    usual, other = _said(records), _said([*records, silent])
    assert other.pop("silent").not_assessed is not None
    assert all(_close(usual[name], other[name]) for name in usual)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), society=st.sets(st.integers(0, 8)))
def test_I13_state_and_society_face_the_same_test(seed: int, society: set[int]) -> None:
    records = _records(seed, 9)
    mixed = [
        Record(**(vars(record) | {"side": "society" if number in society else "state"}))
        for number, record in enumerate(records)
    ]
    usual, other = _said(records), _said(mixed)
    assert all(_close(usual[name], other[name], but="side") for name in usual)


def test_more_observed_events_never_make_a_unit_look_better() -> None:
    records = _records(5, 20)
    before = _said(records)["U3"]
    records[3] = Record(**(vars(records[3]) | {"observed": records[3].observed + 5}))
    after = _said(records)["U3"]
    assert before.p_upper is not None
    assert after.p_upper is not None
    assert after.p_upper < before.p_upper


def test_the_judged_period_is_the_last_and_others_only_lend_their_spread() -> None:
    records = _records(6, 9, past=14)
    family = assess(records)[0]
    assert family.period == "14"
    older = [record for record in records if record.period not in {"0", "1"}]
    assert all(_close(unit, _said(older)[unit.unit]) for unit in family.units)  # at most 12 past periods count
