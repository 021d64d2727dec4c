"""Read models of the ledger: the history of any object, from its events alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model, Q

from mizan.kit.actors import Actor
from mizan.kit.facts import World
from mizan.ledger.models import Event
from mizan.ledger.verbs import Verb, all_verbs


@dataclass(frozen=True)
class Happening:
    """One line of an object's history. `body` is a code; a person's id never leaves the ledger here (I-7)."""

    at: datetime
    verb: str
    words: str
    body: str
    side: str
    facts: dict[str, object]


def history(
    target: Model, *, world: World | None = None, reader: Actor | None = None, also: Sequence[UUID] = ()
) -> list[Happening]:
    """What happened to `target`, oldest first. Verbs that are not public are left out for the public (no reader).

    `world`: the world that the page shows; by default the row's own. Obligations are real and answered in both. `also`:
    further events that made something of it, though their target is another row.
    """
    verbs = all_verbs()
    shown = world or getattr(target, "world", World.REAL)
    mine = Q(target_kind=target._meta.label_lower, target_id=str(target.pk)) | Q(pk__in=also)
    rows = Event.objects.filter(mine, world=shown)
    return [
        Happening(event.at, event.verb, _words(verbs, event.verb), event.body or event.actor, event.side, event.payload)
        for event in rows
        if reader is not None or (event.verb in verbs and verbs[event.verb].public)
    ]


def _words(verbs: Mapping[str, Verb], name: str) -> str:
    """What a reader sees; an event of a verb that the code no longer knows shows its bare name."""
    return str(verbs[name].words) if name in verbs else name
