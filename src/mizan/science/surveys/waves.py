"""What changed between two surveys of the same question, drawn independently of each other.

Where the second wave went back to clusters of the first the two usually move together, and the interval is too wide
rather than too narrow. Degrees of freedom: Satterthwaite (1946).
"""

from __future__ import annotations

from dataclasses import dataclass

from mizan.science.surveys.estimates import Estimate, Silence
from mizan.science.surveys.intervals import Interval, t_interval


@dataclass(frozen=True)
class Change:
    """After minus before. No interval wherever one of the two has none, for the reasons of both."""

    value: float | None
    se: float | None
    interval: Interval | None
    df: float | None
    silence: tuple[Silence, ...] = ()

    @property
    def told(self) -> bool | None:
        """Whether the interval leaves out "no change"; None without an interval."""
        return None if self.interval is None else not self.interval.lo <= 0 <= self.interval.hi


def change(before: Estimate, after: Estimate) -> Change:
    """Return the change from one estimate to another of the same kind."""
    if before.kind is not after.kind:
        raise ValueError("a mean and a share cannot be compared")
    silence = tuple(dict.fromkeys((*before.silence, *after.silence)))
    if before.value is None or after.value is None:
        return Change(None, None, None, None, silence)
    value = after.value - before.value
    if before.se is None or after.se is None:
        return Change(value, None, None, None, silence)
    first, second = before.se**2, after.se**2
    se = (first + second) ** 0.5
    if silence:
        return Change(value, se, None, None, silence)
    df = (first + second) ** 2 / (first**2 / before.df + second**2 / after.df)
    return Change(value, se, t_interval(value, se, df), df)
