"""What is owed, by whom and until when; the country's grid of returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.db.models import CharField
from django.db.models.functions import Cast

from mizan.clocks import Calendar, Period, PeriodKind, Rhythm, Turn
from mizan.council.models import Return, ReturnForm, ReturnStart
from mizan.council.rules import returns as rules
from mizan.institutions.models import Institution
from mizan.institutions.queries.rosters import terms
from mizan.kit.facts import World
from mizan.kit.refusal import Refused

PLAIN = Calendar("none")  # a world without routing data: weekends alone are closed


@dataclass(frozen=True)
class Slot:
    """One return that a body owes, begun or not."""

    form: ReturnForm
    body: Institution
    place_id: str | None
    turn: Turn

    @property
    def period(self) -> Period:
        return self.turn.period


@dataclass(frozen=True)
class Joined:
    """A body that files by a form, since when and for which place. `until`: its word that it no longer does."""

    body_id: str
    form_id: str
    place_id: str | None
    since: date
    until: date | None = None


def calendar_of(world: str) -> Calendar:
    """The working days of the country."""
    try:
        return terms(world).calendar
    except Refused:
        return PLAIN


def rhythm_of(form: ReturnForm) -> Rhythm:
    """When a form is due."""
    return Rhythm(PeriodKind(form.every), form.days)


def joined(world: str, **where: object) -> list[Joined]:
    """Every body that files or filed, by its newest words; a body that ended and began again owes both spans."""
    rows = ReturnStart.objects.filter(world=world, **where).filter(body__retired_at=None, form__retired_at=None)
    found: list[Joined] = []
    open_: dict[tuple[str, str], int] = {}
    for row in rows.order_by("at", "id"):
        key = (row.body_id, row.form_id)
        if key in open_:  # the word before ends where the new one begins
            before = found[open_[key]]
            found[open_.pop(key)] = Joined(before.body_id, before.form_id, before.place_id, before.since, row.since)
        if row.files:
            open_[key] = len(found)
            found.append(Joined(row.body_id, row.form_id, row.place_id, row.since))
    return found


def turns_of(one: Joined, form: ReturnForm, *, last: date, calendar: Calendar) -> list[Turn]:
    """What a body owes by a form for the periods that end by `last`."""
    return list(_turns(rhythm_of(form), one.since, _end(one, last), calendar))


def _end(one: Joined, last: date) -> date:
    return min(last, one.until - timedelta(days=1)) if one.until else last


@lru_cache(maxsize=512)
def _turns(rhythm: Rhythm, since: date, last: date, calendar: Calendar) -> tuple[Turn, ...]:
    """Most bodies of a country joined on few days: each rhythm is walked once for each."""
    return tuple(rules.owed(rhythm, since=since, last=last, calendar=calendar))


@lru_cache(maxsize=512)
def _coded(rhythm: Rhythm, since: date, last: date, calendar: Calendar) -> tuple[tuple[str, Turn], ...]:
    """The same turns, each with its period's spelling: a grid needs it once for every body."""
    return tuple((turn.period.code, turn) for turn in _turns(rhythm, since, last, calendar))


def slot_of(form: ReturnForm, body: Institution, period: str, *, ahead: date) -> Slot | None:
    """The return owed for a period that ends by `ahead`; None where the body owes none."""
    calendar = calendar_of(body.world)
    for one in joined(body.world, body=body, form=form):
        for turn in turns_of(one, form, last=ahead, calendar=calendar):
            if turn.period.code == period:
                return Slot(form, body, one.place_id, turn)
    return None


@dataclass(frozen=True)
class Cell:
    """One return of the grid on a day."""

    period: str
    standing: rules.Standing
    late: bool
    due_on: date

    @property
    def tally(self) -> rules.Tally:
        """This return as a tally of one."""
        if self.standing is rules.Standing.MISSING:
            return rules.Tally(missing=1)
        if self.standing in {rules.Standing.DUE, rules.Standing.DRAFT}:
            return rules.Tally(waiting=1)
        return rules.Tally(late=1) if self.late else rules.Tally(in_time=1)


@dataclass(frozen=True)
class GridRow:
    """One body with a cell for each period in which it owed a return."""

    body_id: str
    place_id: str | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Grid:
    """One form over the country: a page of periods, newest first, and a row for each body that joined."""

    form: ReturnForm
    page: Page[Period]
    rows: list[GridRow]
    tally: rules.Tally

    @property
    def periods(self) -> list[Period]:
        """The periods of this page."""
        return list(self.page)


Span = tuple[date, date]  # the first days of the oldest and the newest period that is shown
State = tuple[str, str | None]  # stage, first day of submission as the database spells it: most days are never read


def grid(form: ReturnForm, world: World, today: date, *, most: int = 12, page: str | None = None) -> Grid:
    """`most` periods that are over, the newest or those of an earlier page. Two queries and one for the calendar,
    whatever the country's size."""
    calendar = calendar_of(world)
    joining = joined(world, form=form)
    last = today - timedelta(days=1)
    owed = [(one, _coded(rhythm_of(form), one.since, _end(one, last), calendar)) for one in joining]
    once = {id(turns): turns for _one, turns in owed}.values()  # bodies that joined on one day share their turns
    periods = sorted({turn.period for turns in once for _code, turn in turns}, reverse=True)
    shown = Paginator(periods, most).get_page(page)
    span = (shown[-1].first, shown[0].first) if periods else (today, today)
    states, cells = _states(form, world, span), _Cells(today)
    rows = [_row(one, turns, states, span, cells) for one, turns in owed]
    rows = sorted(_merged(rows), key=lambda row: row.body_id)
    return Grid(form, shown, rows, tally_of(rows))


def tally_of(rows: Iterable[GridRow]) -> rules.Tally:
    """All cells of these rows, counted; the same cell of many bodies is looked at once."""
    cells = [cell for row in rows for cell in row.cells.values()]
    one_of_each, total = {id(cell): cell for cell in cells}, rules.Tally()
    for key, n in Counter(map(id, cells)).items():
        one = one_of_each[key].tally
        total = total + rules.Tally(one.in_time * n, one.late * n, one.missing * n, one.waiting * n)
    return total


def _states(form: ReturnForm, world: str, span: Span) -> dict[tuple[str, str], State]:
    rows = Return.objects.filter(form=form, world=world, first__range=span).order_by()
    spelt = rows.values_list("body_id", "period", "stage", Cast("submitted_on", CharField()))
    return {(body, period): (stage, submitted) for body, period, stage, submitted in spelt}


class _Cells:
    """Each cell that differs, made once: a country's bodies stand in few states on few days."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._made: dict[tuple[str, date, State], Cell] = {}

    def of(self, code: str, due: date, state: State) -> Cell:
        key = (code, due, state)
        if (made := self._made.get(key)) is None:
            made = self._made[key] = self._make(code, due, *state)
        return made

    def _make(self, code: str, due: date, stage: str, spelt: str | None) -> Cell:
        submitted = date.fromisoformat(spelt) if spelt else None
        shown = rules.standing(stage, submitted_on=submitted, due_on=due, today=self._today)
        return Cell(code, shown, rules.is_late(submitted_on=submitted, due_on=due), due)


NOTHING: State = ("", None)


def _row(
    one: Joined, turns: Iterable[tuple[str, Turn]], states: Mapping[tuple[str, str], State], span: Span, cells: _Cells
) -> GridRow:
    (oldest, newest), body, found = span, one.body_id, {}
    for code, turn in turns:
        if oldest <= turn.period.first <= newest:
            found[code] = cells.of(code, turn.due, states.get((body, code), NOTHING))
    return GridRow(body, one.place_id, found)


def _merged(rows: Iterable[GridRow]) -> Iterable[GridRow]:
    """A body that left and joined again stands in one row."""
    by_body: dict[str, GridRow] = {}
    for row in rows:
        before = by_body.get(row.body_id)
        by_body[row.body_id] = (
            row if before is None else GridRow(row.body_id, row.place_id, {**before.cells, **row.cells})
        )
    return by_body.values()
