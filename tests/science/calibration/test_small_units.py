"""I-13: a signal about one desk is about a person, so nothing is said about fewer than five officers."""

from __future__ import annotations

import pytest

from mizan.science.calibration.families import UnitSignal, assess
from mizan.science.calibration.reading import parse
from mizan.science.tables import BadInput

HEADER = ["unit", "family", "side", "observed", "expected", "officers", "parent"]


def _assessed(rows: list[list[str]]) -> dict[str, UnitSignal]:
    return {unit.unit: unit for unit in assess(parse(HEADER, list(enumerate(rows, start=2))))[0].units}


def _peers() -> list[list[str]]:
    return [[f"P{n}", "f", "state", "20", "20", "9", ""] for n in range(10)]


def test_I13_a_desk_is_merged_with_its_parent() -> None:
    rows = [*_peers(), ["desk", "f", "state", "30", "6", "2", "post"], ["post", "f", "state", "10", "12", "8", ""]]
    said = _assessed(rows)
    assert said["desk"].not_assessed == "fewer than 5 officers in the period; merged with post"
    assert said["desk"].observed is None
    assert said["desk"].flag is None
    assert (said["post"].observed, said["post"].expected) == (40, 18.0)


def test_I13_a_desk_without_a_parent_is_not_assessed() -> None:
    said = _assessed([*_peers(), ["desk", "f", "state", "30", "6", "4", ""]])
    assert said["desk"].not_assessed == "fewer than 5 officers in the period"


def test_I13_desks_rise_until_five_officers_are_together() -> None:
    rows = [
        ["d1", "f", "state", "4", "4", "1", "post"],
        ["post", "f", "state", "3", "3", "2", "region"],
        ["d2", "f", "state", "5", "5", "2", "region"],
    ]
    said = _assessed(rows)
    assert said["region"].observed == 12
    assert said["region"].expected == 12.0
    assert all(said[name].observed is None for name in ("d1", "d2", "post"))


def test_I13_a_parent_that_is_still_too_small_is_not_assessed() -> None:
    said = _assessed([["d1", "f", "state", "9", "9", "1", "post"], ["d2", "f", "state", "9", "9", "2", "post"]])
    assert said["post"].not_assessed == "fewer than 5 officers in the period"


def test_I8_an_unknown_number_of_officers_is_not_a_large_one() -> None:
    said = _assessed([*_peers(), ["desk", "f", "state", "30", "6", "", ""]])
    assert said["desk"].not_assessed == "number of officers unknown"


def test_nothing_is_said_below_five_expected_events() -> None:
    said = _assessed(
        [*_peers(), ["quiet", "f", "state", "40", "4.99", "9", ""], ["just", "f", "state", "5", "5", "9", ""]]
    )
    assert said["quiet"] == UnitSignal("quiet", "state", not_assessed="fewer than 5 expected events")
    assert said["just"].not_assessed is None


def test_a_circle_of_parents_is_refused() -> None:
    with pytest.raises(BadInput, match="row 2, column 'parent'"):
        _assessed([["a", "f", "s", "9", "9", "1", "b"], ["b", "f", "s", "9", "9", "1", "a"]])
