"""Feedback by code in the exercise: answered in time, late, by whoever silence reached, or by nobody; and the clock of
the room of prevention, which runs between what is asked and what is answered.

Invented questions about what numbered bodies run. The codes are drawn, differ from house to house and open nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from mizan.kit.actors import Role
from mizan.kit.clock import at
from mizan.kit.facts import World
from mizan.kit.notices import seen
from mizan.prevention.models import Campaign, Feedback, Programme, Service
from mizan.prevention.queries.asking import moves
from mizan.prevention.services.clock import tick
from mizan.prevention.services.feedback import answer_feedback, send_feedback
from mizan.prevention.services.freezing import freeze
from mizan.web.exercise.asking_words import SAID, Said
from mizan.web.exercise.plan import noon, voice
from mizan.web.exercise.prevention import LONG_AGO
from mizan.web.exercise.words import text

WEEKS = 44  # three whole quarters at least, whatever day it is
EACH = 2  # a week
# Of eight. The earliest late answer comes when every due day is over and the clock has moved it: 14 days and a weekend.
FATES = ("in_time", "in_time", "in_time", "in_time", "late", "in_place", "silent", "silent")
AFTER = {"in_time": (2, 12), "late": (20, 34), "in_place": (20, 27)}  # days
PUBLISHED = 3  # every third answer to a question or a complaint; and all that the asked body did not give
SERVICES_SINCE = 90  # days; see `helping`


@dataclass
class _Asked:
    """One row to come: when it is sent, about what, in which language, and its fate. `after`: days, None for never."""

    day: date
    about: str
    subject: str
    said: Said
    language: str
    fate: str
    after: int | None
    row: Feedback | None = None

    def send(self) -> date:
        """Returns the day on which the clock looks whether it was answered."""
        words = text(*self.said.text)[self.language]
        self.row = send_feedback(
            World.EXERCISE, about=self.about, subject=self.subject, kind=self.said.kind, text=words,
            language=self.language,
        ).row  # fmt: skip
        return self.row.due_on + timedelta(days=1)

    def is_answered_on(self, day: date) -> bool:
        return self.after is not None and self.day + timedelta(days=self.after) == day

    def answer(self, *, is_told: bool) -> None:
        assert self.row is not None
        body, role = self.row.body_id, Role.PROGRAMME
        if self.fate == "in_place":
            body, role = moves([self.row])[self.row.pk].to.pk, Role.COORDINATOR
        actor, words = voice(body, role), text(*self.said.answer)
        asked = text(*self.said.asked) if is_told and self.said.asked else None  # praise has no question
        answer_feedback(actor, self.row, text=words, asked=asked, told=words if asked else None)
        if actor.id:
            seen(actor.id)  # whoever answers has looked what waits


def make_feedback(random: Random, today: date) -> dict[str, int]:
    """Freezes every quarter of the three years in its time, and runs the clock. Returns how many met which fate."""
    first = today - timedelta(weeks=WEEKS)
    for back in range(LONG_AGO - 90, WEEKS * 7, -30):
        with at(noon(today - timedelta(days=back))):
            freeze(World.EXERCISE)
    asked, number = list(_asked(random, first, today)), count()
    looks = {today - timedelta(weeks=week) for week in range(WEEKS)}
    for day in (first + timedelta(days=one) for one in range(WEEKS * 7 + 1)):
        with at(noon(day)):
            looks |= {one.send() for one in asked if one.day == day}
            for one in asked:
                if one.is_answered_on(day):
                    one.answer(is_told=one.fate == "in_place" or next(number) % PUBLISHED == 0)
            if day in looks:
                tick(World.EXERCISE)
    return dict(Counter(_became(one, today) for one in asked))


def _asked(random: Random, first: date, today: date) -> Iterator[_Asked]:
    fates: list[str] = []
    for number in range(WEEKS * EACH):
        day = first + timedelta(days=number * 7 // EACH)
        fates = fates or random.sample(FATES, len(FATES))
        fate, (about, subject) = fates.pop(), _subject(random, day, today)
        after = random.randint(*AFTER[fate]) if fate in AFTER else None
        language = random.choice(("ur", "ur", "en"))
        yield _Asked(day, about, subject, random.choice(SAID[about]), language, fate, after)


def _subject(random: Random, day: date, today: date) -> tuple[str, str]:
    """Something that ran on that day."""
    campaigns = Campaign.objects.filter(world=World.EXERCISE, starts_on__lte=day).order_by("code")
    services = Service.objects.filter(world=World.EXERCISE, ended_on=None).order_by("code")
    known = {
        "programme": Programme.objects.filter(world=World.EXERCISE, ended_on=None).order_by("code"),
        "campaign": campaigns,
        "service": services if (today - day).days < SERVICES_SINCE else services.none(),
    }
    codes = {about: list(rows.values_list("pk", flat=True)) for about, rows in known.items()}
    about = random.choice([about for about, found in codes.items() if found])
    return about, random.choice(codes[about])


def _became(one: _Asked, today: date) -> str:
    """Its fate, or "waiting" where that lies ahead."""
    assert one.row is not None
    if one.after is None:
        return one.fate if one.row.due_on < today else "waiting"
    return one.fate if one.day + timedelta(days=one.after) <= today else "waiting"
