"""Programmes as the public sees them: who answers for them, places, money, and the frozen counts of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mizan.institutions.models import Institution
from mizan.places.models import Place
from mizan.places.queries import with_all_below
from mizan.prevention.models import FrozenCount, Programme, ProgrammeOwner, Spending
from mizan.prevention.queries.places import Offered, offered
from mizan.prevention.rules.listing import owners

Counts = Mapping[str, Mapping[str, int | None]]  # [measure][split]; a measure that is absent is not known


@dataclass(frozen=True)
class Owner:
    """One side's owner with its answer: "accepted", "suggested" or "declined"."""

    side: str
    body: Institution
    answer: str


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme. `counts` are those of `quarter`, the newest frozen one; empty where none is frozen."""

    programme: Programme
    owners: Sequence[Owner]
    offers: Mapping[str, Offered]
    spending: Sequence[Spending]
    quarter: str = ""
    counts: Counts = field(default_factory=dict)

    @property
    def places(self) -> int:
        return sum(one.places for one in self.offers.values())

    @property
    def money(self) -> Spending | None:
        """The newest year that says what was spent, else the newest that says anything."""
        spent = [row for row in self.spending if row.spent is not None]
        return (spent or list(self.spending) or [None])[-1]

    def count(self, measure: str) -> int | None:
        return self.counts.get(measure, {}).get("")


def programme_lines(world: str, chosen: Mapping[str, str]) -> list[ProgrammeLine]:
    """The programmes of a world that match: mechanism, pillar, side of the provider, place with all below it."""
    rows = Programme.objects.filter(world=world, retired_at=None)
    if chosen.get("mechanism"):
        rows = rows.filter(mechanism=chosen["mechanism"])
    if chosen.get("pillar"):
        rows = rows.filter(pillar=chosen["pillar"])
    if chosen.get("side"):
        rows = rows.filter(provider__side=chosen["side"])
    if chosen.get("state") == "running":
        rows = rows.filter(ended_on=None)
    if chosen.get("state") == "ended":
        rows = rows.exclude(ended_on=None)
    lines = lines_of(rows.select_related("mechanism", "pillar", "provider"), world)
    if chosen.get("place"):
        wanted = with_all_below(chosen["place"])
        lines = [line for line in lines if any(one.places for at, one in line.offers.items() if at in wanted)]
    return lines


def lines_of(rows: Iterable[Programme], world: str) -> list[ProgrammeLine]:
    """Lines of programmes in a fixed number of queries."""
    programmes = list(rows)
    codes = [row.pk for row in programmes]
    offers, owned, money = offered(codes), _owners(codes), _spending(codes)
    quarter, counts = frozen(world, codes)
    return [
        ProgrammeLine(
            row, owned.get(row.pk, []), offers.get(row.pk, {}), money.get(row.pk, []), quarter, counts.get(row.pk, {})
        )
        for row in programmes
    ]


def _owners(codes: Sequence[str]) -> dict[str, list[Owner]]:
    rows = ProgrammeOwner.objects.filter(programme__in=codes).select_related("body").order_by("at", "id")
    said: dict[str, list[ProgrammeOwner]] = defaultdict(list)
    for row in rows:
        said[row.programme_id].append(row)
    found: dict[str, list[Owner]] = {}
    for code, words in said.items():
        bodies = {row.body_id: row.body for row in words}
        newest = owners([(row.side, row.body_id, row.answer) for row in words])
        found[code] = [Owner(side, bodies[body], answer) for side, (body, answer) in sorted(newest.items())]
    return found


def _spending(codes: Sequence[str]) -> dict[str, list[Spending]]:
    """The newest row of each year, the years in order."""
    newest: dict[tuple[str, int], Spending] = {}
    for row in Spending.objects.filter(programme__in=codes).order_by("year", "at", "id"):
        newest[row.programme_id, row.year] = row
    found: dict[str, list[Spending]] = defaultdict(list)
    for (code, _year), row in newest.items():
        found[code].append(row)
    return found


def frozen(world: str, subjects: Iterable[str]) -> tuple[str, dict[str, dict[str, dict[str, int | None]]]]:
    """The newest frozen quarter of a world, and its counts by subject, measure and split."""
    rows = FrozenCount.objects.filter(world=world)
    quarter = rows.order_by("-quarter").values_list("quarter", flat=True).first() or ""
    found: dict[str, dict[str, dict[str, int | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows.filter(quarter=quarter, subject__in=list(subjects)):
        found[row.subject][row.measure][row.split] = row.value
    return quarter, found


@dataclass(frozen=True)
class Result:
    """What a programme came to over all frozen quarters. A sum is of rounded figures, and None where a part of it is
    hidden. `cost` is spent money per person still so, per currency of the one spending."""

    began: int | None
    completed: int | None
    dropped_out: int | None
    kept: int | None
    lost: int | None
    cost: Decimal | None
    currency: str


def result_of(programme: Programme, spending: Sequence[Spending]) -> Result:
    """Sums over the frozen quarters, and the cost of each who is still so a year later: what is known of the spent
    money of all years, where nothing of it is hidden or missing and all is one currency."""
    rows = FrozenCount.objects.filter(world=programme.world, subject=programme.pk, split="")
    sums: dict[str, int | None] = {}
    for measure in ("began", "completed", "dropped_out", "after_yes", "after_no", "after_not_found"):
        values = [row.value for row in rows if row.measure == measure]
        sums[measure] = None if not values or None in values else sum(value for value in values if value is not None)
    kept = sums["after_yes"]
    spent = [row.spent for row in spending]
    money = {row.currency for row in spending}
    whole = sum((one for one in spent if one is not None), Decimal(0)) if spent and None not in spent else None
    cost = whole / kept if whole is not None and kept and len(money) == 1 else None
    return Result(
        sums["began"], sums["completed"], sums["dropped_out"], kept, sums["after_no"], cost,
        next(iter(money)) if len(money) == 1 else "",
    )  # fmt: skip


def quarters_of(subject: str, world: str) -> list[tuple[str, dict[str, int | None], bool]]:
    """Every frozen quarter of a subject, newest first, with its whole counts by measure, and whether its provider
    reported them and nobody counted them here."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    reported: dict[str, bool] = {}
    for row in FrozenCount.objects.filter(world=world, subject=subject, split="").order_by("-quarter"):
        found[row.quarter][row.measure] = row.value
        reported[row.quarter] = row.reported_by_id is not None
    return [(quarter, counts, reported[quarter]) for quarter, counts in found.items()]


def districts(offers: Mapping[str, Offered]) -> list[tuple[Place, Offered]]:
    """The districts of offers by name of the place."""
    rows = Place.objects.filter(pk__in=list(offers)).select_related("parent")
    return [(row, offers[row.pk]) for row in rows.order_by("parent", "code")]
