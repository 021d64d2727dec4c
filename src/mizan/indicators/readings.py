"""What an indicator is, and one reading of it: a figure with its rule, period, place and source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mizan.clocks import Period
from mizan.indicators.amounts import Amount
from mizan.indicators.faults import IndicatorFault

# A plain string or a lazy translation: str() it when it is shown.
Label = object


class World(StrEnum):
    """Every figure is real or exercise; no figure adds the two."""

    REAL = "real"
    EXERCISE = "exercise"


class Measure(StrEnum):
    """What a figure is. Only counts and money can be added; a share, rate, level or text cannot."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    RATE = "rate"
    LEVEL = "level"
    TEXT = "text"


class Direction(StrEnum):
    """Whether more is better, less is better, or neither (more arrests may mean more crime or more work)."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Grade(StrEnum):
    """How near a source stands to the fact, best first."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    NEWS = "news"
    UNATTRIBUTED = "unattributed"


def worst_grade(grades: Iterable[Grade]) -> Grade | None:
    """A sum is only as good as its worst source; None for no source at all."""
    order = list(Grade)
    return max(grades, key=order.index, default=None)


@dataclass(frozen=True)
class Area:
    """The place of a reading. `inside` holds the codes of all places that contain it, whatever their level."""

    code: str
    level: str
    inside: tuple[str, ...] = ()

    def overlaps(self, other: Area) -> bool:
        """Whether the two share ground."""
        return self.code == other.code or self.code in other.inside or other.code in self.inside


@dataclass(frozen=True, order=True)
class Part:
    """One share of a whole, such as dimension `exploitation`, value `labour`. Parts of one dimension do not overlap."""

    dimension: str
    value: str


@dataclass(frozen=True)
class Reading:
    """One figure, standing alone: everything needed to know what was counted.

    `scope` is whose figures these are (agency, law); `event` names the one happening it counts, where it counts one, so
    that four newspapers do not make four boats. `side` is `state`, `society` or empty. `text` holds a level or note
    where the measure is no number. `ref` is the id of the row it came from.
    """

    indicator: str
    amount: Amount
    period: Period
    area: Area
    unit: str
    counting_rule: str
    definition_version: str
    source: str
    grade: Grade
    scope: str = ""
    part: Part | None = None
    side: str = ""
    event: str = ""
    world: World = World.REAL
    as_of: date | None = None
    text: str = ""
    note: str = ""
    ref: str = ""

    @property
    def label(self) -> str:
        """The short name used in refusals: its row, or what and when and where."""
        return self.ref or f"{self.indicator}@{self.area.code}/{self.period.code}"


@dataclass(frozen=True)
class Indicator:
    """What is counted and by which rule. `flow` says that the figures of following periods may be added (new cases),
    which a stock (names in a register, staff in post) does not allow.

    `name` and `about` are for people and take no part in comparison.
    """

    code: str
    name: Label = field(compare=False)
    unit: str
    counting_rule: str
    definition_version: str = "1"
    direction: Direction = Direction.NEITHER
    pillars: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    measure: Measure = Measure.COUNT
    flow: bool = True
    about: Label = field(default="", compare=False)

    @property
    def is_additive(self) -> bool:
        """Whether any of its figures may be added at all."""
        return self.measure in (Measure.COUNT, Measure.MONEY)

    def reading(
        self, amount: Amount, *, period: Period, area: Area, source: str, grade: Grade, scope: str = "",
        part: Part | None = None, side: str = "", event: str = "", world: World = World.REAL,
        as_of: date | None = None, text: str = "", note: str = "", ref: str = "",
    ) -> Reading:  # fmt: skip
        """A reading by this indicator's own rule, unit and definition. Raises `IndicatorFault` on a negative count."""
        if self.is_additive and is_negative(amount):
            raise IndicatorFault("indicators.negative", indicator=self.code, amount=amount.text())
        return Reading(
            self.code, amount, period, area, self.unit, self.counting_rule, self.definition_version, source, grade,
            scope, part, side, event, world, as_of, text, note, ref,
        )  # fmt: skip


def is_negative(amount: Amount) -> bool:
    """Whether the figure or a bound of it lies below zero."""
    return any(figure is not None and figure < 0 for figure in (amount.low, amount.value, amount.high))
