"""Read a table of series; refuse what cannot be understood, naming row and column."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mizan.science.tables import BadInput, Rows, read_grid

Floats = NDArray[np.float64]
IGNORED = "state_any"
MOST_ROWS = 100_000


@dataclass(frozen=True)
class SeriesTable:
    """`index` and `epoch` as written; `dates` only if every epoch is a date; counts (T,) with nan = not reported."""

    index: list[int]
    epoch: list[str]
    dates: list[date] | None
    series: dict[str, Floats]


def read_series(path: Path) -> SeriesTable:
    """The stored shape: `index`, `epoch`, then one column per series; blank or NA means not reported."""
    header, body = read_grid(path, most_rows=MOST_ROWS)
    if header[:2] != ["index", "epoch"]:
        raise BadInput(
            f"row 1: the first two columns must be index and epoch, not {', '.join(header[:2]) or 'nothing'}"
        )
    names = header[2:]
    for place, name in enumerate(names, start=3):
        if not name or name in names[: place - 3]:
            raise BadInput(f"row 1, column {place}: the series name {name!r} is empty or used twice")
    for number, (line, row) in enumerate(body, start=1):
        if _whole(row[0], line, "index") != number:
            raise BadInput(f"row {line}, column index: expected {number}, found {row[0]}")
    series = {
        name: np.array([_count(row[place], line, name) for line, row in body])
        for place, name in enumerate(header)
        if place > 1 and name != IGNORED
    }
    if not series:
        raise BadInput("row 1: the file has no series")
    return SeriesTable(list(range(1, len(body) + 1)), [row[1] for _, row in body], _dates(body), series)


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


def _dates(body: Rows) -> list[date] | None:
    """All epochs as dates in order, or None if they are running numbers; a mixture is refused."""
    if all(row[1].strip().lstrip("-").isdigit() for _, row in body):
        return None
    found: list[date] = []
    for line, (_, cell, *_) in body:
        try:
            found.append(date.fromisoformat(cell.strip()))
        except ValueError:
            raise BadInput(f"row {line}, column epoch: {cell!r} is neither a date (YYYY-MM-DD) nor a number") from None
        if len(found) > 1 and found[-1] <= found[-2]:
            raise BadInput(f"row {line}, column epoch: {cell} does not come after {found[-2]}")
    return found


def check_weekly(dates: list[date]) -> None:
    """Calendar anniversaries count rows in weeks, so weekly dates must be seven days apart."""
    for line, (before, after) in enumerate(pairwise(dates), start=3):
        if (after - before).days != 7:
            raise BadInput(f"row {line}, column epoch: {after} is not a week after {before}")
