"""What waits for one body in the framework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.framework.models import ActionLead, LeadPart, Progress
from mizan.framework.queries.actions import ActionRow, action_rows, lead_state
from mizan.kit.actors import Actor
from mizan.kit.facts import World


@dataclass(frozen=True)
class Seat:
    """Parts to accept or decline, claims to answer, promises that are late."""

    parts: list[ActionLead]
    claims: list[Progress]
    late: list[ActionRow]


def seat(actor: Actor, *, today: date) -> Seat:
    """Everything that waits for the actor's body."""
    world = World(actor.world)
    leads = ActionLead.objects.filter(institution=actor.body, action__world=world, action__retired_at=None)
    leads = leads.select_related("action").prefetch_related("answers")
    led = leads.filter(part=LeadPart.CO_LEAD).values("action")
    claims = Progress.objects.filter(action__in=led, answers=None).exclude(body=actor.body).select_related("action")
    mine = action_rows({"body": actor.body, "state": "late"}, world, today=today) if actor.body else []
    return Seat(parts=[lead for lead in leads if lead_state(lead) == "suggested"], claims=list(claims), late=mine)
