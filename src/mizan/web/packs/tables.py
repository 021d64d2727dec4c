"""CSV text to the same located tree as YAML, so that one schema reads both."""

from __future__ import annotations

import csv
import io

from mizan.web.packs.files import Faults
from mizan.web.packs.trees import Node, resolve

MAX_ROWS = 200_000
MAX_CELL = 4_000  # characters


def read_csv(text: str, faults: Faults) -> Node | None:
    """One mapping per row, keyed by the header. Empty cells are null. None when the table cannot be read."""
    rows: list[Node] = []
    header: list[str] | None = None
    try:
        for line, cells in _lines(text):
            if header is None:
                header = _header(cells, faults)
            elif any(cell.strip() for cell in cells):
                _add_row(rows, header, cells, line, faults)
            if len(rows) > MAX_ROWS:
                faults.add(line, f"The table has more than {MAX_ROWS} rows.")
                return None
    except _Unreadable as error:
        faults.add(error.line, f"CSV cannot be read here: {error}.")
        return None
    if header is None:
        faults.add(1, "The table is empty: it needs a header line.")
        return None
    return Node(1, rows)


class _Unreadable(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Rows with the line on which each starts; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            raise _Unreadable(start, str(error)) from error
        found.append((start, cells))
        start = reader.line_num + 1


def _header(cells: list[str], faults: Faults) -> list[str]:
    for position, name in enumerate(cells):
        if name in cells[:position]:
            faults.add(1, f'The column "{name}" stands twice.')
    return cells


def _add_row(rows: list[Node], header: list[str], cells: list[str], line: int, faults: Faults) -> None:
    if len(cells) != len(header):
        faults.add(line, f"This row has {len(cells)} cells, the header has {len(header)}.")
        return
    if any(len(cell) > MAX_CELL for cell in cells):
        faults.add(line, f"A cell is longer than {MAX_CELL} characters.")
        return
    values = {name: Node(line, resolve(cell.strip())) for name, cell in zip(header, cells, strict=True)}
    rows.append(Node(line, values, dict.fromkeys(header, line)))
