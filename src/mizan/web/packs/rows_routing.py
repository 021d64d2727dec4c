"""The rows of routing.yaml, schemas by their type hints like those of `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from mizan.clocks import Unit as TermUnit
from mizan.institutions.rules.routing.policy import Heads, RungKind
from mizan.web.packs.choices import BodyLevel, Grade, OwnerStanding, Side
from mizan.web.packs.rows import Fact, Words
from mizan.web.packs.specs import Cite, Code, Day, Number, Ref, Text

SLUG = r"[a-z][a-z0-9_]*"


@dataclass(frozen=True, kw_only=True)
class RankBand:
    """`heads`: what somebody of this rank is the head of. A `serious` band adds oversight at once."""

    code: Annotated[str, Text(pattern=SLUG)]
    name: Words
    heads: Heads
    serious: bool = False


@dataclass(frozen=True, kw_only=True)
class SeriousClass:
    """A class that adds oversight at once; one that `accuses_internal` affairs itself shuts the agency out."""

    code: Annotated[str, Text(pattern=SLUG)]
    name: Words
    accuses_internal: bool = False


@dataclass(frozen=True, kw_only=True)
class Covers:
    """Which institutions a seat hears: those named, or those that match every list given here."""

    institutions: tuple[Annotated[str, Ref("institution")], ...] = ()
    sides: tuple[Side, ...] = ()
    levels: tuple[BodyLevel, ...] = ()
    places: tuple[Annotated[str, Ref("place")], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoutingSeat:
    """A body on a rung, `suggested` until it accepts. `covers` and `places`: null is everyone and everywhere."""

    institution: Annotated[str, Ref("institution")]
    covers: Covers | None
    places: tuple[Annotated[str, Ref("place")], ...] | None = None
    standing: OwnerStanding
    basis: Words
    source: Annotated[str | None, Cite()]
    as_of: Annotated[str | None, Day()]
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class RoutingRung:
    kind: RungKind
    name: Words
    take: Annotated[int, Number(low=1, high=9)] = 1
    seats: tuple[RoutingSeat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoutingClock:
    duty: Annotated[str, Text(pattern=SLUG)]
    days: Annotated[int, Number(low=1, high=3660)]
    unit: TermUnit
    basis: Words
    source: Annotated[str | None, Cite()]
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class PackHoliday:
    day: Annotated[str, Day()]
    name: Words
    expected: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """`holidays_until: null`: no list of holidays was read, and due days count weekends alone."""

    code: Annotated[str, Text(pattern=SLUG)]
    zone: Annotated[str, Text()]
    weekend: tuple[Annotated[str, Text()], ...]
    holidays: tuple[PackHoliday, ...]
    holidays_until: Annotated[str | None, Day()]
    source: Annotated[str | None, Cite()]
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Routing(Fact):
    """Who hears reports about officials, and by when. `without_path`: bodies about which nobody outside could hear."""

    code: Annotated[str, Code("routing")]
    version: Annotated[str, Text(digits_ok=True)]
    key_proof_days: Annotated[int, Number(low=1, high=366)]
    bands: tuple[RankBand, ...]
    serious: tuple[SeriousClass, ...]
    rungs: tuple[RoutingRung, ...]
    clocks: tuple[RoutingClock, ...]
    calendar: WorkingCalendar
    without_path: tuple[Annotated[str, Ref("institution")], ...]
