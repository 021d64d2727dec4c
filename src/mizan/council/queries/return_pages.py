"""What pages show of returns: who filed in time, what two sides say of one question, one return, the forecast."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mizan.council.models import Return, ReturnForm, ReturnQuery, ReturnRevision
from mizan.council.queries.returns import calendar_of, grid, joined, tally_of, turns_of
from mizan.council.rules import returns as rules
from mizan.institutions.models import Institution
from mizan.kit.facts import World
from mizan.kit.texts import TextMap
from mizan.places.models import Place

BACK = timedelta(days=760)  # two years of periods, and the one before


def forms() -> list[ReturnForm]:
    """The forms that are asked today."""
    return list(ReturnForm.objects.filter(retired_at=None))


@dataclass(frozen=True)
class BodyLine:
    """How one body files by one form."""

    form: ReturnForm
    body: Institution
    tally: rules.Tally


@dataclass(frozen=True)
class FormLine:
    """How one side files by one form, and how many of its bodies have not joined: they owe nothing (yet)."""

    form: ReturnForm
    side: str
    tally: rules.Tally
    joined: int
    outside: int


def completeness(world: World, today: date) -> tuple[list[FormLine], list[BodyLine]]:
    """By form and side, and by body, over the newest twelve periods of each form."""
    bodies = {row.pk: row for row in Institution.objects.filter(world=world, retired_at=None)}
    totals, lines = [], []
    for form in forms():
        rows = grid(form, world, today).rows
        mine = [BodyLine(form, bodies[row.body_id], tally_of([row])) for row in rows if row.body_id in bodies]
        lines += mine
        totals += [_form_line(form, side, mine, bodies) for side in form.sides]
    return totals, lines


def most_wanting(world: World, today: date) -> ReturnForm | None:
    """The form of which most is missing or late: with it a secretariat begins. The first by code among equals."""
    wanting: Counter[str] = Counter()
    for line in completeness(world, today)[1]:
        wanting[line.form.pk] += line.tally.missing + line.tally.late
    return max(forms(), key=lambda form: wanting[form.pk], default=None)


def _form_line(form: ReturnForm, side: str, lines: list[BodyLine], bodies: Mapping[str, Institution]) -> FormLine:
    mine = [line for line in lines if line.body.side == side]
    could = sum(body.side == side and body.kind in form.kinds for body in bodies.values())
    total = sum((line.tally for line in mine), rules.Tally())
    return FormLine(form, side, total, len(mine), max(could - len(mine), 0))


@dataclass(frozen=True)
class Pair:
    """Two sides on one question, with what people read."""

    beside: rules.Beside
    place: Place | None
    names: Mapping[str, TextMap]  # by side the name of its figure
    bodies: Mapping[str, Institution]


def contradictions(world: World, today: date) -> list[Pair]:
    """Every question that both sides answered for one period and place in approved returns of the last two years."""
    names: dict[tuple[str, str], TextMap] = {}
    said: list[tuple[tuple[str, str, str], rules.Said]] = []
    for revision in _approved(world, today - BACK):
        row = revision.of
        for one in row.form.figures:
            if one["question"] and one["code"] in revision.figures:
                names[one["question"], row.body.side] = one["name"]
                key = (one["question"], row.period, row.place_id or "")
                said.append((key, rules.Said(row.body.side, row.body_id, one["code"], revision.figures[one["code"]])))
    pairs = rules.side_by_side(said)
    places = Place.objects.in_bulk({pair.place for pair in pairs if pair.place})
    bodies = Institution.objects.in_bulk({one.body for pair in pairs for one in (*pair.state, *pair.society)})
    return [
        Pair(pair, places.get(pair.place), {side: names[pair.question, side] for side in rules.SIDES}, bodies)
        for pair in pairs
    ]


def _approved(world: World, since: date) -> list[ReturnRevision]:
    """The newest approved revision of every return that asks something of both sides."""
    asked = [form.pk for form in forms() if any(one["question"] for one in form.figures)]
    rows = ReturnRevision.objects.filter(of__world=world, of__form__in=asked, of__first__gte=since)
    found = rows.exclude(approval=None).select_related("of__form", "of__body").order_by("of", "number")
    return list({row.of_id: row for row in found}.values())


@dataclass(frozen=True)
class FigureLine:
    """One figure of a return: what is said now and before, and what was asked about it."""

    asked: Mapping[str, Any]
    now: str  # "number", "not_known" or "not_reported"
    value: int | None
    before: str
    value_before: int | None

    @property
    def changed(self) -> bool:
        return (self.now, self.value) != (self.before, self.value_before)


def figure_lines(form: ReturnForm, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[FigureLine]:
    """Every figure of the form; without an older revision nothing is marked as changed."""
    older = now if before is None else before
    return [
        FigureLine(one, _how(one["code"], now), now.get(one["code"]), _how(one["code"], older), older.get(one["code"]))
        for one in form.figures
    ]


def _how(code: str, figures: Mapping[str, Any]) -> str:
    if code not in figures:
        return "not_reported"
    return "not_known" if figures[code] is None else "number"


def queries_of(row: Return) -> list[ReturnQuery]:
    """What was asked about a return, the newest last."""
    return list(ReturnQuery.objects.filter(revision__of=row).select_related("body", "revision"))


@dataclass(frozen=True)
class MissingLine:
    """One return whose day has passed and that nobody submitted."""

    form: ReturnForm
    body: str
    period: str
    place: str | None
    due_on: date

    @property
    def subject(self) -> str:
        """Its name among the subjects of an agenda, at most 80 characters."""
        return f"{self.form.pk}/{self.body}/{self.period}"[:80]


def missing_returns(world: World, today: date) -> list[MissingLine]:
    """Everything that is missing over the newest twelve periods of each form, the longest awaited first."""
    found = [
        MissingLine(form, row.body_id, cell.period, row.place_id, cell.due_on)
        for form in forms()
        for row in grid(form, world, today).rows
        for cell in row.cells.values()
        if cell.standing is rules.Standing.MISSING
    ]
    return sorted(found, key=lambda line: (line.due_on, line.body, line.form.pk))


@dataclass(frozen=True)
class Week:
    """How many returns fall due in a week, all and by form."""

    monday: date
    total: int
    by_form: list[tuple[ReturnForm, int]]


def workload(world: World, today: date, *, body: str = "") -> list[Week]:
    """The coming twelve weeks: returns that fall due and are not submitted yet."""
    known = {form.pk: form for form in forms()}
    days = defaultdict(list)
    for form, due in _coming(world, today, known, body):
        days[form].append(due)
    every = rules.forecast([due for dues in days.values() for due in dues], today=today)
    parts = {form: dict(rules.forecast(dues, today=today)) for form, dues in days.items()}
    return [Week(monday, n, [(known[form], weeks[monday]) for form, weeks in parts.items()]) for monday, n in every]


def _coming(world: World, today: date, known: Mapping[str, ReturnForm], body: str) -> Iterator[tuple[str, date]]:
    calendar, last = calendar_of(world), today + timedelta(weeks=rules.WEEKS_AHEAD)
    rows = Return.objects.filter(world=world, due_on__gte=today).exclude(submitted_on=None)
    there = set(rows.values_list("form_id", "body_id", "period"))
    for one in joined(world, **({"body": body} if body else {})):
        for turn in turns_of(one, known[one.form_id], last=last, calendar=calendar):
            if turn.due >= today and (one.form_id, one.body_id, turn.period.code) not in there:
                yield one.form_id, turn.due
