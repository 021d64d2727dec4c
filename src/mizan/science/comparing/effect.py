"""The estimate with the inference that its number of places allows.

| places in the smaller arm | interval and p |
|---|---|
| 20 or more | standard errors clustered by place, Student's t |
| 10 to 19 | wild cluster bootstrap |
| 5 to 9 | permutation of the programme over places |
| fewer | none |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mizan.science.comparing.differences import changes, clustered
from mizan.science.comparing.inverting import Tested
from mizan.science.comparing.panel import Panel
from mizan.science.comparing.permuting import permuted
from mizan.science.comparing.wild import wild

FEWEST_CLUSTERED, FEWEST_WILD, FEWEST = 20, 10, 5


class Method(StrEnum):
    """How the interval was made."""

    CLUSTERED = "clustered"
    WILD = "wild_bootstrap"
    EXACT = "permutation_exact"
    PERMUTED = "permutation"
    NONE = "none"


@dataclass(frozen=True)
class Effect:
    """The difference of differences; p, lo and hi are None where nothing can be said of chance."""

    value: float
    method: Method
    p: float | None
    lo: float | None
    hi: float | None


class NotComparable(ValueError):
    """No place in an arm, or no period on a side of the start: there is no difference of differences."""


def effect(panel: Panel, *, seed: int) -> Effect:
    """Return the effect by the method of the table above. Raises NotComparable."""
    if not all(panel.arms) or panel.after.all() or not panel.after.any():
        raise NotComparable
    change = changes(panel)
    value = float(change[panel.treated].mean() - change[~panel.treated].mean())
    fewest = min(panel.arms)
    if fewest < FEWEST:
        return Effect(value, Method.NONE, None, None, None)
    if fewest >= FEWEST_CLUSTERED:
        found = clustered(panel)
        return Effect(found.effect, Method.CLUSTERED, found.p, found.lo, found.hi)
    if fewest >= FEWEST_WILD:
        return _of(value, Method.WILD, wild(change, panel.treated, seed=seed))
    tried = permuted(change, panel.treated, seed=seed)
    return _of(value, Method.EXACT if tried.exact else Method.PERMUTED, tried.tested)


def _of(value: float, method: Method, tested: Tested) -> Effect:
    return Effect(value, method, tested.p, tested.lo, tested.hi)
