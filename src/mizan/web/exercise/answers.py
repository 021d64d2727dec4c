"""Both sides' answers of the exercise: the state sees the letter kept, society sees less of the spirit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from mizan.framework import services
from mizan.framework.models import Obligation
from mizan.framework.services.answers import Answer
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.web.exercise import words
from mizan.web.exercise.bodies import SOCIETY_FOCAL, STATE_FOCAL
from mizan.web.exercise.plan import voice

SHARE = {"state": 0.7, "society": 0.6}


def make_answers(random: Random, now: datetime) -> None:
    """An answer of most bodies to most obligations; a headline for most; some dissents, some superseded answers."""
    voices = {"state": voice(STATE_FOCAL, Role.COORDINATOR), "society": voice(SOCIETY_FOCAL, Role.COORDINATOR)}
    dissenter = voice("EX-ORG-2", Role.MONITOR)
    for obligation in Obligation.objects.filter(retired_at=None).order_by("code"):
        truth = random.randint(0, 3)
        for dimension in ("letter", "spirit"):
            for side, actor in voices.items():
                if random.random() < SHARE[side]:
                    _answer(random, actor, obligation, dimension, truth, now)
        if random.random() < 0.1:
            _give(dissenter, obligation, "spirit", max(truth - 1, 0), words.text(*words.DISSENT), now, dissent=True)


def _answer(random: Random, actor: Actor, obligation: Obligation, dimension: str, truth: int, now: datetime) -> None:
    said = words.text(*(words.STATE_ANSWER if actor.side == "state" else words.SOCIETY_ANSWER))
    first = _give(actor, obligation, dimension, _score(random, str(actor.side), dimension, truth), said, now)
    if random.random() < 0.1:
        later = _score(random, str(actor.side), dimension, truth)
        first = services.assess(
            actor, Answer(obligation, dimension, later, said, "2026", supersedes=first)
        )
    if random.random() < 0.9:
        services.adopt_headline(actor, first)


def _give(actor, obligation, dimension, score, said, now, *, dissent=False):  # type: ignore[no-untyped-def]  # local
    with at(now - timedelta(days=90)):
        return services.assess(actor, Answer(obligation, dimension, score, said, "2026", is_dissent=dissent))


def _score(random: Random, side: str, dimension: str, truth: int) -> int | None:
    """The state leans upward, most in spirit; one in ten answers is "unknown"."""
    if random.random() < 0.1:
        return None
    lean = {("state", "letter"): 1, ("state", "spirit"): 1, ("society", "letter"): 0, ("society", "spirit"): -1}
    return min(4, max(0, truth + lean[side, dimension] + random.choice([0, 0, 1])))


def moment(day_iso: str) -> datetime:
    """Noon UTC of an ISO day."""
    return datetime.fromisoformat(f"{day_iso}T12:00:00").replace(tzinfo=UTC)
