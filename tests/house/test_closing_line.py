"""What ./test says at the end: one table, one plain line, and no failure that reads as success."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mizan.web.testing.check import main
from mizan.web.testing.outcome import NOTHING_CHOSEN, Counts, Outcome, closing_line, read_counts, table
from mizan.web.testing.steps import PROFILES, steps_of, typed

GOOD = Outcome("tests", 0, 2.0, Counts(10, 0, 0))
LINT = Outcome("lint", 0, 1.0)


def test_tests_and_other_checks_are_counted_together() -> None:
    assert closing_line([GOOD, LINT]) == "11 passed, 0 failed"


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (Outcome("lint", 1, 1.0), "10 passed, 1 failed"),
        (Outcome("tests", 1, 1.0, Counts(4, 2, 0)), "14 passed, 2 failed"),
        (Outcome("tests", 2, 1.0, Counts(4, 0, 0)), "14 passed, 1 failed"),  # stopped after passing some
        (Outcome("tests", 3, 1.0, None), "10 passed, 1 failed"),  # crashed before it could report
        (Outcome("tests", NOTHING_CHOSEN, 1.0, Counts(0, 0, 0)), "10 passed, 1 failed"),
        (Outcome("tests", 0, 1.0, Counts(4, 0, 3)), "14 passed, 0 failed, 3 skipped"),
    ],
)
def test_a_broken_step_never_reads_as_success(broken: Outcome, line: str) -> None:
    assert closing_line([GOOD, broken]) == line
    assert not broken.passed
    assert "FAILED" in table([GOOD, broken])


def test_the_line_stands_in_the_form_that_machines_read() -> None:
    assert re.fullmatch(r"\d+ passed, \d+ failed", closing_line([]))


def test_counts_are_those_of_a_real_run(tmp_path: Path) -> None:
    (tmp_path / "test_all_kinds.py").write_text(
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.mark.skip\ndef test_skipped(): pass\n"
        "@pytest.fixture\ndef broken(): raise RuntimeError\n"
        "def test_error(broken): pass\n"
    )
    report = tmp_path / "report.xml"
    words = ["-p", "no:cacheprovider", "-p", "no:django", "--rootdir", str(tmp_path), "--junitxml", str(report)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, str(tmp_path)], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert read_counts(report) == Counts(passed=1, failed=2, skipped=1)


def test_no_report_is_no_success(tmp_path: Path) -> None:
    assert read_counts(tmp_path / "missing.xml") is None


def test_an_unknown_profile_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fast"]) == 2
    assert "quick" in capsys.readouterr().err


def test_the_full_profile_takes_both_databases_types_and_the_browser() -> None:
    names = [step.name for step in steps_of("full")]
    assert names == ["lint", "contracts", "types", "tests on sqlite", "tests on postgresql", "tests in a browser"]
    assert [step.name for step in steps_of("full") if step.postgres] == ["tests on postgresql"]


@pytest.mark.parametrize("mark", ["deep", "browser and not deep", "not deep and not browser"])
def test_every_mark_is_taken_by_some_profile(mark: str) -> None:
    assert any(mark in step.command for profile in PROFILES for step in steps_of(profile))


def test_every_rules_file_is_read_strictly() -> None:
    root = Path(__file__).resolve().parents[2]
    named = typed(root)
    for path in (root / "src" / "mizan").rglob("rules.py"):
        assert any(str(path).startswith(one) for one in named), path


def test_every_choice_of_tests_uses_known_marks_only(request: pytest.FixtureRequest) -> None:
    known = {line.split(":")[0].split("(")[0] for line in request.config.getini("markers")}
    for profile in PROFILES:
        for step in steps_of(profile):
            if step.pytest:
                marks = step.command[step.command.index("pytest") + 2]
                assert set(re.findall(r"\w+", marks)) - {"not", "and", "or"} <= known
