"""Counts by place, form of exploitation and month: season, trend, effort, delay, and planted outbreaks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import overdispersed, stream


@dataclass(frozen=True)
class Outbreak:
    """A rise planted in one series: months start .. start + length - 1 are multiplied (0-based month)."""

    place: int
    form: int
    start: int
    length: int = 4
    multiplier: float = 3.0


@dataclass(frozen=True)
class EffortShock:
    """An innocent rise: detection in one place (all forms) grows by a raid month or a hotline campaign."""

    place: int
    start: int
    length: int
    multiplier: float
    kind: str  # "raid" or "hotline"


@dataclass(frozen=True, kw_only=True)
class Planting:
    """How many outbreaks to put at random into distinct series, and where they may start.

    `baseline` bounds the monthly mean of the series chosen; `first` is the earliest month (default: the last year).
    """

    number: int = 0
    baseline: tuple[float, float] = (10.0, 50.0)
    first: int | None = None
    length: int = 4
    multiplier: float = 3.0


@dataclass(frozen=True, kw_only=True)
class SeriesSettings:
    """Size and roughness of the country.

    Baselines are monthly means, log-uniform in `baseline` unless `baselines` (places x forms) gives them;
    dispersion is variance / mean, uniform in `dispersion` per series. `season` is the largest log amplitude,
    `trend` the largest absolute log change a year. `delay` is the chance that a case is reported after
    0, 1, 2 ... months and sums to 1. Effort rates are expected shocks per place and year.
    """

    places: int = 160
    forms: int = 10
    months: int = 60
    baseline: tuple[float, float] = (0.5, 50.0)
    baselines: NDArray[np.float64] | None = None
    dispersion: tuple[float, float] = (1.0, 3.0)
    season: float = 0.3
    trend: float = 0.0
    delay: tuple[float, ...] = (1.0,)
    raids_per_year: float = 0.0
    campaigns_per_year: float = 0.0
    provinces: int = 7


@dataclass(frozen=True)
class SeriesTruth:
    """What was planted and what nobody observes; written to its own file, never shown to a detector.

    `mean` (places x forms x months) is the expected count without outbreaks but with effort.
    """

    seed: int
    outbreaks: tuple[Outbreak, ...]
    shocks: tuple[EffortShock, ...]
    mean: NDArray[np.float64]
    dispersion: NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What an observer of the country can see.

    counts: places x forms x months, complete (as known long after).
    reports: places x forms x months x delays; summed over the last axis it equals counts.
    effort: places x months, detection effort relative to an ordinary month (an observable covariate).
    population: persons per place. province: index of the province of each place.
    """

    counts: NDArray[np.int64]
    reports: NDArray[np.int64]
    effort: NDArray[np.float64]
    population: NDArray[np.float64]
    province: NDArray[np.int64]
    truth: SeriesTruth = field(repr=False)

    def known_at(self, month: int) -> NDArray[np.int64]:
        """Return places x forms x (month + 1): what had been reported by the end of `month` (0-based)."""
        delays = np.arange(self.reports.shape[3])
        months = np.arange(month + 1)
        arrived = months[:, None] + delays[None, :] <= month
        known: NDArray[np.int64] = (self.reports[:, :, : month + 1, :] * arrived).sum(axis=3)
        return known


def make_world(
    *,
    seed: int,
    settings: SeriesSettings | None = None,
    outbreaks: tuple[Outbreak, ...] = (),
    planting: Planting | None = None,
) -> World:
    """Make one country of counts; same arguments, same country.

    Explicit `outbreaks` are planted as given, those of `planting` at random. The counts of everything not
    planted are the same as in the world with nothing planted.
    Raises ValueError if there are too few suitable series, or an outbreak leaves the months of the world.
    """
    plan = settings or SeriesSettings()
    _check(plan)
    baselines, dispersion = _levels(seed, plan)
    shocks = _shocks(seed, plan)
    effort = _effort(plan, shocks)
    mean = baselines[:, :, None] * _shape(seed, plan) * effort[:, None, :]
    planted = outbreaks + _planted(seed, plan, baselines, planting or Planting())
    spread = np.broadcast_to(dispersion[:, :, None], mean.shape)
    counts = overdispersed(stream(seed, "background"), mean, spread) + _excess(seed, mean, spread, planted)
    return World(
        counts=counts,
        reports=_reports(seed, counts, plan.delay),
        effort=effort,
        population=_population(seed, plan.places),
        province=np.sort(np.arange(plan.places) % plan.provinces),
        truth=SeriesTruth(seed, planted, shocks, mean, dispersion),
    )


def _check(plan: SeriesSettings) -> None:
    if abs(sum(plan.delay) - 1.0) > 1e-9 or min(plan.delay) < 0:
        raise ValueError("delay must be chances that sum to 1")
    if plan.baselines is not None and plan.baselines.shape != (plan.places, plan.forms):
        raise ValueError("baselines must be places x forms")
    if plan.dispersion[0] < 1:
        raise ValueError("dispersion below 1 is not a mixture of Poisson counts")


def _levels(seed: int, plan: SeriesSettings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rng = stream(seed, "levels")
    shape = (plan.places, plan.forms)
    drawn = np.exp(rng.uniform(np.log(plan.baseline[0]), np.log(plan.baseline[1]), shape))
    dispersion = rng.uniform(*plan.dispersion, shape)
    return (drawn if plan.baselines is None else plan.baselines.astype(float)), dispersion


def _shape(seed: int, plan: SeriesSettings) -> NDArray[np.float64]:
    """Season and trend as a factor with mean near 1; places share the phase of the season by form."""
    rng = stream(seed, "shape")
    time = np.arange(plan.months)
    phase = rng.uniform(0, 2 * np.pi, plan.forms)[None, :, None]
    height = rng.uniform(0, plan.season, (plan.places, plan.forms))[:, :, None]
    slope = rng.uniform(-plan.trend, plan.trend, (plan.places, plan.forms))[:, :, None]
    wave = height * np.sin(2 * np.pi * time / 12 + phase)
    shape: NDArray[np.float64] = np.exp(wave + slope * (time - plan.months / 2) / 12)
    return shape


def _shocks(seed: int, plan: SeriesSettings) -> tuple[EffortShock, ...]:
    rng = stream(seed, "effort")
    years = plan.months / 12
    kinds = (("raid", plan.raids_per_year, 1, 2.0), ("hotline", plan.campaigns_per_year, 3, 1.6))
    found = []
    for kind, rate, length, factor in kinds:
        for place, number in enumerate(rng.poisson(rate * years, plan.places)):
            for start in rng.integers(0, plan.months, number):
                found.append(EffortShock(place, int(start), length, float(factor * rng.uniform(0.8, 1.25)), kind))
    return tuple(found)


def _effort(plan: SeriesSettings, shocks: tuple[EffortShock, ...]) -> NDArray[np.float64]:
    effort = np.ones((plan.places, plan.months))
    for shock in shocks:
        effort[shock.place, shock.start : shock.start + shock.length] *= shock.multiplier
    return effort


def _planted(
    seed: int, plan: SeriesSettings, baselines: NDArray[np.float64], planting: Planting
) -> tuple[Outbreak, ...]:
    if planting.number == 0:
        return ()
    low, high = planting.baseline
    first = plan.months - 12 if planting.first is None else planting.first
    last = plan.months - planting.length
    suitable = np.argwhere((baselines >= low) & (baselines <= high))
    if len(suitable) < planting.number or last < first:
        raise ValueError("not enough suitable series or months to plant the outbreaks asked for")
    rng = stream(seed, "outbreaks")
    chosen = suitable[rng.choice(len(suitable), planting.number, replace=False)]
    starts = rng.integers(first, last + 1, planting.number)
    return tuple(
        Outbreak(int(place), int(form), int(start), planting.length, planting.multiplier)
        for (place, form), start in zip(chosen, starts, strict=True)
    )


def _excess(
    seed: int, mean: NDArray[np.float64], spread: NDArray[np.float64], planted: tuple[Outbreak, ...]
) -> NDArray[np.int64]:
    extra = np.zeros(mean.shape, dtype=np.int64)
    for outbreak in planted:
        if outbreak.start < 0 or outbreak.start + outbreak.length > mean.shape[2]:
            raise ValueError("an outbreak leaves the months of the world")
        rng = stream(seed, f"excess {outbreak.place} {outbreak.form} {outbreak.start}")
        window = (outbreak.place, outbreak.form, slice(outbreak.start, outbreak.start + outbreak.length))
        extra[window] += overdispersed(rng, mean[window] * (outbreak.multiplier - 1), spread[window])
    return extra


def _reports(seed: int, counts: NDArray[np.int64], delay: tuple[float, ...]) -> NDArray[np.int64]:
    if len(delay) == 1:
        return counts[..., None].copy()
    return stream(seed, "delay").multinomial(counts, np.asarray(delay)).astype(np.int64)


def _population(seed: int, places: int) -> NDArray[np.float64]:
    # Median and spread near Pakistan's districts in the 2023 census (1.36 M; log sd about 1).
    people: NDArray[np.float64] = np.exp(stream(seed, "population").normal(np.log(1.36e6), 0.9, places))
    return people.round()
