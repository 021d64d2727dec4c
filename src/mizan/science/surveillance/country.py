"""Watch all districts and forms of a country: effort, expectation, late reports, budget, and what silence means."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.effort import Elasticity, effort_elasticity
from mizan.science.surveillance.many import PARTS, JudgedMany, farrington_many
from mizan.science.surveillance.search import WINDOWS, Found, Late, Plan, search, smallest_rises
from mizan.science.surveillance.settings import MONTHLY, Preset, Settings, Threshold, settings_for

Floats = NDArray[np.float64]
BUDGET = 20.0  # false warnings a year; the promise is 24 at most for the whole country
MOST_YEARS = 5


@dataclass(frozen=True)
class Watched:
    """`judged` (its thresholds are unused, nan) and `found` cover the last `steps` steps (S, P).

    `without_effort` (S, P): expected count had detection effort been ordinary, the rival explanation to show
    beside a warning.
    """

    judged: JudgedMany
    found: Found
    without_effort: Floats
    effort: Elasticity
    plan: Plan

    def smallest(self) -> Floats:
        """(S, P) the smallest lasting rise that could have been seen: what "no warning" must show."""
        return smallest_rises(self.found, self.plan)


def watch(
    counts: Floats,
    *,
    steps: int = 12,
    frequency: int = MONTHLY,
    log_effort: Floats | None = None,
    log_population: Floats | None = None,
    late: Late | None = None,
    budget: float = BUDGET,
) -> Watched:
    """Judge the last `steps` steps of all series. `counts`, `log_effort`, `log_population` (S, T).

    `late` must cover steps + 3 judged steps (the windows look three steps back). Raises ValueError when the
    history is too short for two years of baseline.
    """
    lead = max(WINDOWS) - 1
    start = counts.shape[1] - steps - lead + 1
    settings = _settings(start, frequency)
    effort = Elasticity(0.0, 0.0) if log_effort is None else effort_elasticity(counts, log_effort, frequency=frequency)
    offset = np.zeros(counts.shape) if log_population is None else log_population
    raised = offset if log_effort is None else offset + effort.beta * log_effort
    judged = farrington_many(counts, settings, start=start, log_offset=raised)
    plan = Plan(budget, frequency)
    found = search(judged, plan, late)
    ordinary = judged.expected * np.exp((offset - raised)[:, judged.now])
    return Watched(_latest(judged, lead), found.latest(lead), ordinary[:, lead:], effort, plan)


def _settings(start: int, frequency: int) -> Settings:
    """As many years back as the history allows, two at least and five at most."""
    for years in range(MOST_YEARS, 1, -1):
        whole = settings_for(Preset.CORRECTED, frequency=frequency, years_back=years)
        settings = replace(whole, threshold=Threshold.NONE)
        if settings.first_index() <= start:
            return settings
    raise ValueError(
        f"the history before step {start} is too short: two years and {settings.window + 1} steps are needed"
    )


def _latest(judged: JudgedMany, lead: int) -> JudgedMany:
    return replace(judged, now=judged.now[lead:], **{name: getattr(judged, name)[:, lead:] for name in PARTS})
