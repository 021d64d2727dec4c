"""What an acceptance becomes among the actions, inside its own act: the linked action adopted, or a new one opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.council.models import Proposal, ProposalKind
from mizan.framework.services import decided
from mizan.institutions.models import Institution
from mizan.kit.refusal import Refused


@dataclass(frozen=True)
class Acceptance:
    """Who owns it, with whom, by when, which bodies have agreed themselves (I-18), and the plans of a new action."""

    owner: Institution
    co_owner: Institution | None
    due_on: date
    agreed: frozenset[str]
    plans: Sequence[str] = ()


def adopt(proposal: Proposal, accepted: Acceptance) -> Any:
    """The action that the acceptance made or adopted; None for a unit, a law or a figure that no action stands for.
    A co-owner is only suggested, unless it is the proposer's own body, which asked for it. A committee is no owner: on
    its proposal both are named."""
    if proposal.action_id:
        return decided.adopt_action(_decided(proposal, accepted, {"action": proposal.action_id}))
    if proposal.kind != ProposalKind.ACTION:
        return None
    code = f"{proposal.pk}-A"
    terms = {"code": code, "pillar": proposal.pillar_id, "mode": "proactive", "plans": list(accepted.plans)}
    return decided.open_action(_decided(proposal, accepted, terms))


def _decided(proposal: Proposal, accepted: Acceptance, terms: Mapping[str, object]) -> decided.Decided:
    by_side = {one.side: one.pk for one in (accepted.owner, accepted.co_owner) if one is not None}
    if proposal.proposed_by_id:
        by_side.setdefault(proposal.proposed_side, proposal.proposed_by_id)
    if "action" not in terms and {"state", "society"} - set(by_side):
        raise Refused("council.co_owner_needed", where="co_owner")
    joins = {proposal.proposed_by_id or ""} - {accepted.owner.pk, ""}
    body = proposal.addressed_to
    return decided.Decided(
        text=proposal.text, owner=by_side.get("state", ""), co_owner=by_side.get("society", ""),
        due_on=accepted.due_on, agreed=accepted.agreed | joins, author=_author(proposal), level=body.level,
        place=body.place_id, world=proposal.world, terms=terms,
    )  # fmt: skip


def _author(proposal: Proposal) -> str:
    """The proposer's body; of a committee's proposal, the mover's."""
    return proposal.proposed_by_id or str(proposal.motion.moved_by.body_id)
