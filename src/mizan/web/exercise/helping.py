"""Services of numbered bodies of both sides. One telephone line was asked far more often than anybody answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mizan.kit.actors import Role
from mizan.kit.clock import at
from mizan.places.models import Place
from mizan.prevention import services
from mizan.prevention.models import Service
from mizan.prevention.rules.hours import read_hours
from mizan.web.exercise import words
from mizan.web.exercise.plan import noon, voice

MONTHS = 24
OVERRUN = "EX-SV-1"  # what was planted: a line that could not cope
OFFICE = "mon-thu 09:00-17:00; fri 09:00-12:30"


@dataclass(frozen=True)
class Offer:
    kind: str
    body: str
    hours: str = OFFICE
    sex: str = "any"
    ages: tuple[int | None, int | None] = (None, None)
    languages: tuple[str, ...] = ("ur",)
    needs: tuple[str, ...] = ()


OFFERS = (
    Offer("hotline", "EX-ORG-1", "24/7", languages=("ur", "en", "pa")),
    Offer("hotline", "EX-MIN-2"),
    Offer("shelter", "EX-WEL-1", "24/7", "female", (18, None), ("ur", "pa")),
    Offer("shelter", "EX-ORG-2", "24/7", "female", (12, None), ("ur", "skr")),
    Offer("child_protection", "EX-WEL-2", ages=(None, 17), languages=("ur", "sd"), needs=("child_labour",)),
    Offer("legal_aid", "EX-ORG-3", "mon-sat 10:00-18:00", needs=("no_legal_aid", "debt_bondage")),
    Offer("labour", "EX-LAB-1", ages=(14, None), needs=("wage_theft", "debt_bondage")),
    Offer("counselling", "EX-SUR-1", "tue-fri 14:00-20:00", languages=("ur", "ps")),
    Offer("health", "EX-ORG-4", "", "", languages=()),
    Offer("documents", "EX-WEL-3", sex="", needs=("no_identity_document", "no_birth_registration")),
)


def make_services(random: Random, today: date) -> dict[str, object]:
    """The country's two lines, and every other kind in three places; what was planted is named."""
    places = list(Place.objects.filter(level__depth=2, retired_at=None).order_by("code"))
    with at(noon(today - timedelta(days=90))):
        number = 0
        for offer in OFFERS:
            for place in [None] if offer.kind == "hotline" else random.sample(places, 3):
                number += 1
                _list(offer, place, number)
    lines = {f"EX-SV-{n}": _count(Random(random.random()), f"EX-SV-{n}", today) for n in (1, 2)}  # noqa: S311  (a game)
    return {"overrun": OVERRUN, "received": lines[OVERRUN]}


def _list(offer: Offer, place: Place | None, number: int) -> Service:
    low, high = offer.ages
    new = services.NewService(
        kind=offer.kind, name=words.text(*words.SERVICE, n=number), about=words.text(*words.SERVICE_ABOUT), place=place,
        phone=f"000-000-{number:03d}", staffed_hours=read_hours(offer.hours) if offer.hours else None,
        answered_by=words.text(*words.SERVICE_ANSWERS), languages=offer.languages, sex=offer.sex, age_from=low,
        age_to=high, needs=offer.needs, is_free=True, code=f"EX-SV-{number}",
    )  # fmt: skip
    return services.list_service(voice(offer.body, Role.PROGRAMME), new)


def _count(random: Random, code: str, today: date) -> list[int]:
    """Month by month; the overrun line is asked five times as often in its last six months, and answers no more."""
    row = Service.objects.get(pk=code)
    actor, received = voice(row.provider_id, Role.PROGRAMME), []
    first = today.year * 12 + today.month - 1 - MONTHS
    for step in range(MONTHS):
        year, month = divmod(first + step, 12)
        asked = random.randint(180, 240) * (5 if code == OVERRUN and step >= MONTHS - 6 else 1)
        heard = min(asked, random.randint(170, 190))
        services.say_load(actor, row, f"{year}-{month + 1:02d}", received=asked, answered=heard)
        received.append(asked)
    return received
