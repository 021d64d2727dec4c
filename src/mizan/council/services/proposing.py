"""Proposals are made here: by a member for her body, and by a committee through what both its sides carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mizan.council import verbs
from mizan.council.models import Proposal
from mizan.council.notices import tell_body
from mizan.council.rules import proposals as rules
from mizan.council.services._tools import allow
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.ids import new_id
from mizan.ledger.record import record


@dataclass(frozen=True)
class NewProposal:
    """What a body asks. None and "" where a form left something out; rows as the forms choose them. `committee`: where
    silence goes first, in place of the one of the addressed body's place. `code`: by default drawn."""

    kind: str
    text: TextMap
    reason: TextMap
    to: Institution | None
    action: Any = None
    pillar: Any = None
    unit: str = ""
    indicator: Any = None
    committee: Any = None
    code: str = ""


def propose(actor: Actor, new: NewProposal) -> Proposal:
    """A member of either side asks something of another body, of either side."""
    side = actor.side.value if actor.side else ""
    code, where = rules.to_propose(draft(new, side=side, body=actor.body), actor.roles)
    allow(code, where=where)
    with acting(actor):
        row = make(new, actor.world, proposed_by_id=actor.body, proposed_side=side)
        record(actor, verbs.PROPOSED, row, kind=row.kind, to=row.addressed_to_id, action=row.action_id)
    return row


def make(new: NewProposal, world: str, **whose: Any) -> Proposal:
    """Inside somebody's act: the row, and word to the addressed body. Records nothing itself. `whose`: the columns that
    say who proposes."""
    if any(row is not None and getattr(row, "world", world) != world for row in (new.to, new.action, new.committee)):
        raise Refused("council.other_world")
    row = Proposal(
        code=new.code or f"P-{new_id().hex[-10:].upper()}", kind=new.kind, text=dict(new.text),
        reason=dict(new.reason), addressed_to=new.to, action=new.action, pillar=new.pillar, unit=new.unit,
        indicator=new.indicator, committee=new.committee, made_on=today_in(world), world=world, **whose,
    )  # fmt: skip
    Proposal._meta.get_field("made_in").take(row)
    row.save(force_insert=True)
    tell_body(row.addressed_to_id, row)
    return row


def draft(new: NewProposal, *, side: str, body: str = "") -> rules.Draft:
    """What the rules look at."""
    return rules.Draft(
        kind=new.kind, has_text=has_words(new.text), has_reason=has_words(new.reason), side=side, body=body,
        to=new.to.pk if new.to else "", to_side=new.to.side if new.to else "", has_action=new.action is not None,
        has_pillar=new.pillar is not None, unit=new.unit, has_indicator=new.indicator is not None,
    )  # fmt: skip


def has_words(text: TextMap) -> bool:
    """Whether anything is said in any language."""
    return any(words.strip() for words in text.values())
