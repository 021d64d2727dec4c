"""Was the declared order of steps kept, and every deadline? Each miss is explained by its case, step and rule.

Only the first occurrence of a step counts. Nothing is late before its deadline has passed at `now`, and an open case
owes only the steps whose turn has come: unknown is not a breach. Linear in the number of events.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Order:
    """`before` must come no later than `after` (whenever `after` happened at all)."""

    before: str
    after: str


@dataclass(frozen=True)
class Deadline:
    """`step` is due within `days` of `since`."""

    since: str
    step: str
    days: float


@dataclass(frozen=True)
class Protocol:
    """The declared procedure. `mandatory` steps are owed by every closed case."""

    steps: tuple[str, ...]
    mandatory: frozenset[str]
    orders: tuple[Order, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def __post_init__(self) -> None:
        named = set(self.mandatory) | {s for o in self.orders for s in (o.before, o.after)}
        named |= {s for d in self.deadlines for s in (d.since, d.step)}
        if named - set(self.steps) or len(set(self.steps)) != len(self.steps):
            raise ValueError("a rule names a step that is not declared, or a step is declared twice")


class Kind(StrEnum):
    """What was not kept."""

    MISSING = "missing"
    ORDER = "order"
    LATE = "late"


@dataclass(frozen=True)
class Breach:
    """One miss: case number, kind, the step concerned, the step it refers to, and days late (late only)."""

    case: int
    kind: Kind
    step: str
    against: str | None
    days: float | None


def check(
    protocol: Protocol, case: Ints, step: Ints, day: Floats, closed: NDArray[np.bool_], *, now: float
) -> list[Breach]:
    """Return every breach, by case. case, step (index into protocol.steps), day: one entry per event.

    closed: one entry per case number 0 .. n - 1. Raises ValueError for an event of an unknown case or step.
    """
    first = first_days(protocol, case, step, day, len(closed))
    found = _missing(protocol, first, closed) + _orders(protocol, first) + _late(protocol, first, now)
    return sorted(found, key=lambda breach: (breach.case, breach.kind, breach.step))


def first_days(protocol: Protocol, case: Ints, step: Ints, day: Floats, cases: int) -> Floats:
    """Return cases x steps: the day of the first occurrence, infinity where there is none."""
    if len(case) and (case.min() < 0 or case.max() >= cases or step.min() < 0 or step.max() >= len(protocol.steps)):
        raise ValueError("an event names a case or a step that does not exist")
    first = np.full(cases * len(protocol.steps), np.inf)
    np.minimum.at(first, case * len(protocol.steps) + step, day)
    return first.reshape(cases, len(protocol.steps))


def _missing(protocol: Protocol, first: Floats, closed: NDArray[np.bool_]) -> list[Breach]:
    found = []
    for name in sorted(protocol.mandatory):
        absent = closed & np.isinf(first[:, protocol.steps.index(name)])
        found += [Breach(int(number), Kind.MISSING, name, None, None) for number in np.flatnonzero(absent)]
    return found


def _orders(protocol: Protocol, first: Floats) -> list[Breach]:
    found = []
    for rule in protocol.orders:
        before, after = (first[:, protocol.steps.index(name)] for name in (rule.before, rule.after))
        broken = np.isfinite(after) & (before > after)
        found += [Breach(int(n), Kind.ORDER, rule.before, rule.after, None) for n in np.flatnonzero(broken)]
    return found


def _late(protocol: Protocol, first: Floats, now: float) -> list[Breach]:
    found = []
    for rule in protocol.deadlines:
        since, done = (first[:, protocol.steps.index(name)] for name in (rule.since, rule.step))
        started = np.isfinite(since)
        due = np.where(started, since, 0.0) + rule.days
        over = np.minimum(done, now) - due
        late = started & (over > 0)
        found += [Breach(int(n), Kind.LATE, rule.step, rule.since, float(over[n])) for n in np.flatnonzero(late)]
    return found


def misses_by_unit(breaches: list[Breach], unit: Ints, step: str) -> tuple[Ints, Ints, Ints]:
    """Return units, cases with any breach of `step`, and cases, per unit: a proportion for `calibration`."""
    cases = np.unique([breach.case for breach in breaches if breach.step == step]).astype(np.int64)
    units, place = np.unique(unit, return_inverse=True)
    return units, np.bincount(place[cases], minlength=len(units)), np.bincount(place)
