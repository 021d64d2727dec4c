"""`mizan estimate`: exit codes, one JSON document, figures and reports."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mizan.science.estimation.command import main
from mizan.science.estimation.progress import Teller

from .conftest import DATA

KEYS = {
    "method", "model", "n_hat", "dark_figure", "ci", "ci_method", "existence", "bic", "p", "replicates", "bound",
    "seconds", "warnings",
}  # fmt: skip
SHORT = ["--burn-in", "100", "--draws", "40", "--thin", "1", "--classes", "3"]


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, dict, str]:
    code = main([*argv, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def test_all_methods_stand_side_by_side_in_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(capsys, str(DATA / "Kosovo.csv"), *SHORT)
    assert code == 0
    assert set(found) == {"table", "estimates", "disagreement", "headline", "reasons"}
    assert found["table"] == {"lists": ["EXH", "ABA", "OSCE", "HRW"], "observed": 4400}
    methods = [e["method"] for e in found["estimates"]]
    assert methods == ["bic", "average", "stepwise", "dga", "lcmcr", "chao", *["chapman"] * 6]
    assert all(set(e) >= KEYS for e in found["estimates"])
    assert found["headline"] is None
    assert any("repetitions" in reason for reason in found["reasons"])


@pytest.mark.parametrize(
    ("name", "argv", "n_hat", "model"),
    [
        ("UKdat_5", ["--method", "bic"], 22991.33, ["LA:NG", "LA:PFNCA", "NG:GP", "NG:PFNCA", "PFNCA:GO"]),
        ("UKdat_5", ["--method", "stepwise"], 11312.99, ["GO:GP", "LA:NG", "LA:PFNCA", "NG:GO", "NG:GP", "PFNCA:GP"]),
        ("Western", ["--method", "stepwise"], 2483.38, ["A:E"]),
        ("NewOrl_5", ["--method", "stepwise"], 1034.15, []),
        ("Kosovo", ["--method", "bic"], 14341.66, ["ABA:OSCE", "EXH:ABA", "EXH:HRW", "EXH:OSCE", "OSCE:HRW"]),
        ("UKdat_5", ["--method", "dga"], 22983, None),
        ("UKdat_5", ["--method", "average"], 16809.16, None),
        ("UKdat_5", ["--method", "chao"], 14642.19, None),
    ],
)
def test_the_documented_commands_give_the_published_numbers(
    capsys: pytest.CaptureFixture[str], name: str, argv: list[str], n_hat: float, model: list[str] | None
) -> None:
    code, found, _ = run(capsys, str(DATA / f"{name}.csv"), *argv)
    (only,) = found["estimates"]
    assert (code, only["model"]) == (0, model)
    assert only["n_hat"] == pytest.approx(n_hat, abs=0.01)
    assert found["disagreement"] is None


def test_all_orders_give_the_published_kosovo_number(capsys: pytest.CaptureFixture[str]) -> None:
    _, found, _ = run(capsys, str(DATA / "Kosovo.csv"), "--method", "bic", "--max-order", "all")
    assert found["estimates"][0]["n_hat"] == pytest.approx(10356.52, abs=0.01)
    assert "EXH:ABA:OSCE" in found["estimates"][0]["model"]


def test_intervals_come_at_every_level_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--method", "stepwise", "--bootstrap", "100", "--level", "95,80", "--seed", "3"]
    _, first, _ = run(capsys, str(DATA / "UKdat_4.csv"), *argv)
    _, again, _ = run(capsys, str(DATA / "UKdat_4.csv"), *argv)
    (only,) = first["estimates"]
    assert list(only["ci"]) == ["95", "80"]
    assert only["ci"]["95"][0] <= only["ci"]["80"][0] < only["ci"]["80"][1] <= only["ci"]["95"][1]
    assert (only["ci_method"], only["replicates"]) == ("bca", {"run": 100, "failed": 0})
    assert only["ci"] == again["estimates"][0]["ci"]


def test_without_a_bootstrap_the_interval_says_that_it_trusts_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    _, found, _ = run(capsys, str(DATA / "UKdat_4.csv"), "--method", "bic")
    assert found["estimates"][0]["ci_method"] == "wald"
    assert any("takes the model for granted" in w for w in found["estimates"][0]["warnings"])


def test_withheld_chains_are_an_answer_not_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--method", "lcmcr", "--burn-in", "10", "--draws", "20", "--thin", "1"]
    code, found, _ = run(capsys, str(DATA / "UKdat_5.csv"), *argv)
    (only,) = found["estimates"]
    assert (code, only["n_hat"], only["dark_figure"], only["ci"]) == (0, None, None, None)
    assert any("R-hat" in w for w in only["warnings"])


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [("A,B,count\n1,0,3\n1,1,two\n", 3, "count"), ("A,B,count\n1,yes,3\n", 2, "B")],
)
def test_bad_input_exits_two_and_names_row_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, row: int, column: str
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(text)
    code, found, err = run(capsys, str(bad))
    assert code == 2
    assert (found["error"]["row"], found["error"]["column"]) == (row, column)
    assert f"row {row}" in err
    assert column in err


@pytest.mark.parametrize(
    "argv",
    [
        ["--method", "guess"],
        ["--bootstrap", "-1"],
        ["--level", "120"],
        ["--level", "95,x"],
        ["--max-order", "0"],
        ["--delta", "0"],
        ["--grid", "many"],
        ["--chains", "1"],
        ["--plot", "/nowhere/at/all.svg"],
    ],
)
def test_bad_options_exit_two_with_one_document(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    code, found, err = run(capsys, str(DATA / "Artificial_3.csv"), "--method", "bic", *argv)
    assert code == 2
    assert found["error"]["message"]
    assert err.startswith("mizan estimate:")


@pytest.mark.parametrize(
    "text", ["A,B,count\n1,0,5\n0,1,6\n", "A,B,count\n1,1,5\n", "A,B\n1,1\n", "A,B,C,count\n1,0,0,1\n"]
)
def test_tables_that_say_nothing_are_answered_without_a_number(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text(text)
    code = main([str(odd), "--json", "--bootstrap", "20", *SHORT])
    found = json.loads(capsys.readouterr().out)
    assert code in {0, 2}
    if code == 0:
        assert found["headline"] is None
        assert found["reasons"]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.languages: set[tuple[str | None, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in {"src", "href"} and v]
        if "lang" in facts:
            self.languages.add((facts["lang"], facts.get("dir") or facts.get("direction")))


def test_report_and_plot_are_self_contained_bilingual_and_marked(tmp_path: Path) -> None:
    plot, report = tmp_path / "all.svg", tmp_path / "all.html"
    assert main([str(DATA / "UKdat_4.csv"), *SHORT, "--plot", str(plot), "--report", str(report)]) == 0
    root = ET.fromstring(plot.read_text())
    assert root.get("direction") == "ltr"
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = "".join(root.itertext())
    assert "hidden groups" in text
    assert "پوشیدہ گروہ" in text
    page = Page()
    html = report.read_text()
    page.feed(html)
    assert "For analysts only" in html
    assert "صرف تجزیہ کاروں کے لیے" in html
    assert page.links == []
    assert "script" not in page.tags
    assert {("en", "ltr"), ("ur", "rtl")} <= page.languages
    assert page.tags.count("caption") >= 4
    assert "mizan estimate" in html


def test_names_of_lists_cannot_break_out_of_the_report(tmp_path: Path) -> None:
    table, report = tmp_path / "t.csv", tmp_path / "r.html"
    table.write_text('"<script>alert(1)</script>",B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n1,0,1,4\n0,1,1,3\n')
    assert main([str(table), *SHORT, "--report", str(report)]) == 0
    assert "<script" not in report.read_text()


def test_importing_the_package_is_quick() -> None:
    """CPU seconds of a fresh interpreter that imports the room, less those of an empty one."""
    code = "import time; a = time.process_time(); import mizan.science.estimation; print(time.process_time() - a)"
    spent = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3)]
    assert min(spent) < 0.3


def test_importing_loads_neither_scipy_nor_numba() -> None:
    code = (
        "import sys, mizan.science.estimation as e; print(any(m in sys.modules for m in ('numpy', 'scipy', 'numba')))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_every_public_name_can_be_loaded_and_says_what_it_does() -> None:
    import mizan.science.estimation as package

    for name in package.__all__:
        assert getattr(package, name).__doc__, name


def test_progress_is_told_only_after_two_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 0.5, 1.9, 2.1, 3.0, 4.2])
    tell = Teller(clock=lambda: next(times))
    for done in range(1, 6):
        tell("bootstrap", done, 5)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["bootstrap 3 of 5", "bootstrap 5 of 5"]


def test_seconds_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    start = time.perf_counter()
    _, found, _ = run(capsys, str(DATA / "Artificial_3.csv"), "--method", "bic")
    assert 0 < found["estimates"][0]["seconds"] <= time.perf_counter() - start
