"""A seeded country over time, with the truth it planted kept apart: the ground on which detectors are tested.

Nothing here imports a detector, so that no detector is tested on its own assumptions by accident.
"""

from __future__ import annotations

from mizan.science.worlds.series import (
    EffortShock,
    Outbreak,
    Planting,
    SeriesSettings,
    SeriesTruth,
    World,
    make_world,
)
from mizan.science.worlds.units import Operations, UnitSettings, UnitTruth, make_operations

__all__ = [
    "EffortShock",
    "Operations",
    "Outbreak",
    "Planting",
    "SeriesSettings",
    "SeriesTruth",
    "UnitSettings",
    "UnitTruth",
    "World",
    "make_operations",
    "make_world",
]
