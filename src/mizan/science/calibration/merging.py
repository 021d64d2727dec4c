"""No statement about a desk of fewer than five officers: a signal about one desk is about a person (I-13).

A small unit's figures are added to its parent's; without a parent it is not assessed. Its own row must not already be
part of the parent's row. Applied in each family and period apart, from the leaves up.
"""

from __future__ import annotations

from dataclasses import replace

from mizan.science.calibration.records import Record
from mizan.science.tables import BadInput

FEWEST_OFFICERS = 5
TOO_FEW = "fewer than 5 officers in the period"
OFFICERS_UNKNOWN = "number of officers unknown"


def merge_small(records: list[Record]) -> tuple[list[Record], dict[str, str]]:
    """Return the units that can be judged, and the reason for each that cannot."""
    active = {record.unit: record for record in records}
    reasons: dict[str, str] = {}
    for unit in _leaves_first(active):
        record = active.get(unit)
        if record is None:  # a parent without a row that no child was merged into
            continue
        if record.officers is None and record.officers_asked:
            reasons[unit] = OFFICERS_UNKNOWN
            del active[unit]
        elif record.officers is not None and record.officers < FEWEST_OFFICERS:
            reasons[unit] = _move_up(record, active)
            del active[unit]
    return list(active.values()), reasons


def _move_up(record: Record, active: dict[str, Record]) -> str:
    parent = record.parent
    if not parent:
        return TOO_FEW
    active[parent] = (active.get(parent) or _empty_parent(record)).absorb(record)
    return f"{TOO_FEW}; merged with {parent}"


def _empty_parent(child: Record) -> Record:
    return replace(
        child,
        unit=child.parent,
        parent="",
        observed=0,
        officers=0,
        expected=None if child.expected is None else 0.0,
        trials=None if child.trials is None else 0,
    )


def _leaves_first(active: dict[str, Record]) -> list[str]:
    """Return the units, and parents that have no row, so that every child stands before its parent."""
    depth = {unit: _depth(unit, active) for unit in active}
    missing = sorted({r.parent for r in active.values() if r.parent and r.parent not in active})
    return sorted(active, key=lambda unit: (-depth[unit], unit)) + missing


def _depth(unit: str, active: dict[str, Record]) -> int:
    depth, here = 0, active[unit]
    while here.parent in active:
        depth, here = depth + 1, active[here.parent]
        if depth > len(active):
            raise BadInput(f"row {active[unit].row}, column 'parent': the chain of parents returns to '{unit}'")
    return depth
