"""Make the exercise once: seeded, in one transaction; what was planted goes to a file that no page reads."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from random import Random

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.ledger.record import record
from mizan.ledger.verbs import COUNT, verb
from mizan.web.exercise.accounts import make_accounts
from mizan.web.exercise.answers import make_answers
from mizan.web.exercise.asking import make_feedback
from mizan.web.exercise.bodies import STATE_FOCAL, make_bodies
from mizan.web.exercise.campaigns import make_campaigns
from mizan.web.exercise.committees import make_committees
from mizan.web.exercise.complicity import make_complicity
from mizan.web.exercise.helping import make_services
from mizan.web.exercise.plan import make_plan
from mizan.web.exercise.prevention import make_prevention
from mizan.web.exercise.proposals import make_proposals
from mizan.web.exercise.returns import make_returns
from mizan.web.exercise.routing import make_routing

SEED = 20231004
EXERCISE_MADE = verb("house.exercise.made", _("made the exercise"), seed=COUNT)


def make_exercise(seed: int = SEED) -> bool:
    """Returns whether it was made now; an exercise that exists is left alone."""
    if Institution.objects.filter(world=World.EXERCISE).exists():
        return False
    random, today = _dice(seed), now().date()
    player = system("exercise", world=World.EXERCISE)
    with acting(player):
        make_bodies(random)
        make_routing()
        make_accounts()
        planted = make_plan(random, today)
        make_answers(random, now())
        make_complicity(now())
        held = make_committees(_dice(seed + 1), today)
        asked = make_proposals(today)
        filed = make_returns(_dice(seed + 2), today)
        kept_out = make_prevention(_dice(seed + 3), today)
        told_of = make_campaigns(_dice(seed + 5), today)
        helped = make_services(_dice(seed + 7), today)
        wrote = make_feedback(_dice(seed + 11), today)
        record(player, EXERCISE_MADE, Institution.objects.get(pk=STATE_FOCAL), seed=seed)
    truth = Path(settings.VAR) / "exercise-truth.json"
    told = {"seed": seed, **asdict(planted), "committees": asdict(held), "proposals": asked}
    told |= {
        "returns": asdict(filed),
        "prevention": kept_out,
        "campaigns": told_of,
        "services": helped,
        "feedback": wrote,
    }
    truth.write_text(json.dumps(told, indent=2), encoding="utf-8")
    return True


def _dice(seed: int) -> Random:
    """Each part has dice of its own: one more throw in one changes nothing in the others."""
    return Random(seed)  # noqa: S311  (a game, not a secret)
