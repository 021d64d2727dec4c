"""`mizan signals`: one JSON document, the promised fields, refusals that name row and column."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from mizan.science.calibration.command import main
from mizan.science.calibration.discovery import adjusted

DATA = Path(__file__).resolve().parents[2] / "data" / "calibration"
FIELDS = {
    "unit", "side", "observed", "expected", "ratio", "shrunk", "p_upper", "p_lower", "q", "flag",
    "min_detectable_ratio", "not_assessed",
}  # fmt: skip


def _run(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    document: dict[str, Any] = json.loads(out)
    return document


def test_the_stored_units_are_read_and_judged(capsys: pytest.CaptureFixture[str]) -> None:
    document = _run(capsys, str(DATA / "units_counts.csv"))
    assert set(document) == {"families", "seconds"}
    (family,) = document["families"]
    assert len(family["units"]) == 72
    assert all(set(unit) == FIELDS for unit in family["units"])
    silent = {unit["unit"] for unit in family["units"] if unit["not_assessed"]}
    assert silent == {"U16", "U18", "U22", "U42", "U43", "U60", "U69"}  # expected below 5 in the file
    assert 0.25 < family["heterogeneity"] < 0.45  # R's tau of these units, made with sd near 0.3


def test_q_and_flag_follow_from_the_p_values_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("units_counts.csv", "units_shares.csv"):
        family = _run(capsys, str(DATA / name))["families"][0]
        units = [unit for unit in family["units"] if unit["not_assessed"] is None]
        p = np.array([min(1.0, 1.5 * unit["p_upper"], 3 * unit["p_lower"]) for unit in units])
        assert [unit["q"] for unit in units] == pytest.approx(list(adjusted(p)))
        assert [unit["flag"] for unit in units] == [unit["q"] <= 0.1 and p.min() <= 0.002 for unit in units]


def test_shares_are_compared_with_the_pooled_rate(capsys: pytest.CaptureFixture[str]) -> None:
    family = _run(capsys, str(DATA / "units_shares.csv"))["families"][0]
    lines = [line.split(",") for line in (DATA / "units_shares.csv").read_text().splitlines()[1:]]
    rate = sum(int(line[3]) for line in lines) / sum(int(line[4]) for line in lines)
    trials = {line[0]: int(line[4]) for line in lines}
    for unit in family["units"]:
        if unit["not_assessed"] is None:
            assert unit["expected"] == pytest.approx(trials[unit["unit"]] * rate)
            assert unit["ratio"] == pytest.approx(unit["observed"] / unit["expected"])
            low, middle, high = unit["shrunk"]
            assert low < middle < high
    assert [unit["unit"] for unit in family["units"] if unit["flag"]] == ["U07"]  # R flags the same unit


def test_a_stricter_level_never_adds_a_flag(capsys: pytest.CaptureFixture[str]) -> None:
    loose = _run(capsys, str(DATA / "units_shares.csv"), "--q", "0.3")
    strict = _run(capsys, str(DATA / "units_shares.csv"), "--alpha", "0.000001")
    flags = [[unit["unit"] for unit in run["families"][0]["units"] if unit["flag"]] for run in (loose, strict)]
    assert "U07" in flags[0]
    assert flags[1] == []


def test_inquiry_evidence_is_never_a_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "unit,family,side,observed,expected\n"
        + "".join(f"U{n},N16,state,20,20\n" for n in range(20))
        + "X,N16,state,400,20\n"
    )
    units = _run(capsys, str(path))["families"][0]["units"]
    assert all(unit["flag"] is None and unit["q"] is None for unit in units)
    assert {unit["not_assessed"] for unit in units} == {"evidence inside an authorised inquiry, never a flag"}


def test_families_too_small_or_too_plain_are_answered_without_an_accusation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["A,one,s,30,,10", "B,full,s,10,10,", "C,full,s,20,20,", "D,none,s,0,30,", "E,zero,s,0,,9", "F,zero,s,0,,9"]
    rows += ["G,wide,s,1,1000,", "H,wide,s,999,1000,", "I,wide,s,500,1000,", "J,big,s,10000,,9000", "K,big,s,3,,0"]
    path = tmp_path / "units.csv"
    path.write_text("unit,family,side,observed,trials,expected\n" + "\n".join(rows) + "\n")
    families = _run(capsys, str(path), "--plot", str(tmp_path / "plot.svg"))["families"]
    units = {unit["unit"]: unit for family in families for unit in family["units"]}
    assert not any(unit["flag"] for unit in units.values())
    assert units["B"]["not_assessed"] == "every trial of the family ended the same way"
    assert units["K"]["not_assessed"] == "fewer than 5 expected events"
    assert units["A"]["min_detectable_ratio"] > 10  # one unit alone says nothing about how much units differ


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("unit,family,side,expected\nU,f,s,5\n", "column 'observed'"),
        ("unit,family,side,observed\nU,f,s,5\n", "'expected' or 'trials'"),
        ("unit,family,side,observed,expected\nU,f,s,5,x\n", "row 2, column 'expected'"),
        ("unit,family,side,observed,expected\nU,f,s,5,nan\n", "row 2, column 'expected'"),
        ("unit,family,side,observed,expected\nU,f,s,5,9\nV,f,s,-1,9\n", "row 3, column 'observed'"),
        ("unit,family,side,observed,expected\nU,f,s,1.5,9\n", "row 2, column 'observed'"),
        ("unit,family,side,observed,expected\nU,f,s,5,9\nU,f,s,6,9\n", "row 3, column 'unit'"),
        ("unit,family,side,observed,expected\n,f,s,5,9\n", "row 2, column 'unit'"),
        ("unit,family,side,observed,trials\nU,f,s,5,4\n", "row 2, column 'trials'"),
        ("unit,family,side,observed,expected,trials\nU,f,s,5,4,9\n", "row 2, column 'expected'"),
        ("unit,family,side,observed,expected,trials\nU,f,s,5,4,\nV,f,s,5,,9\n", "row 3, column 'family'"),
        ("unit,family,side,observed,expected,officers\nU,f,s,5,4,few\n", "row 2, column 'officers'"),
        ("unit,family,side,observed,expected\nU,f,s,5,9,7\n", "row 2"),
        ("", "column 'unit'"),
    ],
)
def test_bad_input_is_refused_with_row_and_column(
    text: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "units.csv"
    path.write_text(text)
    assert main([str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert where in err


def test_a_missing_file_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_the_plain_answer_says_what_silence_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA / "units_counts.csv")]) == 0
    text = capsys.readouterr().out
    assert "would have been seen" in text
    assert "not assessed (fewer than 5 expected events)" in text


@pytest.mark.parametrize(("lang", "word"), [("en", "a reason to look, never proof"), ("ur", "متوقع واقعات")])
def test_the_funnel_is_a_readable_svg_in_both_languages(
    lang: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "funnel.svg"
    _run(capsys, str(DATA / "units_shares.csv"), "--plot", str(path), "--lang", lang)
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    text = " ".join(root.itertext())
    assert word in text
    assert root.get("direction") == ("rtl" if lang == "ur" else "ltr")
    assert len(root.findall(".//{*}polygon")) == 1  # U07


def test_help_answers_without_the_numerical_modules() -> None:
    script = (
        "import sys; import mizan.science.calibration.command; print('numpy' in sys.modules or 'scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
