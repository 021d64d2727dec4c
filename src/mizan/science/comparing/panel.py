"""Figures of places over periods, some places with a programme from a period on. Every fault names its row.

Only places with a figure in every period are compared; the others are named and counted. A missing figure is not 0.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Wrong(StrEnum):
    """Why a table cannot be compared."""

    TWICE = "place_and_period_twice"
    NOT_A_NUMBER = "not_a_finite_number"


@dataclass(frozen=True)
class Fault:
    """row: place in the table, the first is 0."""

    row: int
    reason: Wrong


class BadPanel(ValueError):
    """The faults of a table, in order of its rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"row {fault.row}: {fault.reason}" for fault in faults))


@dataclass(frozen=True)
class Cell:
    """One figure; None where it is missing."""

    place: str
    period: int
    value: float | None


@dataclass(frozen=True)
class Panel:
    """value: places x periods, all known. after: periods from the start on. left_out: places with a missing figure."""

    places: tuple[str, ...]
    periods: tuple[int, ...]
    treated: Bools
    after: Bools
    value: Floats
    left_out: tuple[str, ...] = ()

    @property
    def arms(self) -> tuple[int, int]:
        """Places with the programme and without it."""
        return int(self.treated.sum()), int((~self.treated).sum())

    def only(self, periods: Collection[int], start: int) -> Panel:
        """The same places in some of the periods, as if the programme had begun in `start`."""
        kept = [place for place, period in enumerate(self.periods) if period in periods]
        left = tuple(self.periods[place] for place in kept)
        after = np.array([period >= start for period in left], dtype=bool)
        return Panel(self.places, left, self.treated, after, self.value[:, kept], self.left_out)


def read(cells: Sequence[Cell], *, treated: Collection[str], start: int) -> Panel:
    """Return the panel of a programme that began everywhere in `start`. Raises BadPanel.

    A period that no place has is no period; a cell that is not there is missing like one that is None.
    """
    _check(cells)
    names = sorted({cell.place for cell in cells})
    periods = sorted({cell.period for cell in cells})
    row = {name: number for number, name in enumerate(names)}
    column = {period: number for number, period in enumerate(periods)}
    value = np.full((len(names), len(periods)), np.nan)
    for cell in cells:
        value[row[cell.place], column[cell.period]] = np.nan if cell.value is None else cell.value
    whole = ~np.isnan(value).any(axis=1) if periods else np.zeros(len(names), dtype=bool)
    kept = tuple(name for name, known in zip(names, whole, strict=True) if known)
    return Panel(
        kept,
        tuple(periods),
        np.array([name in treated for name in kept], dtype=bool),
        np.array([period >= start for period in periods], dtype=bool),
        value[whole],
        tuple(name for name, known in zip(names, whole, strict=True) if not known),
    )


def _check(cells: Sequence[Cell]) -> None:
    seen: set[tuple[str, int]] = set()
    faults = []
    for number, cell in enumerate(cells):
        if (cell.place, cell.period) in seen:
            faults.append(Fault(number, Wrong.TWICE))
        if cell.value is not None and not math.isfinite(cell.value):
            faults.append(Fault(number, Wrong.NOT_A_NUMBER))
        seen.add((cell.place, cell.period))
    if faults:
        raise BadPanel(faults)
