"""Reading INDICATORS.csv: only the columns that the specification names are ever looked at; blank means unknown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mizan.science.conditions.spec import Error, Spec
from mizan.science.tables import BadInput, Rows, read_csv

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """ids of the districts in file order; values and errors: districts x indicators, nan = unknown.

    errors are standard errors in the unit of the value. population: nan = unknown or not asked.
    """

    ids: tuple[str, ...]
    values: Floats
    errors: Floats
    population: Floats


def read_table(path: Path, spec: Spec) -> Table:
    """Read the table; raises BadInput naming row and column."""
    header, body = read_csv(path)
    try:
        return _parsed(header, body, spec)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None


def _parsed(header: list[str], body: Rows, spec: Spec) -> Table:
    place = {name: number for number, name in enumerate(header)}
    for name in _wanted(spec):
        if name not in place:
            raise BadInput(f"row 1: column '{name}' is missing")
    ids = tuple(_id(row, number, place[spec.id_column], spec.id_column) for number, row in body)
    _check_unique(ids, body, spec.id_column)
    columns = {name: _column(body, name, place[name]) for name in _wanted(spec) if name != spec.id_column}
    values = np.column_stack([_value(columns, i.column, i.per, i.times) for i in spec.indicators])
    errors = [_error(columns, i.error, values[:, number]) for number, i in enumerate(spec.indicators)]
    population = columns[spec.population[0]] if spec.population else np.full(len(ids), np.nan)
    return Table(ids, values, np.column_stack(errors), population)


def _wanted(spec: Spec) -> list[str]:
    names = [spec.id_column]
    for indicator in spec.indicators:
        names += [indicator.column, indicator.per or "", indicator.error.mse_column or ""]
    names.append(spec.population[0] if spec.population else "")
    return list(dict.fromkeys(name for name in names if name))


def _id(row: list[str], number: int, at: int, column: str) -> str:
    text = row[at].strip() if at < len(row) else ""
    if not text:
        raise BadInput(f"row {number}, column '{column}': empty")
    return text


def _check_unique(ids: tuple[str, ...], body: Rows, column: str) -> None:
    seen: set[str] = set()
    for name, (number, _) in zip(ids, body, strict=True):
        if name in seen:
            raise BadInput(f"row {number}, column '{column}': '{name}' appears twice")
        seen.add(name)


def _column(body: Rows, name: str, at: int) -> Floats:
    return np.array(
        [_cell(row[at].strip() if at < len(row) else "", number, name) for number, row in body], dtype=float
    )


def _cell(text: str, row: int, column: str) -> float:
    if text == "":
        return math.nan
    try:
        value = float(text)
    except ValueError:
        raise BadInput(f"row {row}, column '{column}': '{text}' is not a number") from None
    if not math.isfinite(value):
        raise BadInput(f"row {row}, column '{column}': '{text}' is not a finite number; leave unknown cells blank")
    return value


def _value(columns: dict[str, Floats], name: str, per: str | None, times: float) -> Floats:
    if per is None:
        return columns[name] * times
    below = columns[per]
    return np.where(below > 0, columns[name] / np.where(below > 0, below, 1.0) * times, np.nan)


def _error(columns: dict[str, Floats], error: Error, values: Floats) -> Floats:
    if error.mse_column is not None:
        # A rounded or missing mean squared error is no proof of exactness: the floor stands in.
        mse = np.nan_to_num(columns[error.mse_column], nan=error.floor)
        return error.scale * np.sqrt(np.maximum(mse, error.floor))
    if error.relative is not None:
        return error.relative * np.abs(np.nan_to_num(values))
    return np.full(len(values), error.sd or 0.0)
