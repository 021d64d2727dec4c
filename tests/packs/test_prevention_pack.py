"""What Pakistan's pack says of root causes and of what is owed: each figure that it names exists for districts."""

from __future__ import annotations

from pathlib import Path

from mizan.web.packs.bundle import read_bundle

PACKS = [Path(__file__).parents[2] / "packs" / name for name in ("untoc", "south_asia", "pakistan")]


def test_every_mechanism_is_measured_by_figures_of_districts_or_says_that_nobody_counted() -> None:
    bundle = read_bundle(PACKS)
    counted = {row.indicator for row in bundle.district_readings}
    assert len(bundle.mechanisms) == 10
    assert {need for row in bundle.mechanisms for need in row.needs} <= counted
    assert [row.code for row in bundle.mechanisms if not row.needs] == ["no_identity_document", "no_legal_aid"]


def test_what_can_be_owed_has_a_day_and_says_that_no_law_gave_it() -> None:
    kinds = read_bundle(PACKS).entitlements
    assert len(kinds) == 8
    assert {(row.source, row.grade.value) for row in kinds} == {(None, "unattributed")}
    assert {row.code for row in kinds if row.money} == {"compensation", "cash_support", "wage_arrears"}
