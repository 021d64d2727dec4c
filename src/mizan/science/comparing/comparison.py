"""One call for a page: the effect, the periods before, the lines of both arms, and the reasons against it."""

from __future__ import annotations

from dataclasses import dataclass

from mizan.science.comparing.effect import Effect, effect
from mizan.science.comparing.fairness import Choice, Unfair, fair
from mizan.science.comparing.panel import Panel
from mizan.science.comparing.trend import Before, before


@dataclass(frozen=True)
class Point:
    """Mean figure of both arms in one period."""

    period: int
    treated: float
    compared: float


@dataclass(frozen=True)
class Comparison:
    """arms: places with the programme and without it, those with a missing figure left out."""

    effect: Effect
    before: Before
    unfair: tuple[Unfair, ...]
    points: tuple[Point, ...]
    arms: tuple[int, int]
    left_out: tuple[str, ...]


def compare(panel: Panel, *, seed: int, choice: Choice | None = None) -> Comparison:
    """Return the comparison; same panel and seed, same answer. Raises NotComparable."""
    found = effect(panel, seed=seed)
    early = before(panel, found.value, seed=seed)
    means = (panel.value[panel.treated].mean(axis=0), panel.value[~panel.treated].mean(axis=0))
    points = tuple(Point(period, float(a), float(b)) for period, a, b in zip(panel.periods, *means, strict=True))
    return Comparison(found, early, fair(panel, early, choice or Choice()), points, panel.arms, panel.left_out)
