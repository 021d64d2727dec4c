"""A figure to be drawn: exact, bounded, rough or unknown. Unknown has no length and no place on a scale (I-8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mizan.charts.words import Words

Number = Decimal | int | float


class HasBounds(Protocol):
    """Anything with a value and bounds, such as an indicator's amount."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Figure:
    """What is stated (`value`) and what is certain (`low`, `high`); None is unknown, and an open bound."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        if any(not number.is_finite() for number in known) or known != sorted(known):
            raise ValueError(f"no figure: low {self.low}, value {self.value}, high {self.high}")

    @property
    def is_unknown(self) -> bool:
        """Nothing to draw but a word."""
        return self.value is None and self.low is None and self.high is None

    @property
    def has_interval(self) -> bool:
        """Whether there is a whisker to draw: bounds that are not the value itself."""
        return (self.low, self.high) not in ((None, None), (self.value, self.value))

    def ends(self) -> list[float]:
        """All stated numbers, for the reach of a scale."""
        return [float(number) for number in (self.low, self.value, self.high) if number is not None]


Drawable = Figure | HasBounds | Number | None


def figure(given: Drawable) -> Figure:
    """Take a plain number (exact), None (unknown) or anything with value, low and high."""
    if isinstance(given, Figure):
        return given
    if given is None:
        return Figure()
    if isinstance(given, Decimal | int | float):
        exact = given if isinstance(given, Decimal) else Decimal(str(given))
        return Figure(exact, exact, exact)
    return Figure(given.value, given.low, given.high)


def spell(drawn: Figure, words: Words) -> str:
    """The figure as text: `1,607`, `30 (25–36)`, `0–4`, `6,000+`, `~30`, or the word for unknown."""
    say = words.number
    if drawn.is_unknown:
        return words.unknown
    if drawn.value is None:
        return _bounds(drawn, words)
    if drawn.low is None and drawn.high is None:
        return f"~{say(drawn.value)}"
    return f"{say(drawn.value)} ({_bounds(drawn, words)})" if drawn.has_interval else say(drawn.value)


def _bounds(drawn: Figure, words: Words) -> str:
    say = words.number
    if drawn.low is None:
        return f"≤{say(drawn.high)}" if drawn.high is not None else words.unknown
    return f"{say(drawn.low)}+" if drawn.high is None else f"{say(drawn.low)}–{say(drawn.high)}"
