"""Read a table of series; refuse what cannot be understood, naming row and column."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
IGNORED = "state_any"
MOST_ROWS = 100_000


class BadInput(ValueError):
    """The file or an option cannot be used; the message says where."""


@dataclass(frozen=True)
class SeriesTable:
    """`index` and `epoch` as written; `dates` only if every epoch is a date; counts (T,) with nan = not reported."""

    index: list[int]
    epoch: list[str]
    dates: list[date] | None
    series: dict[str, Floats]


def read_series(path: Path) -> SeriesTable:
    """The stored shape: `index`, `epoch`, then one column per series; blank or NA means not reported."""
    header, rows = _rows(path)
    if header[:2] != ["index", "epoch"]:
        raise BadInput(
            f"row 1: the first two columns must be index and epoch, not {', '.join(header[:2]) or 'nothing'}"
        )
    names = header[2:]
    for place, name in enumerate(names, start=3):
        if not name or name in names[: place - 3]:
            raise BadInput(f"row 1, column {place}: the series name {name!r} is empty or used twice")
    index = [_whole(row[0], line, "index") for line, row in enumerate(rows, start=2)]
    if index[0] != 1:
        raise BadInput(f"row 2, column index: the first index must be 1, not {index[0]}")
    for line, (before, after) in enumerate(pairwise(index), start=3):
        if after != before + 1:
            raise BadInput(f"row {line}, column index: {after} does not follow {before}")
    epoch = [row[1] for row in rows]
    series = {
        name: np.array([_count(row[place], line, name) for line, row in enumerate(rows, start=2)])
        for place, name in enumerate(header)
        if place > 1 and name != IGNORED
    }
    if not series:
        raise BadInput("row 1: the file has no series")
    return SeriesTable(index, epoch, _dates(epoch), series)


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            table = [row for row in csv.reader(handle) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    if len(table) < 2:
        raise BadInput(f"{path}: the file has no rows under its header")
    if len(table) > MOST_ROWS:
        raise BadInput(f"{path}: more than {MOST_ROWS} rows")
    header = [name.strip() for name in table[0]]
    for line, row in enumerate(table[1:], start=2):
        if len(row) != len(header):
            raise BadInput(f"row {line}: {len(row)} cells, but the header has {len(header)} columns")
    return header, table[1:]


def _whole(cell: str, line: int, column: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise BadInput(f"row {line}, column {column}: {cell!r} is no whole number") from None


def _count(cell: str, line: int, column: str) -> float:
    if cell.strip() in {"", "NA"}:
        return math.nan
    try:
        value = float(cell)
    except ValueError:
        raise BadInput(f"row {line}, column {column}: {cell!r} is no count") from None
    if not math.isfinite(value) or value < 0 or value != math.floor(value) or value > 1e12:
        raise BadInput(f"row {line}, column {column}: {cell!r} is no count (a whole number of 0 or more)")
    return value


def _dates(epoch: list[str]) -> list[date] | None:
    """All epochs as dates a week or more apart, or None if they are running numbers; a mixture is refused."""
    if all(cell.strip().lstrip("-").isdigit() for cell in epoch):
        return None
    found = []
    for line, cell in enumerate(epoch, start=2):
        try:
            found.append(date.fromisoformat(cell.strip()))
        except ValueError:
            raise BadInput(f"row {line}, column epoch: {cell!r} is neither a date (YYYY-MM-DD) nor a number") from None
        if len(found) > 1 and found[-1] <= found[-2]:
            raise BadInput(f"row {line}, column epoch: {cell} does not come after {epoch[line - 3]}")
    return found


def check_weekly(dates: list[date]) -> None:
    """Calendar anniversaries count rows in weeks, so weekly dates must be seven days apart."""
    for line, (before, after) in enumerate(pairwise(dates), start=3):
        if (after - before).days != 7:
            raise BadInput(f"row {line}, column epoch: {after} is not a week after {before}")
