"""Read a table of cases; refuse what cannot be understood, naming row and column."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mizan.science.scan.model import Cells, Model
from mizan.science.tables import BadInput, read_grid

Floats = NDArray[np.float64]
MOST_ROWS = 2_000_000
MOST_PEOPLE = 20_000_000  # Bernoulli keeps a table of k log k up to all cases and controls


@dataclass(frozen=True)
class CaseTable:
    """`ids` of places in order of first appearance; `points` (P, 2); `times` labels of steps, None without time."""

    ids: list[str]
    points: Floats
    times: list[str] | None
    cells: Cells


@dataclass(frozen=True)
class _Row:
    line: int
    id: str
    point: tuple[float, float]
    cases: int
    people: float
    time: str
    stratum: str


def read_cases(path: Path, model: Model) -> CaseTable:
    """Columns `id, x, y, cases`, `population` (Bernoulli: `controls`; permutation: optional), optionally `time`
    and `stratum`. Several rows of one place, step and stratum add up."""
    header, body = read_grid(path, most_rows=MOST_ROWS)
    column = _people_column(header, model)
    rows = [_row(dict(zip(header, cells, strict=True)), line, column) for line, cells in body]
    points = _points(rows)
    times = _times(rows) if "time" in header else None
    cells = _fill(rows, list(points), times, model, column)
    return CaseTable(list(points), np.array(list(points.values())), times, cells)


def _people_column(header: list[str], model: Model) -> str | None:
    wanted = "controls" if model is Model.BERNOULLI else "population"
    needed = ["id", "x", "y", "cases"] + ([] if model is Model.PERMUTATION else [wanted])
    needed += ["time"] if model is Model.PERMUTATION else []
    missing = [name for name in needed if name not in header]
    if missing:
        raise BadInput(f"row 1: the column {missing[0]} is missing (model {model.value})")
    if len(set(header)) < len(header):
        raise BadInput("row 1: a column name is used twice")
    if model is Model.BERNOULLI and "stratum" in header:
        raise BadInput("row 1, column stratum: the Bernoulli model takes no stratum; use the Poisson model")
    return wanted if wanted in header else None


def _row(cells: dict[str, str], line: int, column: str | None) -> _Row:
    name = cells["id"].strip()
    if not name:
        raise BadInput(f"row {line}, column id: empty")
    cases = _number(cells, "cases", line, whole=True)
    people = 0.0 if column is None else _number(cells, column, line, whole=column == "controls")
    point = (_number(cells, "x", line, signed=True), _number(cells, "y", line, signed=True))
    return _Row(line, name, point, int(cases), people, cells.get("time", "").strip(), cells.get("stratum", "").strip())


def _number(cells: dict[str, str], column: str, line: int, *, whole: bool = False, signed: bool = False) -> float:
    text = cells[column].strip()
    try:
        value = float(text)
    except ValueError:
        raise BadInput(f"row {line}, column {column}: {text!r} is no number") from None
    if not math.isfinite(value) or abs(value) > 1e15 or (value < 0 and not signed):
        raise BadInput(f"row {line}, column {column}: {text!r} is out of range")
    if whole and value != math.floor(value):
        raise BadInput(f"row {line}, column {column}: {text!r} is no whole number")
    return value


def _points(rows: list[_Row]) -> dict[str, tuple[float, float]]:
    points: dict[str, tuple[float, float]] = {}
    for row in rows:
        if points.setdefault(row.id, row.point) != row.point:
            raise BadInput(f"row {row.line}, column x: place {row.id!r} lies elsewhere than in its first row")
    return points


def _times(rows: list[_Row]) -> list[str]:
    """Steps in order. Whole numbers are a grid without gaps; dates and periods (2024-01) are sorted as they are."""
    labels = {row.time: row.line for row in rows}
    try:
        numbers = {int(label) for label in labels}
    except ValueError:
        for label, line in labels.items():
            _check_period(label, line)
        return sorted(labels)
    if max(numbers) - min(numbers) > 100_000:
        raise BadInput("column time: the running numbers span more than 100000 steps")
    return [str(step) for step in range(min(numbers), max(numbers) + 1)]


def _check_period(label: str, line: int) -> None:
    try:
        date.fromisoformat(label if len(label) > 7 else f"{label}-01")
    except ValueError:
        raise BadInput(f"row {line}, column time: {label!r} is no whole number, date or month (YYYY-MM)") from None


def _fill(rows: list[_Row], ids: list[str], times: list[str] | None, model: Model, column: str | None) -> Cells:
    places = {name: place for place, name in enumerate(ids)}
    steps = {label: step for step, label in enumerate(times or [""])}
    strata = {label: number for number, label in enumerate(sorted({row.stratum for row in rows}))}
    shape = (len(places), len(steps), len(strata))
    cases, people = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    for row in rows:
        at = (
            places[row.id],
            0 if times is None else steps[str(int(row.time)) if row.time not in steps else row.time],
            strata[row.stratum],
        )
        cases[at] += row.cases
        people[at] += row.people
    if model is Model.BERNOULLI:
        people = people + cases
    _check_sums(cases, people, model, column)
    return Cells(cases, people)


def _check_sums(cases: NDArray[np.int64], people: Floats, model: Model, column: str | None) -> None:
    if cases.sum() == 0:
        raise BadInput("column cases: the file has no cases")
    if model is Model.BERNOULLI and not 0 < people.sum() - cases.sum() <= MOST_PEOPLE - cases.sum():
        raise BadInput(f"column controls: there must be controls, and at most {MOST_PEOPLE} cases and controls")
    if model is not Model.POISSON:
        return
    for stratum in range(cases.shape[2]):
        if cases[:, :, stratum].sum() > 0 and people[:, :, stratum].sum() == 0:
            raise BadInput(f"column {column}: there are cases but nobody in the population")
