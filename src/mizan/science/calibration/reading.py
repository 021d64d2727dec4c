"""Reading UNITS.csv: every refusal names the row (first data row = 2, as a spreadsheet shows it) and the column."""

from __future__ import annotations

import math
from pathlib import Path

from mizan.science.calibration.judgement import Direction
from mizan.science.calibration.records import Record
from mizan.science.tables import BadInput, Rows, read_csv

REQUIRED = ("unit", "family", "side", "observed")
_DIRECTIONS = {d.value: d for d in Direction}


def read_units(path: Path) -> list[Record]:
    """Read the file; raises BadInput. Columns it does not know are ignored."""
    return parse(*read_csv(path))


def parse(header: list[str], rows: Rows) -> list[Record]:
    """Return the records of the numbered rows under a header."""
    _check_header(header)
    records = [_record(header, cells, number) for number, cells in rows]
    _check_unique(records)
    return records


def _check_header(header: list[str]) -> None:
    for name in REQUIRED:
        if name not in header:
            raise BadInput(f"row 1: column '{name}' is missing")
    if "expected" not in header and "trials" not in header:
        raise BadInput("row 1: column 'expected' or 'trials' is needed")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise BadInput(f"row 1: column '{twice[0]}' appears twice")


def _record(header: list[str], cells: list[str], row: int) -> Record:
    if len(cells) > len(header):
        raise BadInput(f"row {row}: more cells than columns (column {len(header) + 1})")
    values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    get = values.get
    side = get("side") or ""
    record = Record(
        unit=_text(values, "unit", row),
        family=_text(values, "family", row),
        side=side,
        direction=_DIRECTIONS.get(side.lower(), Direction.BOTH),
        observed=_whole(values, "observed", row),
        expected=_number(values, "expected", row) if get("expected") else None,
        trials=_whole(values, "trials", row) if get("trials") else None,
        officers=_whole(values, "officers", row) if get("officers") else None,
        officers_asked="officers" in header,
        parent=get("parent") or "",
        period=get("period") or "",
        row=row,
    )
    _check_record(record)
    return record


def _text(values: dict[str, str], column: str, row: int) -> str:
    if not values.get(column):
        raise BadInput(f"row {row}, column '{column}': empty")
    return values[column]


def _number(values: dict[str, str], column: str, row: int) -> float:
    text = values.get(column, "")
    try:
        number = float(text)
    except ValueError:
        raise BadInput(f"row {row}, column '{column}': '{text}' is not a number") from None
    if not math.isfinite(number) or number < 0:
        raise BadInput(f"row {row}, column '{column}': '{text}' must be zero or more")
    return number


def _whole(values: dict[str, str], column: str, row: int) -> int:
    number = _number(values, column, row)
    if number != int(number):
        raise BadInput(f"row {row}, column '{column}': '{values[column]}' is not a whole number")
    return int(number)


def _check_record(record: Record) -> None:
    where = f"row {record.row}, column"
    if (record.expected is None) == (record.trials is None):
        raise BadInput(
            f"{where} 'expected': give either expected (counts) or trials (proportions), not both or neither"
        )
    if record.trials is not None and record.observed > record.trials:
        raise BadInput(f"{where} 'trials': fewer trials than observed events")
    if record.parent == record.unit:
        raise BadInput(f"{where} 'parent': a unit cannot be its own parent")


def _check_unique(records: list[Record]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    kinds: dict[str, bool] = {}
    for record in records:
        key = (record.family, record.unit, record.period)
        if key in seen:
            raise BadInput(f"row {record.row}, column 'unit': '{record.unit}' already stands in row {seen[key]}")
        seen[key] = record.row
        if kinds.setdefault(record.family, record.trials is None) != (record.trials is None):
            raise BadInput(f"row {record.row}, column 'family': '{record.family}' mixes expected and trials")
