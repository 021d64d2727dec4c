"""Both sides' answers of the exercise: the state sees the letter kept, society sees less of the spirit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from mizan.framework import services
from mizan.framework.models import Assessment, Obligation
from mizan.framework.services.answers import Answer
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.web.exercise import words
from mizan.web.exercise.bodies import SOCIETY_FOCAL, STATE_FOCAL
from mizan.web.exercise.plan import voice

SHARE = {"state": 0.7, "society": 0.6}


@dataclass(frozen=True)
class _Stage:
    """What every answer of the exercise needs."""

    random: Random
    now: datetime


def make_answers(random: Random, now: datetime) -> None:
    """An answer of most bodies to most obligations; a headline for most; some dissents, some superseded answers."""
    stage = _Stage(random, now)
    voices = {"state": voice(STATE_FOCAL, Role.COORDINATOR), "society": voice(SOCIETY_FOCAL, Role.COORDINATOR)}
    dissenter = voice("EX-ORG-2", Role.MONITOR)
    for obligation in Obligation.objects.filter(retired_at=None).order_by("code"):
        truth = random.randint(0, 3)
        for dimension in ("letter", "spirit"):
            for side, actor in voices.items():
                if random.random() < SHARE[side]:
                    _answer(stage, actor, obligation, dimension, truth)
        if random.random() < 0.1:
            said = words.text(*words.DISSENT)
            _give(stage, dissenter, Answer(obligation, "spirit", max(truth - 1, 0), said, "2026", is_dissent=True))


def _answer(stage: _Stage, actor: Actor, obligation: Obligation, dimension: str, truth: int) -> None:
    random, side = stage.random, str(actor.side)
    said = words.text(*(words.STATE_ANSWER if side == "state" else words.SOCIETY_ANSWER))
    standing = _give(stage, actor, Answer(obligation, dimension, _score(random, side, dimension, truth), said, "2026"))
    if random.random() < 0.1:
        later = _score(random, side, dimension, truth)
        standing = services.assess(actor, Answer(obligation, dimension, later, said, "2026", supersedes=standing))
    if random.random() < 0.9:
        services.adopt_headline(actor, standing)


def _give(stage: _Stage, actor: Actor, answer: Answer) -> Assessment:
    with at(stage.now - timedelta(days=90)):
        return services.assess(actor, answer)


def _score(random: Random, side: str, dimension: str, truth: int) -> int | None:
    """The state leans upward, most in spirit; one in ten answers is "unknown"."""
    if random.random() < 0.1:
        return None
    lean = {("state", "letter"): 1, ("state", "spirit"): 1, ("society", "letter"): 0, ("society", "spirit"): -1}
    return min(4, max(0, truth + lean[side, dimension] + random.choice([0, 0, 1])))
