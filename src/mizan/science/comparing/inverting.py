"""From a test of one effect to the interval of all effects that it does not reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LEVEL = 0.05
_DOUBLINGS, _EXACT = 12, 1e-6


@dataclass(frozen=True)
class Tested:
    """p of "no effect", and the ends of the interval; an end is None where the test can reject nothing on that side."""

    p: float
    lo: float | None
    hi: float | None


def invert(p: Callable[[float], float], difference: float, se: float) -> Tested:
    """Return the interval about `difference`; `p` takes an effect as counted from there."""
    if se == 0:
        return Tested(p(-difference), difference, difference)
    lo, hi = (_end(p, step) for step in (-se, se))
    return Tested(p(-difference), None if lo is None else difference + lo, None if hi is None else difference + hi)


def _end(p: Callable[[float], float], step: float) -> float | None:
    inside, outside = 0.0, step
    for _ in range(_DOUBLINGS):
        if p(outside) <= LEVEL:
            return _between(p, inside, outside, abs(step) * _EXACT)
        inside, outside = outside, outside * 2
    return None


def _between(p: Callable[[float], float], inside: float, outside: float, enough: float) -> float:
    while abs(outside - inside) > enough:
        half = (inside + outside) / 2
        inside, outside = (inside, half) if p(half) <= LEVEL else (half, outside)
    return outside
