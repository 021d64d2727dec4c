"""Returns: what a body owes for each period, whether its figures hold together, and where two sides differ. Pure.

A figure is a whole number, `None` where the body says that it does not know, or missing where it says nothing: zero
reported, not known and not reported are three answers (I-8, I-18). Nothing is averaged and unlike figures are not
added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mizan.clocks import Calendar, Rhythm, Turn, turns

Figures = Mapping[str, int | None]
MOST = 999_999_999  # a figure above this is a slip of the hand
SIDES = ("state", "society")
STARTERS = frozenset({"coordinator", "owner", "co_lead"})
FILERS = STARTERS | {"programme", "casework", "monitor", "analyst"}
APPROVERS = STARTERS
ASKERS = frozenset({"coordinator", "co_lead", "monitor", "oversight", "committee"})
WEEKS_AHEAD = 12


@dataclass(frozen=True)
class Figure:
    """One figure of a form. `whole` and `by`: it is one share of that figure, parted by sex, age or form."""

    code: str
    whole: str = ""
    by: str = ""


@dataclass(frozen=True)
class Limit:
    """`figure` is at most `most`. Without `must` it may lie above, if a note says why (a shelter over its places)."""

    figure: str
    most: str
    must: bool = True


@dataclass(frozen=True)
class Form:
    """What is asked, in order."""

    figures: tuple[Figure, ...]
    limits: tuple[Limit, ...] = ()

    @property
    def wholes(self) -> tuple[str, ...]:
        """The figures that a submitted return must answer, be it with "not known"."""
        return tuple(one.code for one in self.figures if not one.whole)

    def parts(self) -> dict[tuple[str, str], list[str]]:
        """By figure and division the codes of its parts."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self.figures:
            if one.whole:
                found[one.whole, one.by].append(one.code)
        return found


@dataclass(frozen=True)
class Fault:
    """A reason why figures cannot be submitted, at one figure; `facts` are numbers and codes for the wording."""

    reason: str
    figure: str
    facts: Mapping[str, object]


def faults(form: Form, figures: Figures, *, has_note: bool) -> list[Fault]:
    """Every reason against submitting these figures, in the order of the form."""
    found = list(malformed(form, figures))
    if not found:
        found = [*_unanswered(form, figures), *_parts(form, figures), *_limits(form, figures, has_note=has_note)]
    order = {one.code: number for number, one in enumerate(form.figures)}
    return sorted(found, key=lambda fault: order.get(fault.figure, len(order)))


def malformed(form: Form, figures: Figures) -> Iterator[Fault]:
    """What no draft may hold either: a figure that is not asked, or no whole number from 0."""
    known = {one.code for one in form.figures}
    for code, value in figures.items():
        if code not in known:
            yield Fault("council.return_no_such_figure", code, {"figure": code})
        elif value is not None and not (type(value) is int and 0 <= value <= MOST):
            yield Fault("council.return_not_whole", code, {"most": MOST})


def _unanswered(form: Form, figures: Figures) -> Iterator[Fault]:
    for code in form.wholes:
        if code not in figures:
            yield Fault("council.return_unanswered", code, {})


def _parts(form: Form, figures: Figures) -> Iterator[Fault]:
    """Known parts never exceed their whole; where every part is known they make it."""
    for (whole, _by), codes in form.parts().items():
        value, known = figures.get(whole), [figures[code] for code in codes if figures.get(code) is not None]
        total = sum(one for one in known if one is not None)
        if value is None or not known:
            continue
        if total > value:
            yield Fault("council.return_parts_above", whole, {"parts": total, "whole": value})
        elif total < value and len(known) == len(codes):
            yield Fault("council.return_parts_below", whole, {"parts": total, "whole": value})


def _limits(form: Form, figures: Figures, *, has_note: bool) -> Iterator[Fault]:
    for limit in form.limits:
        value, most = figures.get(limit.figure), figures.get(limit.most)
        if value is None or most is None or value <= most or (has_note and not limit.must):
            continue
        reason = "council.return_above" if limit.must else "council.return_note_needed"
        yield Fault(reason, limit.figure, {"value": value, "most": most, "other": limit.most})


class Stage(StrEnum):
    """How far a return got. No row at all: nobody began it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    APPROVED = "approved"


class Standing(StrEnum):
    """What the grid shows of one return on a day."""

    DUE = "awaited"  # nothing begun, its day has not passed
    DRAFT = "draft"
    MISSING = "not_reported"  # its day has passed and nothing was submitted
    SUBMITTED = "submitted"
    QUERIED = "queried"
    APPROVED = "approved"


def standing(stage: str, *, submitted_on: date | None, due_on: date, today: date) -> Standing:
    """A draft that nobody submitted by its day is missing: begun is not reported (I-18)."""
    if submitted_on is None:
        if today > due_on:
            return Standing.MISSING
        return Standing.DRAFT if stage else Standing.DUE
    return Standing(stage) if stage != Stage.DRAFT else Standing.SUBMITTED


def is_late(*, submitted_on: date | None, due_on: date) -> bool:
    """Whether it came, and came after its day."""
    return submitted_on is not None and submitted_on > due_on


@dataclass(frozen=True)
class Tally:
    """How many returns of one kind came in time, late, not at all, and are not due yet."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    waiting: int = 0

    @property
    def owed(self) -> int:
        """Those whose day has passed, or that came before it."""
        return self.in_time + self.late + self.missing

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.in_time + other.in_time, self.late + other.late, self.missing + other.missing,
            self.waiting + other.waiting,
        )  # fmt: skip


def owed(rhythm: Rhythm, *, since: date, last: date, calendar: Calendar) -> list[Turn]:
    """The turns of whole periods that begin on or after `since` and end by `last`: no body owes figures for days before
    it joined."""
    if last < since:
        return []
    return [turn for turn in turns(rhythm, since, last, calendar) if turn.period.first >= since]


def forecast(due_days: Iterable[date], *, today: date, weeks: int = WEEKS_AHEAD) -> list[tuple[date, int]]:
    """How many fall due in each of the coming weeks, by its Monday; this week counts from today."""
    monday = today - timedelta(days=today.weekday())
    counts = Counter(day - timedelta(days=day.weekday()) for day in due_days if day >= today)
    return [(week, counts[week]) for week in (monday + timedelta(weeks=n) for n in range(weeks))]


BEFORE, AGAIN, LAST = 7, 7, 84  # days: how long before its day, how often after it, and when reminding ends


def reminds(due_on: date, today: date) -> bool:
    """Whether a return that nobody submitted reminds its body today: a week before, on the day, weekly for 12 weeks."""
    days = (today - due_on).days
    return days == -BEFORE or (0 <= days <= LAST and days % AGAIN == 0)


# --- who may do what: a refusal code, or "" -------------------------------------------------------------------------


@dataclass(frozen=True)
class FormFacts:
    """For whom a form is."""

    sides: frozenset[str]
    kinds: frozenset[str]


def to_start(*, side: str | None, kind: str, roles: Collection[str], form: FormFacts) -> str:
    """A body turns its own returns on and off, through whoever leads in it; nobody does so for it (I-7)."""
    if side not in form.sides or kind not in form.kinds:
        return "council.return_not_for_you"
    return "" if STARTERS & set(roles) else "council.role_needed"


def to_write(*, body: str, own: str, roles: Collection[str], period_over: bool) -> str:
    """Only the body itself writes its figures, once the period is over."""
    if body != own:
        return "council.not_your_return"
    if not FILERS & set(roles):
        return "council.role_needed"
    return "" if period_over else "council.return_too_early"


def to_query(*, side: str | None, body: str, own: str, own_side: str, roles: Collection[str], stage: str) -> str:
    """The other side asks, and so does the own side's secretariat; nobody asks herself, and nobody changes a figure by
    asking (I-7)."""
    if body == own:
        return "council.return_ask_others"
    if side not in SIDES or not ASKERS & set(roles):
        return "council.role_needed"
    if side == own_side and "coordinator" not in roles:
        return "council.role_needed"
    return "" if stage in {Stage.SUBMITTED, Stage.QUERIED, Stage.APPROVED} else "council.return_not_submitted"


def to_approve(
    *, body: str, own: str, roles: Collection[str], stage: str, person: str, author: str, others: int
) -> str:
    """The author body approves, by another person than the one who submitted where it has another who could."""
    if body != own:
        return "council.not_your_return"
    if not APPROVERS & set(roles):
        return "council.role_needed"
    if stage == Stage.QUERIED:
        return "council.return_answer_first"
    if stage != Stage.SUBMITTED:
        return "council.return_not_submitted"
    return "council.return_second_person" if person == author and others else ""


# --- two sources for one figure -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """One body's figure for a question, a period and a place. `value` None: it says that it does not know."""

    side: str
    body: str
    figure: str
    value: int | None


@dataclass(frozen=True)
class Beside:
    """What both sides say of one question. Figures of several bodies may count the same people and are not added: they
    make a floor, the greatest of them."""

    question: str
    period: str
    place: str
    state: tuple[Said, ...]
    society: tuple[Said, ...]

    def floor(self, side: str) -> int | None:
        """The least that the side can mean; None where it knows nothing."""
        known = [one.value for one in self._of(side) if one.value is not None]
        return max(known, default=None)

    def is_whole(self, side: str) -> bool:
        """Whether one body alone speaks for the side, so that its figure is no mere floor."""
        return len(self._of(side)) == 1

    def _of(self, side: str) -> tuple[Said, ...]:
        return self.state if side == "state" else self.society

    @property
    def difference(self) -> int | None:
        """Society's less the state's; None where either knows nothing, or where floors leave it open."""
        state, society = self.floor("state"), self.floor("society")
        if state is None or society is None:
            return None
        above = society > state
        if (above and not self.is_whole("state")) or (not above and not self.is_whole("society")):
            return None
        return society - state

    @property
    def is_least(self) -> bool:
        """Whether the difference is at least so great, since the greater side is a floor."""
        gap = self.difference
        return bool(gap) and not self.is_whole("society" if gap and gap > 0 else "state")

    @property
    def contradicts(self) -> bool:
        return bool(self.difference)


def side_by_side(said: Iterable[tuple[tuple[str, str, str], Said]]) -> list[Beside]:
    """What was said, by (question, period, place); only where both sides said something. The newest period first."""
    by_key: dict[tuple[str, str, str], dict[str, list[Said]]] = defaultdict(lambda: {"state": [], "society": []})
    for key, one in said:
        if one.side in SIDES:
            by_key[key][one.side].append(one)
    rows = [_beside(key, sides) for key, sides in by_key.items() if sides["state"] and sides["society"]]
    return sorted(rows, key=lambda row: (row.question, row.place, row.period), reverse=True)


def _beside(key: tuple[str, str, str], sides: Mapping[str, Sequence[Said]]) -> Beside:
    state, society = (tuple(sorted(sides[side], key=lambda one: one.body)) for side in SIDES)
    return Beside(*key, state, society)
