"""The stored series and results of R, read once."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parents[2] / "data" / "surveillance"
OUTPUTS = sorted((DATA / "outputs").glob("*.json"))


@cache
def table(name: str) -> tuple[list[str], dict[str, NDArray[np.float64]]]:
    with (DATA / "inputs" / f"{name}.csv").open(newline="") as handle:
        header, *rows = list(csv.reader(handle))
    columns = {
        column: np.array([float(row[place]) for row in rows]) for place, column in enumerate(header) if place > 1
    }
    return [row[1] for row in rows], columns


def dates(epochs: list[str]) -> list[date] | None:
    return [date.fromisoformat(epoch) for epoch in epochs] if "-" in epochs[0] else None


def stored(path: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(path.read_text())
    return result


def numbers(values: list[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
