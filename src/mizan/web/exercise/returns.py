"""The exercise's returns over two years: most in time, some late, some missing, one asked about; and a contradiction.

Planted: each quarter the police count fewer victims than shelters admit, and one agency never files its third quarter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from mizan.clocks import Turn
from mizan.council import services
from mizan.council.models import Return, ReturnForm
from mizan.council.queries.returns import calendar_of, rhythm_of
from mizan.council.rules.returns import owed
from mizan.council.services import Figures
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.kit.facts import World
from mizan.places.models import Place
from mizan.web.exercise import words
from mizan.web.exercise.bodies import SOCIETY_FOCAL
from mizan.web.exercise.plan import noon, voice

FILERS: dict[str, tuple[str, ...]] = {
    "RET-POLICE": ("EX-LEA-1", "EX-LEA-2", "EX-LEA-3", "EX-LEA-4"),
    "RET-SHELTER": ("EX-WEL-1", "EX-WEL-2", "EX-ORG-3", "EX-ORG-6", "EX-ORG-4"),
    "RET-CONDUCT": ("EX-LEA-1", "EX-LEA-2", "EX-MIN-1"),
    "RET-CONDUCT-NGO": (SOCIETY_FOCAL, "EX-ORG-3"),
}
IN_PROVINCE = ("EX-LEA-4", "EX-ORG-4")  # one body of each side for one place: their figures can be compared
NEVER_FILES = ("EX-LEA-3", 2)  # the body, and which of its turns stays missing
LATE = {("EX-LEA-2", 1), ("EX-LEA-2", 4), ("EX-WEL-2", 3), ("EX-ORG-6", 5)}  # three weeks
ASKED = ("EX-LEA-1", "RET-POLICE", 5)  # society asks about it, and it waits for an answer
YEARS = timedelta(days=730)
QUARTERLY = {"victims": (9, 30), "cases": (8, 26), "investigations": (12, 40), "admitted": (26, 60), "places": (60, 61)}


@dataclass
class Filed:
    """What the generator planted in the returns: body and period."""

    late: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


def make_returns(random: Random, today: date) -> Filed:
    """Nothing where the pack asks no returns."""
    filed = Filed()
    for code, bodies in FILERS.items():
        form = ReturnForm.objects.filter(pk=code, retired_at=None).first()
        for body in bodies if form else ():
            _file(random, today, form, body, filed)
    return filed


def _file(random: Random, today: date, form: ReturnForm, body: str, filed: Filed) -> None:
    actor = voice(body, Role.COORDINATOR, Role.ADMITTER, Role.OWNER)
    since = (today - YEARS).replace(month=1, day=1)
    with at(noon(since)):
        services.start_returns(actor, form, files=True, since=since, place=_province() if body in IN_PROVINCE else None)
    turns = owed(rhythm_of(form), since=since, last=today - timedelta(days=1), calendar=calendar_of(World.EXERCISE))
    for number, turn in enumerate(turns):
        _one(random, today, (form, actor, turn), number, filed)


def _province() -> Place | None:
    return Place.objects.filter(level__depth=1).order_by("code").first()


def _one(random: Random, today: date, what: tuple[ReturnForm, Actor, Turn], number: int, filed: Filed) -> None:
    form, actor, turn = what
    name = f"{actor.body} {form.code} {turn.period.code}"
    if (actor.body, number) == NEVER_FILES and turn.due < today:
        filed.missing.append(name)
        return
    new = Figures(_figures(random, form), words.text(*words.RETURN_NOTE))
    day = turn.due + timedelta(days=21 if (actor.body, number) in LATE else -random.randint(1, 4))
    if day >= today or turn.due >= today:
        with at(noon(today)):
            services.keep_draft(actor, form, turn.period.code, new)
        filed.drafts.append(name)
        return
    with at(noon(day)):
        row = services.submit_return(actor, form, turn.period.code, new)
    if (actor.body, number) in LATE:
        filed.late.append(name)
    if (actor.body, form.code, number) == ASKED:
        _ask(row, day)
        filed.asked.append(name)
        return
    with at(noon(day + timedelta(days=1))):
        services.approve_return(actor, row)


def _ask(row: Return, day: date) -> None:
    society = voice(SOCIETY_FOCAL, Role.COORDINATOR)
    with at(noon(day + timedelta(days=2))):
        services.query_return(society, row, figure="victims", text=words.text(*words.RETURN_QUESTION))


def _figures(random: Random, form: ReturnForm) -> dict[str, int | None]:
    """Figures that hold together: every part sums to its whole, and nothing exceeds what bounds it."""
    found: dict[str, int | None] = {}
    parts: dict[tuple[str, str], list[str]] = {}
    for one in form.figures:
        if one["whole"]:
            parts.setdefault((one["whole"], one["by"]), []).append(one["code"])
        else:
            found[one["code"]] = random.randrange(*QUARTERLY.get(one["code"], (1, 8)))
    for limit in form.limits:
        found[limit["figure"]] = min(found[limit["figure"]] or 0, found[limit["most"]] or 0)
    for (whole, _by), codes in parts.items():
        found |= dict(zip(codes, _split(random, found[whole] or 0, len(codes)), strict=True))
    return found


def _split(random: Random, whole: int, parts: int) -> list[int]:
    cuts = sorted(random.randint(0, whole) for _ in range(parts - 1))
    return [after - before for before, after in pairwise([0, *cuts, whole])]
