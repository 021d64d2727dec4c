"""The complicity cascade: how far matters of officials who help trafficking were followed, stage by stage and by year.

What others reported, put side by side; nothing is counted here and nothing is added. A stage holds one figure only
where what was reported makes one figure; where nothing was reported it is unknown, which is not 0 (I-8). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from mizan.indicators import UNKNOWN, Amount, Reading, between


class Stage(StrEnum):
    """In the order in which a matter passes them."""

    REPORTED = "reported"
    ROUTED = "routed"
    DECIDED = "decided"
    REFERRED = "referred"
    CONVICTED = "convicted"
    UPHELD = "upheld"


class Voice(StrEnum):
    """Who says it. `other`: newspapers, other countries, and whoever speaks for neither side."""

    STATE = "state"
    SOCIETY = "society"
    OTHER = "other"


Years = tuple[int, int]  # first and last calendar year of what was counted; most often the same


@dataclass(frozen=True)
class Account:
    """One reported figure. `stage` None: it is no stage and stands beside the cascade. `is_part`: it counts only some
    of what reached the stage, as the dismissals of one agency do, so that it is a floor and no more."""

    reading: Reading
    stage: Stage | None = None
    is_part: bool = False

    @property
    def voice(self) -> Voice:
        return Voice(self.reading.side) if self.reading.side in {"state", "society"} else Voice.OTHER

    @property
    def years(self) -> Years:
        return self.reading.period.first.year, self.reading.period.last.year

    @property
    def thing(self) -> tuple[object, ...]:
        """What is counted. Two accounts of one thing with unlike figures contradict each other; figures of two things
        are neither added nor compared. Accounts of one event count one thing, whatever day and words each gives it."""
        one = self.reading
        counted = (one.world, one.indicator, one.definition_version, one.unit, one.counting_rule, one.part)
        when_and_where = (one.scope, one.area.code, one.period.first, one.period.last)
        return (*counted, one.event) if one.event else (*counted, *when_and_where)


@dataclass(frozen=True)
class Cell:
    """What one voice says of a stage in a year. `is_unlike`: figures are there and make no one figure, so that `amount`
    is unknown and the accounts stand side by side. `is_contested`: the amount spans figures that contradict."""

    accounts: tuple[Account, ...] = ()
    amount: Amount = UNKNOWN
    is_unlike: bool = False
    is_contested: bool = False


@dataclass(frozen=True)
class Year:
    """All stages of a year, each with a cell for every voice, and what stands beside them."""

    years: Years
    cells: Mapping[Stage, Mapping[Voice, Cell]]
    beside: tuple[Account, ...] = ()

    def told(self, voice: Voice | None = None) -> int:
        """Of how many stages this voice (None: anybody) gave a figure."""
        voices = [voice] if voice else list(Voice)
        return sum(any(row[one].accounts for one in voices) for row in self.cells.values())


@dataclass(frozen=True)
class Contradiction:
    """Accounts of one thing whose figures cannot all be true, the lowest first."""

    accounts: tuple[Account, ...]

    @property
    def span(self) -> Amount:
        return hull([one.reading.amount for one in self.accounts])


@dataclass(frozen=True)
class Cascade:
    """Years from the newest; every year between the first and the last is there."""

    years: tuple[Year, ...] = ()
    contradictions: tuple[Contradiction, ...] = field(default=())


def cascade(accounts: Iterable[Account]) -> Cascade:
    """Everything that was reported, by year and stage."""
    given = sorted(accounts, key=lambda one: (one.years, one.reading.ref))
    told = {one.years for one in given}
    single = {first for first, last in told if first == last}
    between_them = range(min(single), max(single) + 1) if single else ()
    spans = sorted(told | {(year, year) for year in between_them}, key=lambda one: (one[1], one[0]), reverse=True)
    years = tuple(year_of(span, [one for one in given if one.years == span]) for span in spans)
    return Cascade(years, contradictions(given))


def year_of(years: Years, accounts: Sequence[Account]) -> Year:
    """One year. An account without a figure tells no stage."""
    cells = {
        stage: {voice: cell([a for a in accounts if (a.stage, a.voice) == (stage, voice)]) for voice in Voice}
        for stage in Stage
    }
    return Year(years, cells, tuple(one for one in accounts if one.stage is None))


def cell(accounts: Iterable[Account]) -> Cell:
    """What these accounts of one voice, stage and year come to. A whole goes before parts; parts give only a floor; two
    wholes that count different things, or parts in different units, give no figure."""
    known = tuple(one for one in accounts if not one.reading.amount.is_unknown)
    contested = bool(contradictions(known))
    wholes = _by_thing(one for one in known if not one.is_part)
    if len(wholes) == 1:
        return Cell(known, hull([one.reading.amount for one in wholes[0]]), is_contested=contested)
    floor = None if wholes else _floor_of_parts(known)
    if floor is not None:
        return Cell(known, between(floor, None), is_contested=contested)
    return Cell(known, is_unlike=bool(known), is_contested=contested)


def _floor_of_parts(accounts: Sequence[Account]) -> Decimal | None:
    """At least as many as the greatest part says: parts may overlap, so they are never added. None where they count in
    different units or give no lower bound."""
    if len({one.reading.unit for one in accounts}) != 1:
        return None
    lows = [hull([one.reading.amount for one in group]).low for group in _by_thing(accounts)]
    return max((low for low in lows if low is not None), default=None)


def contradictions(accounts: Iterable[Account]) -> tuple[Contradiction, ...]:
    """Every thing of which two accounts cannot both be true, whoever gave them; the newest first."""
    found = [group for group in _by_thing(accounts) if _disagree([one.reading.amount for one in group])]
    lists = [tuple(sorted(group, key=lambda one: _ends(one.reading.amount)[0] or Decimal(0))) for group in found]
    return tuple(Contradiction(one) for one in sorted(lists, key=lambda one: one[0].years, reverse=True))


def _by_thing(accounts: Iterable[Account]) -> list[list[Account]]:
    groups: dict[tuple[object, ...], list[Account]] = {}
    for one in accounts:
        groups.setdefault(one.thing, []).append(one)
    return list(groups.values())


def hull(amounts: Sequence[Amount]) -> Amount:
    """The figure itself where all agree; else from the lowest to the highest, open where one of them is open. Unknown
    ones say nothing."""
    known = [one for one in amounts if not one.is_unknown]
    if not known:
        return UNKNOWN
    if len(set(known)) == 1:
        return known[0]
    lows, highs = zip(*map(_ends, known), strict=True)
    return between(None if None in lows else min(lows), None if None in highs else max(highs))


def _disagree(amounts: Sequence[Amount]) -> bool:
    """Whether no one figure fits all of them."""
    ends = [_ends(one) for one in amounts if not one.is_unknown]
    lows = [low for low, _high in ends if low is not None]
    highs = [high for _low, high in ends if high is not None]
    return bool(lows and highs) and max(lows) > min(highs)


def _ends(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """Its bounds; a figure whose precision nobody stated is taken at its word."""
    if amount.is_rough and amount.low is None and amount.high is None:
        return amount.value, amount.value
    return amount.low, amount.high
