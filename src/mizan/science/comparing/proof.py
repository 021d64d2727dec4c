"""Size, coverage and power measured: worlds with a planted effect through the one code path.

Beside ours stands ordinary least squares that takes every cell for independent: what not to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mizan.science.comparing.differences import changes, clustered, treatment, twoway
from mizan.science.comparing.effect import Effect, effect
from mizan.science.comparing.panel import Floats, Panel
from mizan.science.comparing.permuting import permuted
from mizan.science.comparing.trend import Verdict, before
from mizan.science.comparing.wild import wild
from mizan.science.worlds.districts import DistrictSettings, make_districts

Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Rates:
    """Shares of runs: covered by the interval; `rejected`: "no effect" at 5 %; covered by the naive interval.

    apart, unclear: the verdict on the periods before. width: median width of the interval. drift: covered by the
    interval of the slope before, of the planted drift.
    """

    runs: int
    method: str
    covered: float
    rejected: float
    naive: float
    apart: float
    unclear: float
    width: float
    drift: float


def panel_of(value: Floats, plan: DistrictSettings) -> Panel:
    """The panel of a simulated world."""
    places, years = value.shape
    treated = np.arange(places) < plan.treated
    names = tuple(f"{number:03}" for number in range(places))
    return Panel(names, tuple(range(years)), treated, np.arange(years) >= plan.before, value)


def prove(settings: DistrictSettings, *, runs: int, seed: int) -> Rates:
    """Return the rates of `runs` worlds drawn from `seed`."""
    found, naive, early = [], [], []
    for run in range(runs):
        panel = panel_of(make_districts(seed=seed * 1_000_003 + run, settings=settings), settings)
        one = effect(panel, seed=run)
        found.append(one)
        naive.append(_naive(panel))
        early.append(before(panel, one.value, seed=run))
    return Rates(
        runs,
        str(found[0].method),
        _covered([(one.lo, one.hi) for one in found], settings.effect),
        float(np.mean([one.p is not None and one.p <= 0.05 for one in found])),
        _covered(naive, settings.effect),
        float(np.mean([one.verdict is Verdict.APART for one in early])),
        float(np.mean([one.verdict is Verdict.UNCLEAR for one in early])),
        float(np.median([_width(one) for one in found])),
        _covered([(one.slope.lo, one.slope.hi) for one in early if one.slope is not None], settings.drift),
    )


def sizes(settings: DistrictSettings, *, runs: int, seed: int) -> dict[str, float]:
    """How often each method rejects a true "no effect" in the same worlds, whether or not it would be chosen there."""
    still = replace(settings, effect=0.0)
    methods: dict[str, Callable[[Panel, int], bool]] = {
        "clustered": lambda panel, _: clustered(panel).p <= 0.05,
        "wild": lambda panel, run: wild(changes(panel), panel.treated, seed=run).p <= 0.05,
        "permutation": lambda panel, run: permuted(changes(panel), panel.treated, seed=run).tested.p <= 0.05,
    }
    counts = dict.fromkeys(methods, 0)
    for run in range(runs):
        panel = panel_of(make_districts(seed=seed * 1_000_003 + run, settings=still), still)
        for name, rejects in methods.items():
            counts[name] += rejects(panel, run)
    return {name: count / runs for name, count in counts.items()}


def _covered(ends: list[Ends], truth: float) -> float:
    return float(np.mean([lo is not None and hi is not None and lo <= truth <= hi for lo, hi in ends]))


def _width(one: Effect) -> float:
    return float("inf") if one.lo is None or one.hi is None else one.hi - one.lo


def _naive(panel: Panel) -> Ends:
    x, y = twoway(treatment(panel)).ravel(), twoway(panel.value).ravel()
    slope = float(x @ y / (x @ x))
    places, years = panel.value.shape
    left = y - slope * x
    se = float(np.sqrt(left @ left / ((places - 1) * (years - 1) - 1) / (x @ x)))
    return slope - 1.96 * se, slope + 1.96 * se
