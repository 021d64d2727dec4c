"""The whole country at once: series, cases, tips, operations of units, lists; what was planted goes to its own file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from mizan.science.worlds.cases import AGE_BANDS, CHANNELS, ENDS, SOURCES, Cases, Tips, make_cases, make_tips
from mizan.science.worlds.lists import Lists, ListSettings, make_lists
from mizan.science.worlds.series import Planting, SeriesSettings, World, make_world
from mizan.science.worlds.units import Operations, UnitSettings, make_operations

# About 70,000 cases and 230,000 tips in 160 districts over five years.
FULL = SeriesSettings(
    baseline=(0.1, 2.5), delay=(0.55, 0.25, 0.12, 0.08), raids_per_year=0.3, campaigns_per_year=0.2, trend=0.05
)
SMALL = replace(FULL, places=20, forms=4, months=36)


@dataclass(frozen=True)
class Country:
    """Everything that was generated from one seed."""

    world: World
    cases: Cases
    tips: Tips
    operations: Operations
    lists: Lists


def make_country(*, seed: int, small: bool = False, planted: bool = True) -> Country:
    """Return a country with outbreaks, leaking units and innocent explanations, or with nothing planted."""
    plan = SMALL if small else FULL
    number = 3 if planted else 0
    world = make_world(seed=seed, settings=plan, planting=Planting(number=number, baseline=(1.0, 2.5), multiplier=4.0))
    cases = make_cases(world)
    units = UnitSettings(periods=4, leaks=2 if planted else 0, innocents=2 if planted else 0)
    lists = ListSettings(size=len(cases) * 2, visibility=0.6, attraction=0.5, missed=0.05, false=0.01)
    return Country(
        world,
        cases,
        make_tips(world, cases),
        make_operations(seed=seed, settings=units),
        make_lists(seed=seed, settings=lists),
    )


def write(country: Country, folder: Path, truth: Path) -> None:
    """Write what an observer sees into `folder`, and what was planted into the file `truth` outside it.

    Raises ValueError if the truth would lie inside the folder.
    """
    if folder.resolve() in truth.resolve().parents:
        raise ValueError("the truth must not lie beside what it explains")
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "series.csv", ("place", "form", "month", "delay", "cases"), _series(country.world))
    _table(folder / "effort.csv", ("place", "month", "effort"), _grid(country.world.effort))
    _table(folder / "cases.csv", _CASE_FIELDS, _cases(country.cases))
    _table(folder / "tips.csv", ("tip", "place", "day", "channel"), _tips(country.tips))
    _table(folder / "operations.csv", _OPERATION_FIELDS, _operations(country.operations))
    _table(folder / "lists.csv", ("record", "list", "person"), _records(country.lists))
    truth.parent.mkdir(parents=True, exist_ok=True)
    truth.write_text(json.dumps(told(country), indent=1) + "\n", encoding="utf-8")


def told(country: Country) -> dict[str, object]:
    """Return the truth as plain data."""
    series, units = country.world.truth, country.operations.truth
    return {
        "seed": series.seed,
        "outbreaks": [asdict(outbreak) for outbreak in series.outbreaks],
        "effort_shocks": [asdict(shock) for shock in series.shocks],
        "leaking_units": list(units.leaking),
        "innocent_units": list(units.innocent),
        "list_population": country.lists.true_size,
        "tips_about_nothing": int((country.tips.about_case < 0).sum()),
    }


_CASE_FIELDS = ("case", "place", "form", "day", "origin", "sex", "age", "source", "severity", "end", "days")
_OPERATION_FIELDS = ("operation", "unit", "side", "period", "intelligence_grade", "season", "partner_early", "dry")


def _table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _series(world: World) -> Iterable[tuple[object, ...]]:
    filled = np.argwhere(world.reports > 0)
    for place, form, month, delay in filled.tolist():
        yield place, form, month, delay, int(world.reports[place, form, month, delay])


def _grid(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Iterable[tuple[object, ...]]:
    for (place, month), value in np.ndenumerate(values):
        yield place, month, round(float(value), 4)


def _cases(cases: Cases) -> Iterable[tuple[object, ...]]:
    columns = (cases.place, cases.form, cases.day, cases.origin, cases.female, cases.age_band, cases.source)
    rows = zip(*(c.tolist() for c in (*columns, cases.severity, cases.end, cases.days)), strict=True)
    for number, (place, form, day, origin, female, age, source, severity, end, days) in enumerate(rows):
        came = origin if origin >= 0 else ""
        who = ("female" if female else "male", AGE_BANDS[age], SOURCES[source])
        yield (number, place, form, day, came, *who, "ABC"[severity], ENDS[end], round(days, 1))


def _tips(tips: Tips) -> Iterable[tuple[object, ...]]:
    rows = zip(tips.place.tolist(), tips.day.tolist(), tips.channel.tolist(), strict=True)
    for number, (place, day, channel) in enumerate(rows):
        yield number, place, day, CHANNELS[channel]


def _operations(operations: Operations) -> Iterable[tuple[object, ...]]:
    columns = (operations.unit, operations.side, operations.period, operations.grade, operations.season)
    rows = zip(*(c.tolist() for c in (*columns, operations.early, operations.dry)), strict=True)
    for number, (*facts, early, dry) in enumerate(rows):
        yield (number, *facts, int(early), int(dry))


def _records(lists: Lists) -> Iterable[tuple[object, ...]]:
    for number, (on, person) in enumerate(zip(lists.on.tolist(), lists.person.tolist(), strict=True)):
        yield number, on, person
