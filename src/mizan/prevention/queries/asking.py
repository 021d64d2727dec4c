"""Feedback as pages show it: what can be asked about, a body's inbox, and what was answered in public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mizan.kit.texts import TextMap, plain
from mizan.prevention.models import About, Campaign, Feedback, FeedbackAnswer, FrozenCount, Programme
from mizan.prevention.queries.helping import standing


@dataclass(frozen=True)
class Subject:
    """Something that feedback is about, and the body that is asked."""

    about: str
    code: str
    name: TextMap
    body: str


def subjects(world: str) -> Iterator[Subject]:
    """Everything that runs today."""
    for service in standing(world):
        yield Subject(About.SERVICE, service.pk, service.name, service.provider_id)
    for programme in Programme.objects.filter(world=world, ended_on=None, retired_at=None):
        yield Subject(About.PROGRAMME, programme.pk, programme.name, programme.provider_id)
    for campaign in Campaign.objects.filter(world=world):
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
class Waiting:
    """One row of a body's inbox."""

    row: Feedback
    answered_on: date | None
    is_late: bool


def inbox(body: str, world: str, today: date) -> list[Waiting]:
    """What a body was asked: what waits first, the oldest first; what was answered after it."""
    rows = Feedback.objects.filter(body=body, world=world)
    first = _first_answers(rows)
    found = [Waiting(row, first.get(row.pk), (first.get(row.pk) or today) > row.due_on) for row in rows]
    return sorted(found, key=lambda one: (one.answered_on is not None, one.row.received_on))


def _first_answers(rows: object) -> dict[object, date]:
    said = FeedbackAnswer.objects.filter(feedback__in=rows).order_by("-at", "-id")
    return dict(said.values_list("feedback_id", "said_on"))


@dataclass(frozen=True)
class Told:
    """A question and its answer as the body words them for all, and how many days it took."""

    answer: FeedbackAnswer
    days: int


def told(world: str) -> list[Told]:
    """What was answered in public, the newest first. Nobody's own words stand here."""
    rows = FeedbackAnswer.objects.filter(feedback__world=world).exclude(told={}).select_related("feedback__body")
    return [Told(one, (one.said_on - one.feedback.received_on).days) for one in rows.order_by("-at", "-id")]


def waiting(world: str) -> FrozenCount | None:
    """How many waited for an answer at the end of the newest quarter that is frozen (I-14)."""
    rows = FrozenCount.objects.filter(world=world, subject="feedback", measure="waiting")
    return rows.order_by("quarter").last()
