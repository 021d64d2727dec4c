"""What a committee decided, done inside the decision's own transaction and event: nothing here records by itself.

A body's part in it is accepted only where that body's own seat voted for it; otherwise it stays suggested (I-18).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.framework.models import (
    Action,
    ActionLead,
    Assessment,
    Dimension,
    LeadAnswer,
    LeadPart,
    Mode,
    Obligation,
    Pillar,
    Plan,
    Standing,
)
from mizan.framework.notices import tell_named
from mizan.framework.services._tools import lead_of
from mizan.institutions.models import Institution
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap

CODE_LENGTH = 40


@dataclass(frozen=True)
class Decided:
    """A carried motion. `agreed`: bodies whose own seat voted for it; `author`: the mover's body; `terms` by kind, as
    `check_action`, `check_change` and `check_assessment` took them."""

    text: TextMap
    owner: str
    co_owner: str
    due_on: date
    agreed: frozenset[str]
    author: str
    level: str
    place: str | None
    world: str
    terms: Mapping[str, Any]


def check_action(terms: Mapping[str, Any], world: str) -> None:
    """A free code, a pillar, a mode, obligations that exist, and plans of the same world."""
    code = str(terms["code"])
    if not code or len(code) > CODE_LENGTH or Action.objects.filter(pk=code).exists():
        raise Refused("framework.code_taken", where="code", code=code)
    if terms["mode"] not in Mode.values or not Pillar.objects.filter(pk=terms["pillar"], retired_at=None).exists():
        raise Refused("framework.no_such_choice", where="pillar")
    plans = set(terms.get("plans", ()))
    if Plan.objects.filter(pk__in=plans, world=world, retired_at=None).count() != len(plans):
        raise Refused("framework.no_such_choice", where="plans")
    wanted = set(terms.get("obligations", ()))
    missing = wanted - set(Obligation.objects.filter(pk__in=wanted, retired_at=None).values_list("pk", flat=True))
    if missing:
        raise Refused("framework.no_such_obligation", where="obligations", codes=", ".join(sorted(missing)))


def check_change(terms: Mapping[str, Any], world: str) -> None:
    """An action of the same world that people added: what a source says stays as the source has it."""
    action = Action.objects.filter(pk=terms["action"], world=world, retired_at=None).first()
    if action is None:
        raise Refused("framework.no_such_choice", where="action")
    if action.is_pack_row:
        raise Refused("framework.pack_action", where="action")


def check_assessment(terms: Mapping[str, Any]) -> None:
    """An obligation, a dimension, a score from 0 to 4 or unknown, a period."""
    known = Obligation.objects.filter(pk=terms["obligation"], retired_at=None).exists()
    if not known or terms["dimension"] not in Dimension.values:
        raise Refused("framework.no_such_choice", where="obligation")
    if terms["score"] is not None and terms["score"] not in range(5):
        raise Refused("framework.score_out_of_range", where="score")


def open_action(decided: Decided) -> Action:
    """A new action, adopted by the decision, with an owner of each side."""
    check_action(decided.terms, decided.world)  # again: another session may have taken the code meanwhile
    action = Action.objects.create(
        code=decided.terms["code"], title=dict(decided.text), description=dict(decided.text),
        pillar_id=decided.terms["pillar"], level=decided.level, mode=decided.terms["mode"], standing=Standing.ADOPTED,
        due_on=decided.due_on, author_body_id=decided.author, world=decided.world,
    )  # fmt: skip
    action.obligations.set(decided.terms.get("obligations", ()))
    action.plans.set(decided.terms.get("plans", ()))
    action.places.set([decided.place] if decided.place else [])
    for body, part in ((decided.owner, LeadPart.LEAD), (decided.co_owner, LeadPart.CO_LEAD)):
        _take_part(ActionLead.objects.create(action=action, institution_id=body, part=part), decided)
    tell_named(action)
    return action


def change_action(decided: Decided) -> Action:
    """A new day, owner or co-owner of an action. Whoever led before stays in it as a supporter."""
    check_change(decided.terms, decided.world)
    action = Action.objects.select_for_update().get(pk=decided.terms["action"])
    action.due_on, action.standing = decided.due_on, Standing.ADOPTED
    action.save(update_fields=["due_on", "standing"])
    for body, part in ((decided.owner, LeadPart.LEAD), (decided.co_owner, LeadPart.CO_LEAD)):
        _take_part(_named(action, body, part), decided)
    tell_named(action)
    return action


def _named(action: Action, body: str, part: LeadPart) -> ActionLead:
    before = lead_of(action, part)
    if before is not None and before.institution_id == body:
        return before
    if action.leads.filter(institution=body).exists():
        raise Refused("framework.has_another_part", body=body)
    if before is not None:
        ActionLead.objects.filter(pk=before.pk).update(part=LeadPart.SUPPORT)
    return ActionLead.objects.create(action=action, institution_id=body, part=part)


def _take_part(lead: ActionLead, decided: Decided) -> None:
    newest = lead.answers.order_by("at", "id").last()
    if lead.institution_id in decided.agreed and (newest is None or newest.answer != LeadAnswer.Answer.ACCEPTED):
        LeadAnswer.objects.create(lead=lead, answer=LeadAnswer.Answer.ACCEPTED, at=now())


def assess_jointly(decided: Decided, bodies: Mapping[str, str]) -> list[Assessment]:
    """One answer of each side with the same score, each by a body of that side (`bodies`: by side)."""
    check_assessment(decided.terms)
    return [_assessment(decided, side, bodies[side]) for side in ("state", "society")]


def _assessment(decided: Decided, side: str, body: str) -> Assessment:
    terms = decided.terms
    asked = {"obligation_id": terms["obligation"], "dimension": terms["dimension"], "place_id": decided.place}
    before = Assessment.objects.filter(**asked, author_body=body, world=decided.world, superseded_by=None)
    return Assessment.objects.create(
        **asked, side=side, score=terms["score"], text=dict(decided.text), author_body=Institution.objects.get(pk=body),
        period=terms["period"], supersedes=before.order_by("at", "id").last(), at=now(), world=decided.world,
    )  # fmt: skip


def adopt_action(decided: Decided) -> Action:
    """An action that was proposed is accepted: whoever agreed accepts the part for which it is named, no other's part
    moves. One that people added takes the day and is adopted; one that a source brought keeps the source's words."""
    action = Action.objects.select_for_update().filter(pk=decided.terms["action"], world=decided.world).first()
    if action is None:
        raise Refused("framework.no_such_choice", where="action")
    parts = list(action.leads.filter(institution_id__in=decided.agreed))
    for lead in parts:
        _take_part(lead, decided)
    leads = any(lead.part == LeadPart.LEAD for lead in parts)
    if leads and not action.is_pack_row and action.standing == Standing.PROPOSED:
        action.due_on, action.standing = decided.due_on, Standing.ADOPTED
        action.save(update_fields=["due_on", "standing"])
    return action
