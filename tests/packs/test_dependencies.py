"""Packs beside each other: what one may use of another, in which order they are read, and what a loader receives."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from mizan.web.packs import BrokenPack, read_bundle, validate
from tests.packs.small import FILES, changed, write

TOP = {
    "pack.yaml": """\
code: top
title: Top
version: 1
licence: CC0-1.0
languages: [en]
depends: [small]
contents: [plans]
""",
    "plans.yaml": """\
- code: TOP-PLAN
  title: A plan over it
  level: national
  kind: plan
  status: current
  instrument: LAW
  starts: null
  ends: null
  places: [SM1]
  source: https://example.org/top
  as_of: null
  grade: primary
""",
}


def put(folder: Path, name: str, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / path).write_text(text, encoding="utf-8")
    return folder / name


def test_a_pack_may_name_rows_of_the_pack_it_depends_on(tmp_path: Path) -> None:
    write(tmp_path)
    assert validate(put(tmp_path, "top", TOP)) == []


def test_it_may_not_name_rows_of_a_pack_it_does_not_depend_on(tmp_path: Path) -> None:
    small = write(tmp_path)
    top = put(tmp_path, "top", {**TOP, "pack.yaml": TOP["pack.yaml"].replace("depends: [small]", "depends: []")})
    with pytest.raises(BrokenPack) as broken:
        read_bundle([small, top])
    assert [(fault.file, fault.line) for fault in broken.value.faults] == [("top/plans.yaml", 6), ("top/plans.yaml", 9)]


def test_a_fault_below_is_reported_with_its_own_file(tmp_path: Path) -> None:
    write(tmp_path, changed("statuses.yaml", "grade: primary", "grade: certain"))
    assert [(fault.file, fault.line) for fault in validate(put(tmp_path, "top", TOP))] == [("small/statuses.yaml", 5)]


def test_a_code_used_by_two_packs_is_a_duplicate(tmp_path: Path) -> None:
    write(tmp_path)
    top = put(tmp_path, "top", {**TOP, "plans.yaml": TOP["plans.yaml"].replace("TOP-PLAN", "PLAN")})
    assert [(fault.file, fault.line, fault.reason) for fault in validate(top)] == [
        ("top/plans.yaml", 1, 'The plan "PLAN" is already defined in small/plans.yaml line 1.'),
    ]


def test_packs_that_depend_on_each_other_are_refused_and_reading_ends(tmp_path: Path) -> None:
    write(tmp_path, changed("pack.yaml", "currency: SMC", "currency: SMC\ndepends: [top]"))
    found = validate(put(tmp_path, "top", TOP))
    assert {(fault.file, fault.line) for fault in found} == {("small/pack.yaml", 8), ("top/pack.yaml", 6)}
    assert all("in a circle" in fault.reason for fault in found)


@pytest.mark.parametrize("name", ["../small", "/etc", ".", "small/..", ""])
def test_a_dependency_cannot_leave_the_folder_of_packs(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    top = put(tmp_path, "top", {**TOP, "pack.yaml": TOP["pack.yaml"].replace("[small]", f'["{name}"]')})
    assert {fault.file for fault in validate(top)} == {"top/pack.yaml"}


def test_a_bundle_holds_dependencies_first(tmp_path: Path) -> None:
    write(tmp_path)
    bundle = read_bundle([put(tmp_path, "top", TOP)])
    assert [info.code for info in bundle.packs] == ["small", "top"]
    assert [(row.code, row.pack) for row in bundle.plans] == [
        ("PLAN", "small"),
        ("PLAN-B", "small"),
        ("TOP-PLAN", "top"),
    ]


def test_a_pack_named_twice_is_read_once(tmp_path: Path) -> None:
    small = write(tmp_path)
    top = put(tmp_path, "top", TOP)
    assert [info.code for info in read_bundle([top, small, top]).packs] == ["small", "top"]


def test_a_broken_pack_gives_no_bundle_but_every_fault(tmp_path: Path) -> None:
    files = changed("pillars.yaml", "side: society", "side: nowhere")
    files["places.csv"] = files["places.csv"].replace("1000", "-1")
    with pytest.raises(BrokenPack) as broken:
        read_bundle([write(tmp_path, files)])
    assert [(fault.file, fault.line) for fault in broken.value.faults] == [
        ("small/pillars.yaml", 2),
        ("small/places.csv", 2),
    ]


def test_rows_know_their_file_and_line_and_cannot_be_changed(tmp_path: Path) -> None:
    bundle = read_bundle([write(tmp_path)])
    action = bundle.actions[0]
    assert (action.pack, action.file, action.line, action.at("due")) == ("small", "actions.yaml", 1, 19)
    with pytest.raises(dataclasses.FrozenInstanceError):
        action.title = "Other"  # type: ignore[misc]  # the refusal is the point


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    bundle = read_bundle([write(tmp_path)])
    assert [place.population for place in bundle.places] == [1000, None]
    assert bundle.readings[0].high is None
    assert bundle.actions[0].due is None


def test_a_reading_without_its_own_rule_is_counted_by_that_of_its_indicator(tmp_path: Path) -> None:
    bundle = read_bundle(
        [write(tmp_path, changed("readings.yaml", "reported_by: null", "reported_by: null\n  counting_rule: narrow"))]
    )
    assert [bundle.counting_rule(row) for row in bundle.readings] == ["convictions_by_courts", "narrow"]


def test_the_digest_follows_the_content_only(tmp_path: Path) -> None:
    first = read_bundle([write(tmp_path / "a")]).digests
    assert read_bundle([write(tmp_path / "b")]).digests == first
    files = {**FILES, "locale/ur/pack.po": FILES["locale/ur/pack.po"].replace("پولیس", "پولیس۔")}
    assert read_bundle([write(tmp_path / "c", files)]).digests != first
