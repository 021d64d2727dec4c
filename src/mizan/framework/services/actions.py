"""Actions and the bodies named for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mizan.framework import verbs
from mizan.framework.models import Action, ActionLead, LeadAnswer, LeadPart, Obligation, Pillar, Plan, Standing
from mizan.framework.notices import tell_named
from mizan.framework.queries.balance import has_accepted
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, same_world
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.places.models import Place


@dataclass(frozen=True)
class NewAction:
    """What a person enters for an action. A person can only propose: adoption is a body's decision."""

    code: str
    title: TextMap
    description: TextMap
    pillar: Pillar
    level: str
    mode: str
    lead: Institution | None
    co_lead: Institution | None
    obligations: Sequence[Obligation] = ()
    plans: Sequence[Plan] = ()
    places: Sequence[Place] = ()
    budget: Decimal | None = None
    currency: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    industry: str = ""
    supporters: Sequence[Institution] = field(default_factory=tuple)


def add_action(actor: Actor, new: NewAction) -> Action:
    """Propose an action with a state lead and a society co-lead, both only suggested until they accept."""
    lead, co_lead = _leads(new)
    same_world(actor, lead, co_lead, *new.supporters, *new.plans)
    if new.starts_on and new.due_on and new.due_on < new.starts_on:
        raise Refused("framework.due_before_start", where="due_on")
    if Action.objects.filter(pk=new.code).exists():
        raise Refused("framework.code_taken", where="code", code=new.code)
    with acting(actor):
        action = Action.objects.create(
            code=new.code, title=dict(new.title), description=dict(new.description), pillar=new.pillar,
            level=new.level, mode=new.mode, standing=Standing.PROPOSED, budget=new.budget, currency=new.currency,
            starts_on=new.starts_on, due_on=new.due_on, industry=new.industry, author_body_id=actor.body,
            world=actor.world,
        )  # fmt: skip
        action.obligations.set(new.obligations)
        action.plans.set(new.plans)
        action.places.set(new.places)
        _name_leads(action, lead, co_lead, new.supporters)
        tell_named(action)
        record(actor, verbs.ACTION_ADDED, action, standing=Standing.PROPOSED.value, pillar=new.pillar.code)
    return action


def _leads(new: NewAction) -> tuple[Institution, Institution]:
    if new.lead is None or new.co_lead is None:
        raise Refused("framework.lead_missing", where="lead" if new.lead is None else "co_lead")
    allow(allowed.to_lead(side=new.lead.side), where="lead", body=new.lead.code)
    allow(
        allowed.to_co_lead(
            side=new.co_lead.side,
            stakeholder_class=new.co_lead.stakeholder_class,
            industry=new.co_lead.industry,
            action_industry=new.industry,
        ),
        where="co_lead",
        body=new.co_lead.code,
    )
    return new.lead, new.co_lead


def _name_leads(action: Action, lead: Institution, co_lead: Institution, supporters: Sequence[Institution]) -> None:
    parts = [(lead, LeadPart.LEAD), (co_lead, LeadPart.CO_LEAD), *((body, LeadPart.SUPPORT) for body in supporters)]
    for order, (body, part) in enumerate(parts):
        ActionLead.objects.create(action=action, institution=body, part=part, order=order)


def answer_lead(actor: Actor, lead: ActionLead, *, accepts: bool, reason: TextMap | None = None) -> LeadAnswer:
    """The named body accepts or declines its part. Until then it is only suggested (I-18)."""
    named = lead.institution_id
    allow(
        allowed.to_answer_a_lead(body=actor.body, named_body=named, roles=actor.roles),
        named=named,
    )
    with acting(actor):
        current = ActionLead.objects.prefetch_related("answers").get(pk=lead.pk)
        if current.answers.all() and has_accepted(current) == accepts:
            raise Refused("framework.part_answered")
        answer = LeadAnswer.Answer.ACCEPTED if accepts else LeadAnswer.Answer.DECLINED
        row = LeadAnswer.objects.create(
            lead=lead, answer=answer, reason=dict(reason or {}), at=now(), author_id=actor.id or None
        )
        verb = verbs.LEAD_ACCEPTED if accepts else verbs.LEAD_DECLINED
        record(actor, verb, lead.action, action=lead.action_id, part=lead.part)
    return row
