"""Coded cases and tips behind the counts of a country: one row each, invented people, no names anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.series import World
from mizan.science.worlds.streams import stream

AGE_BANDS = ("0-8", "9-17", "18-24", "25-34", "35+")
_AGE_SHARES = (0.08, 0.34, 0.28, 0.20, 0.10)
SOURCES = ("police", "shelter", "helpline", "labour inspection", "NGO")
ENDS = ("open", "convicted", "withdrawn", "acquitted")
_END_RATES = (1 / 900, 1 / 500, 1 / 1100)  # per day, competing; what exceeds the window is open
CHANNELS = ("helpline", "web form", "walk-in", "messenger")
DAYS_PER_MONTH = 30


@dataclass(frozen=True)
class Cases:
    """One entry per case; day is days since the start, days is the follow-up until the end or the window's close.

    origin: where the journey began (-1 = no movement). severity A-C is a legal-process fact.
    """

    place: NDArray[np.int64]
    form: NDArray[np.int64]
    day: NDArray[np.int64]
    origin: NDArray[np.int64]
    female: NDArray[np.bool_]
    age_band: NDArray[np.int64]
    source: NDArray[np.int64]
    severity: NDArray[np.int64]
    end: NDArray[np.int64]
    days: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True)
class Tips:
    """One entry per tip. The truth, kept apart: the case it is about, or -1 when it is about nothing that happened."""

    place: NDArray[np.int64]
    day: NDArray[np.int64]
    channel: NDArray[np.int64]
    about_case: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.place)


def make_cases(world: World) -> Cases:
    """Return one case per count of the world."""
    rng = stream(world.truth.seed, "cases")
    place, form, month = (np.repeat(axis, world.counts.ravel()) for axis in _axes(world.counts))
    number = len(place)
    day = month * DAYS_PER_MONTH + rng.integers(0, DAYS_PER_MONTH, number)
    severity = rng.choice(3, number, p=(0.3, 0.5, 0.2))
    end, days = _ends(rng, severity, world.counts.shape[2] * DAYS_PER_MONTH - day)
    moved = rng.random(number) < 0.6
    return Cases(
        place=place,
        form=form,
        day=day,
        origin=np.where(moved, rng.integers(0, world.counts.shape[0], number), -1),
        female=rng.random(number) < 0.68,
        age_band=rng.choice(len(AGE_BANDS), number, p=_AGE_SHARES),
        source=rng.choice(len(SOURCES), number),
        severity=severity,
        end=end,
        days=days,
    )


def _axes(counts: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [axis.ravel().astype(np.int64) for axis in np.indices(counts.shape)]


def _ends(
    rng: np.random.Generator, severity: NDArray[np.int64], window: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    # Graver cases are withdrawn less often: the reason why comparisons must be standardised.
    rates = np.array(_END_RATES)[:, None] * np.array([[1.6, 1.0, 0.7], [0.6, 1.0, 1.6], [1.0, 1.0, 1.0]])[:, severity]
    times = rng.exponential(1.0, rates.shape) / rates
    first = times.argmin(axis=0)
    days = times.min(axis=0)
    open_ = days > window
    return np.where(open_, 0, first + 1).astype(np.int64), np.where(open_, np.maximum(window, 0.5), days)


def make_tips(world: World, cases: Cases, *, per_case: float = 1.5, idle_per_place_month: float = 12.0) -> Tips:
    """Return tips about cases (more in months of high effort) and tips about nothing (more in hotline campaigns)."""
    rng = stream(world.truth.seed, "tips")
    months = world.counts.shape[2]
    month = np.minimum(cases.day // DAYS_PER_MONTH, months - 1)
    number = rng.poisson(per_case * world.effort[cases.place, month])
    about = np.repeat(np.arange(len(cases)), number)
    idle = rng.poisson(idle_per_place_month * world.effort)
    place, when = (np.repeat(axis, idle.ravel()) for axis in _axes(idle))
    early = rng.integers(0, 60, len(about))
    day = np.concatenate(
        [np.maximum(cases.day[about] - early, 0), when * DAYS_PER_MONTH + rng.integers(0, DAYS_PER_MONTH, len(when))]
    )
    order = np.argsort(day, kind="stable")
    every = np.concatenate([cases.place[about], place])
    truth = np.concatenate([about, np.full(len(when), -1)])
    return Tips(every[order], day[order], rng.choice(len(CHANNELS), len(order)), truth[order])
