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

__all__ = ["EffortShock", "Outbreak", "Planting", "SeriesSettings", "SeriesTruth", "World", "make_world"]
