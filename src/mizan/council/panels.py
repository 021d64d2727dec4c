"""What the council shows on the pages of actions: where an action comes from."""

from __future__ import annotations

from typing import Any

from mizan.council.models import Decision, Proposal, ProposalAnswer
from mizan.kit.facts import World
from mizan.kit.panels import panel


def origins_of_action(action: Any, world: World) -> dict[str, Any]:
    """The acceptances that opened or adopted it, proposals that ask for it, and decisions that opened or changed it."""
    said = ProposalAnswer.objects.filter(action=action, proposal__world=world)
    decided = Decision.objects.filter(result_kind="framework.action", result_id=action.pk, motion__session__world=world)
    accepted = list(said.select_related("proposal", "body", "committee"))
    asked = Proposal.objects.filter(action=action, world=world, retired_at=None)
    return {
        "accepted": accepted,
        "asked": list(asked.exclude(pk__in=[one.proposal_id for one in accepted]).order_by("made_on", "code")),
        "decided": list(decided.select_related("motion__session__committee").order_by("at")),
    }


panel("action", "council/panel_origins.html", origins_of_action, order=10)
