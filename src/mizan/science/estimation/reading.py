"""Reading a capture table from CSV: one 0/1 column per list and `count`, or one row per person without `count`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from .errors import BadInputError
from .table import MOST_LISTS, CaptureTable

COUNT = "count"
MOST_PEOPLE = 10**9


def read_table(path: str | Path) -> CaptureTable:
    """The table in a UTF-8 CSV file. Raises BadInputError naming row (1 = header) and column."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        raise BadInputError("file.unreadable", f"{path} cannot be read: {reason}") from error
    return parse_table(text)


def parse_table(text: str) -> CaptureTable:
    """The same from text."""
    rows = _rows(text)
    header = next(rows, None)
    if header is None:
        raise BadInputError("table.empty", "the file is empty")
    names = _header(header[1])
    lists = [name for name in names if name.lower() != COUNT]
    parsed = [_row(number, cells, names) for number, cells in rows]
    table = CaptureTable.from_rows(lists, parsed)
    if table.observed == 0:
        raise BadInputError("table.nobody", "the table holds no cases")
    return table


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their line numbers, blank lines skipped."""
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise BadInputError("table.csv", f"not a CSV row: {error}", row=reader.line_num) from error


def _header(names: list[str]) -> list[str]:
    for name in names:
        if not name:
            raise BadInputError("table.name", "a column has no name", row=1)
        if ":" in name:
            raise BadInputError("table.name", "a list's name must not hold a colon", row=1, column=name)
        if [n.lower() for n in names].count(name.lower()) > 1:
            raise BadInputError("table.twice", "two columns have the same name", row=1, column=name)
    lists = [n for n in names if n.lower() != COUNT]
    if not 2 <= len(lists) <= MOST_LISTS:
        raise BadInputError("table.lists", f"between 2 and {MOST_LISTS} lists are needed, found {len(lists)}", row=1)
    return names


def _row(number: int, cells: list[str], names: list[str]) -> tuple[list[int], float]:
    if len(cells) != len(names):
        raise BadInputError("table.width", f"expected {len(names)} cells, found {len(cells)}", row=number)
    flags, count = [], 1.0
    for name, cell in zip(names, cells, strict=True):
        if name.lower() == COUNT:
            count = _count(number, name, cell)
        elif cell in {"0", "1"}:
            flags.append(int(cell))
        else:
            raise BadInputError("table.flag", f"expected 0 or 1, found {cell!r}", row=number, column=name)
    if not any(flags) and count:
        raise BadInputError("table.unseen", "a row that no list saw cannot hold cases", row=number)
    return flags, count


def _count(number: int, name: str, cell: str) -> float:
    """Plain digits only: "1e3", "-2", "3.5" and "nan" are refused."""
    if not (cell.isascii() and cell.isdigit()):
        message = f"expected a whole number, zero or more, found {cell!r}"
        raise BadInputError("table.count", message, row=number, column=name)
    if len(cell) > 10 or int(cell) > MOST_PEOPLE:
        raise BadInputError("table.large", "a count is larger than any population", row=number, column=name)
    return float(cell)
