"""`mizan warn`: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mizan.science.surveillance.command import main

from .vectors import DATA, OUTPUTS, stored

MONTHLY = DATA / "inputs" / "meningo.age.csv"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def rows(count: int, last: str = "3") -> str:
    body = [f"{n},{n},{3 if n < count else last}" for n in range(1, count + 1)]
    return "\n".join(["index,epoch,a", *body]) + "\n"


@pytest.mark.parametrize("path", [p for p in OUTPUTS if p.stem.split("__")[0] in {"meningo.age", "k1"}], ids=str)
def test_the_json_is_the_stored_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = stored(path)
    series = str(DATA / "inputs" / f"{run['dataset']}.csv")
    options = ["--preset", run["config"], "--freq", str(run["freq"]), "--years-back", str(run["years_back"])]
    assert main([series, *options, "--compatible", "--json"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert captured.err == ""
    assert set(document) == {"series", "seconds"}
    for name, r in run["series"].items():
        one = document["series"][name]
        assert one["index"] == list(range(run["first"], run["last"] + 1))
        assert one["alarm"] == r["alarm"]
        for mine, theirs in zip(one["threshold"], r["upperbound"], strict=True):
            assert (mine is None) == (theirs is None)
            assert mine is None or mine == pytest.approx(theirs, rel=1e-6)


def test_the_column_state_any_is_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA / "inputs" / "ha.sts.csv"), "--years-back", "4", "--json"]) == 0
    assert "state_any" not in json.loads(capsys.readouterr().out)["series"]


def test_no_warning_shows_the_smallest_rise(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(MONTHLY), "--freq", "12"]) == 0
    assert capsys.readouterr().out.count("smallest rise that could have been seen is") == 4


def test_every_method_gives_the_same_document(capsys: pytest.CaptureFixture[str]) -> None:
    for method in ("farrington", "ears-c1", "ears-c2", "ears-c3", "cusum", "glr"):
        assert main([str(MONTHLY), "--freq", "12", "--method", method, "--json"]) == 0
        one = json.loads(capsys.readouterr().out)["series"]["age<1"]
        assert {len(one[key]) for key in ("index", "observed", "threshold", "expected", "alarm")} == {92}
        assert set(one["alarm"]) <= {0, 1}


def test_a_count_that_was_not_reported_is_null_and_no_alarm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, rows(70, last=""))), "--freq", "12", "--json"]) == 0
    one = json.loads(capsys.readouterr().out)["series"]["a"]
    assert one["observed"][-1] is None
    assert one["alarm"][-1] == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("index,epoch\n1,1\n", "no series"),
        ("week,epoch,a\n1,1,2\n", "first two columns"),
        ("index,epoch,a\n1,1,x\n", "row 2, column a: 'x'"),
        ("index,epoch,a\n1,1,-1\n", "row 2, column a: '-1'"),
        ("index,epoch,a\n1,1,1.5\n", "row 2, column a: '1.5'"),
        ("index,epoch,a\n1,1,inf\n", "row 2, column a: 'inf'"),
        ("index,epoch,a\n1,1,1\n3,3,1\n", "row 3, column index"),
        ("index,epoch,a\n2,1,1\n", "row 2, column index"),
        ("index,epoch,a\n1,1\n", "row 2: 2 cells"),
        ("index,epoch,a,a\n1,1,1,1\n", "row 1, column 4"),
        ("index,epoch,a\n1,2020-01-06,1\n2,soon,1\n", "row 3, column epoch"),
        ("index,epoch,a\n", "no rows"),
        (rows(64), "row 65"),
    ],
)
def test_it_refuses_a_bad_file_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    assert main([str(write(tmp_path, text)), "--freq", "12", "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_it_refuses_weekly_dates_that_are_not_weekly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "\n".join(f"{n},20{n // 12:02d}-{n % 12 + 1:02d}-01,1" for n in range(1, 300))
    assert main([str(write(tmp_path, f"index,epoch,a\n{body}\n"))]) == 2
    assert "row 3, column epoch" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--from", "3"], ["--years-back", "0"], ["--preset", "no"], ["--freq", "7"]])
def test_it_refuses_options_that_cannot_be_meant(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(MONTHLY), "--freq", "12", *options]) == 2
    assert capsys.readouterr().out == ""


def test_a_missing_file_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_the_plot_is_one_safe_svg_in_both_languages(tmp_path: Path, language: str, direction: str) -> None:
    target = tmp_path / "plot.svg"
    assert main([str(MONTHLY), "--freq", "12", "--plot", str(target), "--lang", language]) == 0
    root = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    assert root.get("lang") == language
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "title", "style", "rect", "text", "tspan", "line", "path", "g"}
    words = [element for element in root.iter() if element.tag.endswith("text") and element.get("unicode-bidi")]
    assert {element.get("direction") for element in words} == {direction}


def test_a_plot_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    assert main([str(MONTHLY), "--freq", "12", "--plot", str(tmp_path / "no" / "plot.svg")]) == 2


def test_both_languages_have_the_same_words() -> None:
    from mizan.science.surveillance.words import WORDS

    assert WORDS["en"].keys() == WORDS["ur"].keys()
    assert all(WORDS["ur"].values())


def test_it_runs_as_a_module_without_numba() -> None:
    command = [sys.executable, "-m", "mizan.science.surveillance", str(MONTHLY), "--freq", "12", "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "MIZAN_NO_NUMBA": "1"}
    )
    assert done.returncode == 0
    assert set(json.loads(done.stdout)) == {"series", "seconds"}


def test_the_plot_names_no_rise_so_large_that_it_says_nothing(tmp_path: Path) -> None:
    target = tmp_path / "plot.svg"
    assert main([str(DATA / "inputs" / "fluBYBW.csv"), "--plot", str(target)]) == 0
    drawn = target.read_text(encoding="utf-8")
    assert "at the end: more than 100 times" in drawn
    assert max(float(found) for found in re.findall(r"at the end: ([0-9.]+) times", drawn)) <= 100
