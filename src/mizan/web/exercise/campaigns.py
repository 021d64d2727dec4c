"""The exercise's campaigns and trainings, invented, by numbered bodies.

One campaign made a help line known that could not answer, one was surveyed too small, one not at all. Of the trainings
two were assessed, one is late and one is young.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from mizan.framework.models import Pillar
from mizan.institutions.models import Institution
from mizan.kit.actors import Role
from mizan.kit.clock import at
from mizan.kit.facts import World
from mizan.places.models import Place
from mizan.prevention import services
from mizan.prevention.models import Campaign, Programme, Training
from mizan.web.exercise import campaign_words as words
from mizan.web.exercise.plan import noon, voice
from mizan.web.exercise.words import text

FILLED = "EX-CA-1"  # what was planted: its line filled and could not answer


@dataclass(frozen=True)
class Plan:
    """One campaign. Days count back from today. `knew`: shares before and after, in `villages` of `each` people."""

    code: str
    body: str
    other: str
    starts: int
    ends: int
    lines: tuple[str, ...]
    channels: tuple[str, ...]
    knew: tuple[float, ...] = ()
    villages: int = 0
    each: int = 0
    people: int | None = None
    cost: int | None = None


PLANS = (
    Plan(FILLED, "EX-ORG-2", "EX-MIN-2", 190, 30, ("EX-SV-1",), ("radio", "messages", "schools"),
         (0.24, 0.61), 24, 15, 412_000, 7_800_000),
    Plan("EX-CA-2", "EX-WEL-2", "", 300, 210, ("EX-SV-2",), ("posters", "worship"), (0.3, 0.4), 5, 8, 26_500, 940_000),
    Plan("EX-CA-3", "EX-EDU-1", "EX-ORG-3", 90, 15, (), ("schools", "meetings")),
)  # fmt: skip
# code, body, pillar, who, days since it ended, trained, assessed, able
TRAININGS = (
    ("EX-TR-1", "EX-LEA-1", "law_enforcement", "police", 400, 64, 52, 31),
    ("EX-TR-2", "EX-LAB-1", "poverty_alleviation", "labour", 320, 28, None, None),
    ("EX-TR-3", "EX-ORG-3", "awareness", "ngo", 290, 35, 33, 29),
    ("EX-TR-4", "EX-LEA-2", "border_management", "border", 60, 40, None, None),
)


def make_campaigns(random: Random, today: date) -> dict[str, object]:
    """Returns the planted truth."""
    places = list(Place.objects.filter(level__depth=2, retired_at=None).order_by("code"))
    for plan in PLANS:
        with at(noon(_back(today, plan.starts + 20))):
            row = _list(plan, random.sample(places, min(3, len(places))), today)
        with at(noon(today)):
            _became(plan, row, random, today)
    for number, one in enumerate(TRAININGS):
        _train(number, one, today)
    return {"filled": FILLED, "knew": list(PLANS[0].knew)}


def _back(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _list(plan: Plan, places: Sequence[Place], today: date) -> Campaign:
    name, about, audience = (text(*pair) for pair in words.CAMPAIGNS[plan.code])
    new = services.NewCampaign(
        name=name, about=about, audience=audience, pillar=Pillar.objects.get(pk="awareness"),
        starts_on=_back(today, plan.starts), ends_on=_back(today, plan.ends), channels=plan.channels,
        languages=("ur", "pa"), services=plan.lines, places=places, code=plan.code,
        programmes=list(Programme.objects.filter(world=World.EXERCISE, retired_at=None).order_by("code")[:1]),
        other_owner=Institution.objects.filter(pk=plan.other).first(),
    )  # fmt: skip
    return services.list_campaign(voice(plan.body, Role.PROGRAMME), new)


def _became(plan: Plan, row: Campaign, random: Random, today: date) -> None:
    """What its owners said of it since."""
    actor = voice(plan.body, Role.PROGRAMME)
    if plan.other and plan.code == FILLED:  # the other one stays suggested
        services.answer_campaign_owner(voice(plan.other, Role.PROGRAMME), row, accepts=True)
    if plan.people is not None:
        cost = None if plan.cost is None else Decimal(plan.cost)
        how = text(*words.HOW_COUNTED)
        services.tally(actor, row, services.NewTally(today, plan.people, how, cost, "PKR"))
        for (question, answer), times in zip(words.ASKED, (640, 215, 7), strict=True):
            asked = services.NewAsked(today, text(*question), text(*answer), times)
            services.say_asked(actor, row, asked)
    if plan.knew:
        for code, (pair, kind) in words.QUESTIONS.items():
            services.name_question(actor, row, code, text(*pair), kind)
    for wave, share in zip(("before", "after"), plan.knew, strict=False):
        services.record_survey(actor, row, _survey(plan, row, wave, _sheet(plan, share, random)))


def _survey(plan: Plan, row: Campaign, wave: str, content: bytes) -> services.NewSurvey:
    day = row.starts_on - timedelta(days=10) if wave == "before" else row.ends_on
    return services.NewSurvey(
        wave=wave, method="stratified_clusters", population=text(*words.POPULATION), drawn=text(*words.DRAWN),
        first_day=day, last_day=day, file_name=f"{plan.code}-{wave}.csv", content=content,
    )  # fmt: skip


def _sheet(plan: Plan, share: float, random: Random) -> bytes:
    """Villages know unequally much; one in twelve does not answer."""
    out = io.StringIO()
    page = csv.writer(out)
    page.writerow(["stratum", "cluster", "weight", *words.QUESTIONS])
    for village in range(plan.villages):
        here = min(max(random.gauss(share, 0.1), 0.02), 0.98)
        for _person in range(plan.each):
            knows = "" if random.random() < 1 / 12 else ("yes" if random.random() < here else "no")
            row = [
                "city" if village % 2 else "country",
                village,
                120 if village % 2 else 310,
                knows,
                random.randint(0, 6),
            ]
            page.writerow(row)
    return out.getvalue().encode()


def _train(number: int, one: tuple[str, str, str, str, int, int, int | None, int | None], today: date) -> Training:
    code, body, pillar, audience, ended, trained, assessed, able = one
    actor = voice(body, Role.PROGRAMME)
    ends = _back(today, ended)
    name, about = (text(*pair) for pair in words.TRAININGS[number])
    with at(noon(ends + timedelta(days=3))):
        row = services.list_training(actor, services.NewTraining(
            name, about, Pillar.objects.get(pk=pillar), audience, ends - timedelta(days=4), ends, trained, code=code,
        ))  # fmt: skip
    if assessed is not None and able is not None:
        day = ends + timedelta(days=190)
        with at(noon(day)):
            services.assess_training(actor, row, services.NewResult(assessed, able, text(*words.HOW_ASSESSED), day))
    return row
