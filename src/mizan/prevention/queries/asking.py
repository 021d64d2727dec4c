"""Feedback as pages show it: what can be asked about, a body's inbox, and what was answered in public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mizan.institutions.models import Institution
from mizan.kit.actors import Actor
from mizan.kit.texts import TextMap, plain
from mizan.ledger.models import Duty
from mizan.prevention.access import feedback_of
from mizan.prevention.kinds import FEEDBACK
from mizan.prevention.models import About, Campaign, Feedback, FeedbackAnswer, FrozenCount, Programme
from mizan.prevention.queries.counting import FEEDBACK as COUNTED
from mizan.prevention.queries.helping import standing

QUARTERS = 8  # of the public table


@dataclass(frozen=True)
class Subject:
    """Something that feedback is about, and the body that is asked."""

    about: str
    code: str
    name: TextMap
    body: str


def subjects(world: str) -> Iterator[Subject]:
    """Everything that runs today, and campaigns for good: of one that is over people still ask. What a later listing
    took the place of is asked about under that one."""
    for service in standing(world):
        yield Subject(About.SERVICE, service.pk, service.name, service.provider_id)
    for programme in Programme.objects.filter(world=world, ended_on=None, retired_at=None):
        yield Subject(About.PROGRAMME, programme.pk, programme.name, programme.provider_id)
    for campaign in Campaign.objects.filter(world=world, correction=None):
        yield Subject(About.CAMPAIGN, campaign.pk, campaign.name, campaign.body_id)


def subject_of(about: str, code: str, world: str) -> Subject | None:
    return next((one for one in subjects(world) if (one.about, one.code) == (about, code)), None)


def choices(world: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a form offers, by kind; a value is "service:CODE"."""
    found: dict[str, list[tuple[str, str]]] = {str(About(kind).label): [] for kind in About.values}
    for one in subjects(world):
        found[str(About(one.about).label)].append((f"{one.about}:{one.code}", plain(one.name)))
    return [(label, rows) for label, rows in found.items() if rows]


@dataclass(frozen=True)
class Moved:
    """Whom the silence of the asked body reached, and by when it owes the answer."""

    to: Institution
    due_on: date


@dataclass(frozen=True)
class Waiting:
    """One row of a body's inbox: `due_on` is its own day, the asked body's or that of whoever silence reached."""

    row: Feedback
    due_on: date
    answered_on: date | None
    is_late: bool
    moved: Moved | None


def inbox(actor: Actor, today: date) -> list[Waiting]:
    """What the actor's body was asked, and what silence brought it: what waits first, the oldest first; what was
    answered after it."""
    rows = feedback_of(actor).select_related("body")
    first, moved = _first_answers(rows), moves(rows)
    found = [_waiting(row, actor.body, first.get(row.pk), moved.get(row.pk), today) for row in rows]
    return sorted(found, key=lambda one: (one.answered_on is not None, one.row.received_on))


def _waiting(row: Feedback, body: str, answered: date | None, moved: Moved | None, today: date) -> Waiting:
    due_on = moved.due_on if moved and row.body_id != body else row.due_on
    return Waiting(row, due_on, answered, (answered or today) > due_on, moved)


def _first_answers(rows: object) -> dict[object, date]:
    said = FeedbackAnswer.objects.filter(feedback__in=rows).order_by("-at", "-id")
    return dict(said.values_list("feedback_id", "said_on"))


def moves(rows: Iterable[Feedback]) -> dict[object, Moved]:
    """Where silence moved the clocks of these rows, by their keys; what did not move is left out."""
    keys = {str(row.pk): row.pk for row in rows}
    duties = list(Duty.objects.filter(kind=FEEDBACK.code, rung__gt=0, subject_id__in=keys))
    bodies = Institution.objects.in_bulk({duty.owner for duty in duties})
    return {keys[duty.subject_id]: Moved(bodies[duty.owner], duty.due_on) for duty in duties}


@dataclass(frozen=True)
class Told:
    """An answer, who gave it, and how many days it took."""

    answer: FeedbackAnswer
    by: Institution
    days: int

    @property
    def is_from_another(self) -> bool:
        """Whether the asked body was silent, and another one answered."""
        return self.by.pk != self.answer.feedback.body_id


def told(world: str) -> list[Told]:
    """What was answered in public, the newest first. Nobody's own words stand here."""
    return _told(FeedbackAnswer.objects.filter(feedback__world=world).exclude(told={}).order_by("-at", "-id"))


def answers_to(row: Feedback) -> list[Told]:
    """What its sender was answered, in order."""
    return _told(row.answers.order_by("at", "id"))


def _told(rows: QuerySet[FeedbackAnswer]) -> list[Told]:
    found = list(rows.select_related("feedback__body", "made_in"))
    bodies = Institution.objects.in_bulk({one.made_in.body for one in found})
    return [Told(one, bodies[one.made_in.body], (one.said_on - one.feedback.received_on).days) for one in found]


def by_quarter(world: str) -> list[tuple[str, Mapping[str, int | None]]]:
    """The frozen counts of the newest quarters, the newest first (I-14). What an older clock did not count is left out,
    which is not nought."""
    rows = FrozenCount.objects.filter(world=world, subject=COUNTED).order_by("-quarter")
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for row in rows:
        found[row.quarter][row.measure] = row.value
    return list(found.items())[:QUARTERS]
