"""The day by which a world counts: the system's, and in the exercise a clock of its own that can be set ahead.

Trusted for: the exercise alone. The file is read in no production start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings

from mizan.kit.clock import now
from mizan.kit.facts import World

FILE = "exercise-day"


def today_in(world: str) -> date:
    """Today in a world; the exercise never stands behind the system's day."""
    system = now().date()
    return max(system, _exercise_day() or system) if world == World.EXERCISE and settings.DEMO else system


def set_exercise_day(day: date) -> None:
    """Set the exercise's clock, for `mizan tick --now`."""
    (Path(settings.VAR) / FILE).write_text(day.isoformat() + "\n", encoding="ascii")


def _exercise_day() -> date | None:
    try:
        return date.fromisoformat((Path(settings.VAR) / FILE).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
