"""Shared steps of the room's verbs: refuse with facts, keep the worlds apart."""

from __future__ import annotations

from mizan.framework.models import Action, ActionLead, LeadPart
from mizan.kit.actors import Actor
from mizan.kit.facts import InWorld
from mizan.kit.refusal import Refused


def allow(code: str, *, where: str = "", **facts: object) -> None:
    """Go on when the rule answered "", refuse otherwise."""
    if code:
        raise Refused(code, where=where, **facts)


def same_world(actor: Actor, *rows: InWorld) -> None:
    """An exercise body touches exercise rows only, a real body real ones only."""
    if any(row.world != actor.world for row in rows):
        raise Refused("framework.other_world")


def lead_of(action: Action, part: LeadPart) -> ActionLead | None:
    """The body in a part of an action, if any is named."""
    return action.leads.select_related("institution").filter(part=part).first()
