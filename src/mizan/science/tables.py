"""Reading CSV files for the commands of this floor. Rows are numbered as a spreadsheet shows them: the header is 1."""

from __future__ import annotations

import csv
from pathlib import Path

Rows = list[tuple[int, list[str]]]


class BadInput(ValueError):
    """The file or an option cannot be used; the message says where."""


def read_csv(path: Path) -> tuple[list[str], Rows]:
    """The header's names and the numbered rows below it; blank rows are left out but counted. Raises BadInput."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            table = list(csv.reader(handle))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: not a CSV file in UTF-8") from error
    header = [name.strip() for name in table[0]] if table else []
    body = [(number, cells) for number, cells in enumerate(table[1:], start=2) if any(cell.strip() for cell in cells)]
    return header, body


def read_grid(path: Path, *, most_rows: int) -> tuple[list[str], Rows]:
    """As `read_csv`, for tables in which every row fills every column, at least one and at most `most_rows` of them."""
    header, body = read_csv(path)
    if not body:
        raise BadInput(f"{path}: the file has no rows under its header")
    if len(body) > most_rows:
        raise BadInput(f"{path}: more than {most_rows} rows")
    for number, cells in body:
        if len(cells) != len(header):
            raise BadInput(f"row {number}: {len(cells)} cells, but the header has {len(header)} columns")
    return header, body
