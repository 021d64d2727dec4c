"""The tile grid of the innermost level: every place one tile, so that small and empty places are seen too."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.charts.frame import Chart
from mizan.kit.facts import World
from mizan.places.queries import LevelCount


def population_map(levels: Sequence[LevelCount], world: World) -> Chart | None:
    """Population by tile; a place without a figure is shown as not known."""
    return None
