"""What the four commands share: rows numbered as a spreadsheet shows them, refusals with exit 2 and no document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mizan.science.calibration.command import main as signals
from mizan.science.conditions.command import main as conditions
from mizan.science.scan.command import main as scan
from mizan.science.surveillance.command import main as warn
from mizan.science.tables import BadInput, read_csv, read_grid

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SPEC = ["--spec", str(ROOT / "packs" / "pakistan" / "conditions.yaml"), "--runs", "20"]
Main = Callable[[list[str]], int]
COMMANDS = pytest.mark.parametrize(
    ("main", "rest"),
    [(warn, []), (scan, ["--model", "poisson"]), (signals, []), (conditions, SPEC)],
    ids=["warn", "scan", "signals", "conditions"],
)


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_blank_rows_are_left_out_and_still_counted(tmp_path: Path) -> None:
    header, rows = read_csv(write(tmp_path, "\ufeffa, b\n\n1,2\n ,\n3,4\n"))
    assert header == ["a", "b"]
    assert rows == [(3, ["1", "2"]), (5, ["3", "4"])]


def test_a_grid_refuses_a_row_of_another_width_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="row 4: 1 cells, but the header has 2 columns"):
        read_grid(write(tmp_path, "a,b\n1,2\n\n3\n"), most_rows=9)


def test_a_grid_refuses_more_rows_than_it_was_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="more than 1 rows"):
        read_grid(write(tmp_path, "a\n1\n2\n"), most_rows=1)


@COMMANDS
@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00a,b\n", b"", b'a,b\n"1,2\n'], ids=["none", "bytes", "empty", "cut"]
)
def test_a_file_that_is_no_table_is_refused_by_name_or_row(
    main: Main, rest: list[str], content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path), *rest, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "table.csv" in err or "row " in err
    assert "Traceback" not in err


@COMMANDS
def test_bad_options_exit_with_2_and_help_with_0(
    main: Main, rest: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["table.csv", *rest, "--no-such-option"]) == 2
    assert capsys.readouterr().out == ""
    assert main(["--help"]) == 0


@pytest.mark.parametrize(
    ("main", "argv"),
    [
        (signals, [str(DATA / "calibration" / "units_counts.csv")]),
        (conditions, [str(DATA / "conditions" / "districts.csv"), *SPEC]),
    ],
    ids=["signals", "conditions"],
)
def test_a_plot_that_cannot_be_written_is_bad_input(
    main: Main, argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*argv, "--plot", str(tmp_path / "no" / "plot.svg")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be written" in err
