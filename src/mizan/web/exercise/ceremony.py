"""The exercise's ceremony, held by the worker: proofs before they lapse, new keys of bodies into the next manifest."""

from __future__ import annotations

from datetime import datetime

from mizan.institutions.models import Institution
from mizan.kit.facts import World
from mizan.web.exercise.keys import keep_proved
from mizan.web.exercise.manifest import make_manifest


def hold_ceremony(now: datetime) -> bool:
    """Returns whether anything was done. Nothing is done where no exercise was made."""
    if not Institution.objects.filter(world=World.EXERCISE).exists():
        return False
    proved = keep_proved(now)
    return make_manifest() or bool(proved)
