"""Linear scales, ticks at numbers people say, and classes for maps."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight line from data (`low`..`high`) to a length (0..`length` user units). Monotone and never outside."""

    low: float
    high: float
    length: float

    def __call__(self, number: float) -> float:
        """Where the number lies, held inside the scale."""
        # Halves, so that the widest span of floats does not overflow; both ends come out exact.
        half = self.high / 2 - self.low / 2
        if half <= 0:
            return 0.0
        share = (number / 2 - self.low / 2) / half
        return min(1.0, max(0.0, share)) * self.length


def nice_step(span: float, most: int = 5) -> float:
    """The smallest step of 1, 2 or 5 times a power of ten that divides the span into at most `most` parts."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    return next((step * power for step in (1, 2, 5, 10, 20) if span / (step * power) <= most * (1 + 1e-9)), span)


def ticks(low: float, high: float, most: int = 5, *, whole: bool = False) -> list[float]:
    """Round numbers that enclose low..high, ascending. `whole` keeps them whole, for counts."""
    step = nice_step(high - low, most)
    if whole:
        step = max(1.0, step)
    first, last = math.floor(low / step), math.ceil(high / step)
    digits = -math.floor(math.log10(step))  # frees 3 x 0.1 of its binary dust
    return [round(n * step, digits) + 0.0 for n in range(first, max(last, first + 1) + 1)]


def reach(numbers: Iterable[float], *, from_zero: bool = True) -> tuple[float, float]:
    """The span that ticks must enclose. Bars start from zero, or their lengths lie.

    A span too small for floats to divide, beside the size of its numbers or at all, counts as none.
    """
    known = [number for number in numbers if math.isfinite(number)]
    if from_zero:
        known.append(0.0)
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    return (low, low) if high - low < max(1e-9 * max(abs(low), abs(high)), 1e-290) else (low, high)


def scale_over(numbers: Iterable[float], length: float, *, from_zero: bool = True) -> tuple[Scale, list[float]]:
    """A scale over all numbers and its ticks. Whole numbers get whole ticks."""
    known = list(numbers)
    low, high = reach(known, from_zero=from_zero)
    marks = ticks(low, high, whole=all(number == round(number) for number in known))
    return Scale(marks[0], marks[-1], length), marks


def breaks(numbers: Sequence[float], classes: int = 5) -> list[float]:
    """Upper edges between classes of about equal size (fewer where values tie); always ascending and distinct."""
    ordered = sorted(numbers)
    edges: list[float] = []
    for part in range(1, classes):
        edge = ordered[min(len(ordered) - 1, part * len(ordered) // classes)] if ordered else 0.0
        if ordered and edge > ordered[0] and edge not in edges:
            edges.append(edge)
    return edges


def class_of(number: float, edges: Sequence[float]) -> int:
    """The class of a number, 1 upward: class k holds edge k-1 <= number < edge k."""
    return bisect_right(edges, number) + 1
