"""Services as a page shows them, who answers at a moment, and how many asked of a line of services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mizan.clocks.calendar import zone_of
from mizan.institutions.queries.rosters import terms
from mizan.kit.refusal import Refused
from mizan.places.models import Place
from mizan.prevention import help_words as words
from mizan.prevention.models import Mechanism, Service, ServiceKind, ServiceLoad
from mizan.prevention.rules.hours import Hours
from mizan.prevention.rules.serving import Offer

ORDER = {kind: number for number, kind in enumerate(ServiceKind.values)}


@dataclass(frozen=True)
class Moment:
    """When a page was made, in the time zone of the country."""

    at: datetime
    is_local: bool  # False: no pack names a zone, and this is UTC

    @property
    def week(self) -> tuple[int, int]:
        """Day of the week from 0 and minute of the day."""
        return self.at.weekday(), self.at.hour * 60 + self.at.minute

    @property
    def day_name(self) -> str:
        return str(words.DAYS[self.at.weekday()])

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


def moment(world: str, at: datetime) -> Moment:
    """A moment as the clocks of the country show it."""
    try:
        zone = terms(world).calendar.zone
    except Refused:
        return Moment(at.astimezone(zone_of("UTC")), is_local=False)
    return Moment(at.astimezone(zone_of(zone)), is_local=True)


@dataclass(frozen=True)
class Line:
    """One service on a page made at a moment."""

    service: Service
    at: tuple[int, int]
    number: int = 0  # its anchor on the page

    @property
    def hours(self) -> Hours | None:
        """When somebody is there: at the telephone where it has one, else behind the door."""
        row = self.service
        return row.staffed if row.phone or row.staffed is not None else row.open

    @property
    def tel(self) -> str:
        return "".join(letter for letter in self.service.phone if letter in "+0123456789")

    @cached_property
    def now(self) -> tuple[bool, str]:
        return words.now_in_words(self.hours, self.at, by_phone=bool(self.service.phone))

    @property
    def again(self) -> str:
        return words.again_in_words(self.hours, self.at)

    @cached_property
    def brief(self) -> SafeString:
        """Now, and the hours."""
        is_there, said = self.now
        first = [format_html("<b>{}</b>", said) if is_there else said] if said else []
        return words.parted([*first, words.hours_in_words(self.hours)])

    @cached_property
    def facts(self) -> SafeString:
        """Now, hours, languages, for whom and at what price, as far as known, in one line."""
        row = self.service
        rest = (
            words.languages_in_words(row.languages), words.whom_in_words(row.sex, row.age_from, row.age_to),
            words.price_in_words(row.is_free),
        )  # fmt: skip
        return words.parted([self.brief, *(part for part in rest if part)])

    @property
    def offer(self) -> Offer:
        row = self.service
        return Offer(row.kind, row.needs, row.languages, row.sex, row.age_from, row.age_to, self.hours)


def standing(world: str) -> list[Service]:
    """Every service that stands today, in the order of pages."""
    rows = Service.objects.filter(world=world, ended_on=None, retired_at=None).select_related("provider", "place")
    return sorted(rows, key=lambda row: (ORDER.get(row.kind, 99), row.code))


def lines(rows: Iterable[Service], at: Moment) -> list[Line]:
    return [Line(row, at.week, number) for number, row in enumerate(rows, 1)]


@dataclass(frozen=True)
class Section:
    """A district with the services that are there."""

    place: Place
    lines: list[Line]


@dataclass(frozen=True)
class Province:
    """Everything that one page shows of a province."""

    place: Place
    national: list[Line]
    whole: list[Line]
    sections: list[Section]
    without: list[Place]

    @property
    def needs(self) -> list[tuple[str, list[Line]]]:
        """Each kind that the province offers, with its services, wherever they are."""
        every = [*self.whole, *(line for section in self.sections for line in section.lines)]
        found = [(str(ServiceKind(kind).label), [one for one in every if one.service.kind == kind]) for kind in ORDER]
        return [(label, there) for label, there in found if there]


def provinces() -> list[Place]:
    return list(Place.objects.filter(level__depth=1, retired_at=None).order_by("code"))


def province_of(place: Place, world: str, at: Moment) -> Province:
    """The country's lines, those of the province, and each district with what is there, three queries."""
    districts = list(Place.objects.filter(parent=place, retired_at=None).order_by("code"))
    there = lines(
        [
            row
            for row in standing(world)
            if row.place_id is None or row.place_id in {place.pk, *(d.pk for d in districts)}
        ],
        at,
    )
    by_place: dict[str | None, list[Line]] = {}
    for line in there:
        by_place.setdefault(line.service.place_id, []).append(line)
    return Province(
        place, by_place.get(None, []), by_place.get(place.pk, []),
        [Section(district, by_place[district.pk]) for district in districts if district.pk in by_place],
        [district for district in districts if district.pk not in by_place],
    )  # fmt: skip


def of_body(body: str, world: str) -> list[Service]:
    """What a body offers, standing first."""
    rows = Service.objects.filter(provider=body, world=world, retired_at=None).select_related("place", "provider")
    return sorted(rows, key=lambda row: (row.ended_on is not None, row.code))


def newest_of(code: str) -> Service | None:
    """The service of a code as it stands today: the newest row of its line. None where it ended or never was."""
    row = Service.objects.filter(pk=code).first()
    if row is None:
        return None
    return Service.objects.filter(line=row.line, ended_on=None, retired_at=None).select_related("provider").first()


@dataclass(frozen=True)
class Load:
    """One month of a line of services; None: not said."""

    month: str
    received: int | None
    answered: int | None


def load_of(code: str) -> list[Load]:
    """Month by month what a service was asked and answered, whichever row of its line said so; the newest word on a
    month counts. For campaigns, which name a service by code."""
    line = Service.objects.filter(pk=code).values_list("line", flat=True).first()
    rows = ServiceLoad.objects.filter(service__line=line).order_by("at", "id") if line else []
    newest = {row.month: Load(row.month, row.received, row.answered) for row in rows}
    return [newest[month] for month in sorted(newest)]


def needs_of(row: Service) -> list[Mechanism]:
    """The mechanisms that a service names and that a pack knows."""
    return list(Mechanism.objects.filter(pk__in=row.needs, retired_at=None))
