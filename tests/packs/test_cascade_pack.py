"""The stages of the complicity cascade as a pack maps them: a fault names its place, Pakistan's says what it can."""

from __future__ import annotations

from pathlib import Path

import pytest

from mizan.framework.models import Indicator, Reading
from mizan.integrity.rules.cascade import Stage
from mizan.web.packs import read_bundle
from mizan.web.packs.validate import validate
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import FILES, write
from tests.packs.test_load import load

PAKISTAN = Path(__file__).resolve().parents[2] / "packs" / "pakistan"
REASON = "reason: Because it is so."


def indicator(code: str, place: str, *, unit: str = "officials", measure: str = "flow", kind: str = "number") -> str:
    return (
        f"- {{code: {code}, name: Name, unit: {unit}, value_type: {kind}, measure: {measure}, counting_rule: {code},\n"
        f"   version: 1, definition: Words., cascade: {{{place}}}}}\n"
    )


def small(*more: str) -> dict[str, str]:
    return {**FILES, "indicators.yaml": FILES["indicators.yaml"] + "".join(more)}


def reasons(folder: Path, *more: str) -> list[str]:
    return [fault.reason for fault in validate(write(folder, small(*more)))]


def test_a_stage_and_what_stands_beside_it_hold(tmp_path: Path) -> None:
    words = indicator("beside", f"stage: null, {REASON}", unit="words", kind="text", measure="statement")
    part = indicator("part", f"stage: decided, part: true, {REASON}")
    assert reasons(tmp_path, indicator("one", f"stage: decided, {REASON}"), part, words) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (indicator("one", f"stage: judged, {REASON}"), "must be one of: reported, routed, decided"),
        (indicator("one", "stage: decided"), "reason"),
        (indicator("one", REASON), "stage"),
        (indicator("one", f"stage: decided, {REASON}", measure="stock"), "counted over a period"),
        (indicator("one", f"stage: decided, {REASON}", kind="text", measure="statement"), "counted over a period"),
        (indicator("one", f"stage: null, part: true, {REASON}"), "no part of a stage"),
    ],
)
def test_a_stage_that_counts_nothing_is_a_fault(tmp_path: Path, more: str, said: str) -> None:
    found = reasons(tmp_path, more)
    assert any(said in reason for reason in found), found


def test_stages_that_count_in_two_units_are_a_fault(tmp_path: Path) -> None:
    found = reasons(tmp_path, indicator("one", f"stage: decided, {REASON}"),
                    indicator("other", f"stage: convicted, {REASON}", unit="cases"))  # fmt: skip
    assert found == ['All stages of the cascade count in one unit; the first in "officials".']


def test_a_side_without_words_for_who_reported_is_a_fault(tmp_path: Path) -> None:
    reported = FILES["readings.yaml"].replace("  reported_by: null\n", "  reported_by: null\n  side: state\n", 1)
    assert reported != FILES["readings.yaml"]
    found = [fault.reason for fault in validate(write(tmp_path, {**FILES, "readings.yaml": reported}))]
    assert found == ['"side" needs "reported_by": whose figure it is.']


@pytest.mark.usefixtures("new_house")
def test_the_stages_load_and_a_second_time_change_nothing(tmp_path: Path) -> None:
    files = small(indicator("one", f"stage: decided, part: true, {REASON}"), indicator("two", f"stage: null, {REASON}"))
    load(tmp_path, files)
    one, two = (Indicator.objects.get(pk=code) for code in ("one", "two"))
    assert (one.cascade, one.cascade_part, one.cascade_reason) == ("decided", True, {"en": "Because it is so."})
    assert (two.cascade, two.cascade_part) == ("beside", False)
    assert set(Indicator.objects.exclude(pk__in=("one", "two")).values_list("cascade", flat=True)) == {""}
    assert load(tmp_path, files).changed == 0


def test_pakistan_defines_every_stage_and_has_no_figure_for_any_but_a_floor_of_one() -> None:
    """A dismissal is a decision; nothing that a source says of officials is a report, a court or an upheld sanction."""
    bundle = read_bundle([PAKISTAN])
    placed = {row.code: row.cascade for row in bundle.indicators if row.cascade}
    whole = {code: place.stage for code, place in placed.items() if place.stage and not place.part}
    assert [str(stage) for stage in whole.values()] == [stage.value for stage in Stage]
    assert not [row for row in bundle.readings if row.indicator in whole]
    assert {code: str(place.stage) for code, place in placed.items() if place.part} == {
        "officials_dismissed": "decided", "staff_reported": "reported", "staff_routed": "routed",
        "staff_decided": "decided", "staff_referred": "referred",
    }  # fmt: skip
    assert {code for code, place in placed.items() if place.stage is None} == {
        "complicity", "corruption_note", "officials_transferred", "officials_on_passport_control_list",
        "officials_named_in_inquiry",
    }  # fmt: skip


def test_only_figures_that_the_agency_gave_itself_are_the_states() -> None:
    bundle = read_bundle([PAKISTAN])
    given = {row.id: row.reported_by for row in bundle.readings if row.side is not None}
    assert given == dict.fromkeys(("CPL-FIA-2025-01-01-A", "CPL-FIA-2025-01-D"), "Federal Investigation Agency")


@pytest.mark.django_db
def test_the_side_of_a_reading_is_loaded(loaded_pack: None) -> None:
    sides = dict(Reading.objects.filter(event="fia-dismissals-2025-01-01").values_list("code", "side"))
    assert sides == {"CPL-FIA-2025-01-01-A": "state", "CPL-FIA-2025-01-01-B": "", "CPL-FIA-2025-01-C": "",
                     "CPL-FIA-2025-01-D": "state"}  # fmt: skip
