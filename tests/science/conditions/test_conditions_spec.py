"""The committed schema refuses what must never be an indicator, and every refusal names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mizan.science.conditions.spec import read_spec
from mizan.science.tables import BadInput

PACK = Path(__file__).resolve().parents[3] / "packs" / "pakistan" / "conditions.yaml"


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    text = PACK.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "spec.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_seed_specification_is_valid_and_states_everything() -> None:
    spec = read_spec(PACK)
    raw = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    assert [dimension.id for dimension in spec.measured] == ["pressures", "vulnerability"]
    assert len(spec.dimensions) == 3
    assert 12 <= len(spec.indicators) <= 20
    for indicator in raw["indicators"]:
        assert indicator["mechanism"]
        assert indicator["owner"]
        assert indicator["error"]["assumed"] or indicator["error"]["source"]


@pytest.mark.parametrize(
    "word",
    ["afghan_nationals_2023", "bengali_nationals_2023", "Religion", "muslim_pct", "ethnic_share", "tribal_population",
     "mother_tongue_pct", "caste", "minority share", "Nationality of residents", "refugees_per_1000"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["column: child_labour_10_17_pct_2019", "label: Children aged 10-17 in work"])
def test_it_refuses_nationality_religion_and_ethnicity(word: str, field: str, tmp_path: Path) -> None:
    path = _changed(tmp_path, field, f"{field.split(':', maxsplit=1)[0]}: {word}")
    with pytest.raises(BadInput, match=r"spec\.yaml: line \d+: .*never an indicator"):
        read_spec(path)


def test_it_does_not_refuse_harmless_words_that_contain_them(tmp_path: Path) -> None:
    for label in ("Sector of work: national average", "Traces of drought in Balochistan", "Terrace farming"):
        read_spec(_changed(tmp_path, "label: Children aged 10-17 in work", f'label: "{label}"'))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("direction: more_is_worse", "direction: up", "must be one of"),
        ("goalposts: [0, 65]", "goalposts: [65, 0]", "the first must be smaller"),
        ("goalposts: [0, 65]", "goalposts: [0]", "entries"),
        ("assumed: false\n      source: ", "assumed: false\n      reason: ", "must be marked"),
        ("    owner: Provincial labour departments and child protection bodies\n", "", "'owner' is missing"),
        ("dimension: pressures\n    column: child", "dimension: protection_gap\n    column: child", "declared unknown"),
        ("id: child_labour", "id: poverty", "appears twice"),
        ("enough: 0.66", "enough: 2", "out of range"),
        ("enough: 0.66", "surprise: 1", "not a known word"),
        ("error: {relative: 0.3, assumed: true", "error: {relative: 0.3, sd: 1, assumed: true", "exactly one"),
    ],
)
def test_other_faults_name_the_line(old: str, new: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=rf"spec\.yaml: line \d+: .*{words}"):
        read_spec(_changed(tmp_path, old, new))


def test_the_line_named_is_the_line_of_the_fault(tmp_path: Path) -> None:
    path = _changed(tmp_path, "goalposts: [0, 65]", "goalposts: [65, 0]")
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "[65, 0]" in text)
    with pytest.raises(BadInput, match=f"line {line}:"):
        read_spec(path)


def test_text_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text("name: [")
    with pytest.raises(BadInput, match="line"):
        read_spec(path)
