"""Designs inside one unit, which do not pay for the spread between units.

Partner told early or not: conditional on the margins of every stratum (grade of intelligence), the number of dry raids
among the early ones is hypergeometric under honesty; strata add up (exact test, Mehta, Patel and Gray 1985). When a
sealed draw decides who is told early, the same distribution follows from the draw itself, whatever else differs.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import numpy as np
from scipy import special

from mizan.science.calibration.laws import Floats


@dataclass(frozen=True)
class Stratum:
    """Operations of one grade: with early notice and without, and how many of each were dry."""

    early: int
    early_dry: int
    late: int
    late_dry: int

    def __post_init__(self) -> None:
        if not (0 <= self.early_dry <= self.early and 0 <= self.late_dry <= self.late):
            raise ValueError("more dry operations than operations")


@dataclass(frozen=True)
class ExactResult:
    """p: chance of at least this many dry early operations under honesty; odds: Mantel-Haenszel ratio, None if 0/0."""

    p: float
    odds: float | None
    dry_early: int
    expected: float


def early_notice(strata: list[Stratum]) -> ExactResult:
    """Return the exact one-sided test that early notice does not make operations dry."""
    chances = np.ones(1)
    lowest, expected = 0, 0.0
    for stratum in strata:
        first, own = hypergeometric(stratum)
        chances = np.convolve(chances, own)
        lowest += first
        expected += float((np.arange(len(own)) + first) @ own)
    observed = sum(stratum.early_dry for stratum in strata)
    p = float(np.clip(chances[observed - lowest :].sum(), 0.0, 1.0))
    return ExactResult(p, _odds(strata), observed, expected)


def hypergeometric(stratum: Stratum) -> tuple[int, Floats]:
    """Return the least possible number of dry early operations and the chances from there upward."""
    dry, total = stratum.early_dry + stratum.late_dry, stratum.early + stratum.late
    least, most = max(0, dry - stratum.late), min(dry, stratum.early)
    number = np.arange(least, most + 1, dtype=float)
    logs = _log_ways(stratum.early, number) + _log_ways(stratum.late, dry - number)
    chances: Floats = np.exp(logs - _log_ways(total, np.array([float(dry)])))
    return least, chances


def _log_ways(total: int, chosen: Floats) -> Floats:
    ways: Floats = special.gammaln(total + 1) - special.gammaln(chosen + 1) - special.gammaln(total - chosen + 1)
    return ways


def _odds(strata: list[Stratum]) -> float | None:
    above = sum(s.early_dry * (s.late - s.late_dry) / max(s.early + s.late, 1) for s in strata)
    below = sum(s.late_dry * (s.early - s.early_dry) / max(s.early + s.late, 1) for s in strata)
    return above / below if below > 0 else None


def self_controlled(events_in: int, time_in: float, events_out: int, time_out: float) -> float:
    """Return the exact chance of at least events_in in the window, given all events (binomial; Farrington 1995)."""
    if time_in <= 0 or time_out <= 0:
        raise ValueError("both windows must have a length")
    if events_in == 0:
        return 1.0
    return float(special.betainc(events_in, events_out + 1, time_in / (time_in + time_out)))


@dataclass(frozen=True)
class SealedSchedule:
    """Who is told early, drawn from a secret key whose commitment is published before the first operation."""

    commitment: str
    early: frozenset[str]


def commitment(key: bytes) -> str:
    """Return what is published beforehand (SHA-256 of the key under a fixed label)."""
    return hashlib.sha256(b"mizan/sealed-schedule/v1" + key).hexdigest()


def draw_schedule(key: bytes, blocks: dict[str, list[str]]) -> SealedSchedule:
    """Tell half of each block early (rounded down): the operations with the smallest HMAC-SHA-256 under the key.

    blocks: operation ids by block (grade of intelligence). Raises ValueError for a key under 16 bytes.
    """
    if len(key) < 16:
        raise ValueError("the key of a sealed schedule has at least 16 bytes")
    early: set[str] = set()
    for operations in blocks.values():
        drawn = sorted(set(operations), key=lambda name: hmac.new(key, name.encode(), hashlib.sha256).digest())
        early.update(drawn[: len(drawn) // 2])
    return SealedSchedule(commitment(key), frozenset(early))


def opens(schedule: SealedSchedule, key: bytes, blocks: dict[str, list[str]]) -> bool:
    """Return whether the revealed key matches what was published and yields this very schedule."""
    return hmac.compare_digest(commitment(key), schedule.commitment) and draw_schedule(key, blocks) == schedule
