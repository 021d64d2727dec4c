"""Plans, objectives, actions and the bodies named for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from mizan.framework.models import Action, ActionLead, LeadPart, Milestone, Objective, Plan
from mizan.web.packs import rows
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced, whole_day
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_plans(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Plans with objectives, then actions with their leads and milestones."""
    plans = [row for row in bundle.plans if row.pack == pack.code]
    actions = [row for row in bundle.actions if row.pack == pack.code]
    sync(Plan, pack.code, [_plan(row, text) for row in plans], tally, now=now)
    objectives = [_objective(one, row.code, order, text) for row in plans for order, one in enumerate(row.objectives)]
    sync(Objective, pack.code, objectives, tally, now=now)
    sync(Action, pack.code, [_action(row, text) for row in actions], tally, now=now)
    for row in actions:
        _write_leads(row, pack.code)
        _write_milestones(row, pack.code, text)


def _plan(row: rows.Plan, text: TextOf) -> Line:
    return Line(row.code, {
        "title": text(row.title), "level": row.level.value, "instrument_id": row.instrument,
        "starts": row.starts or "", "ends": row.ends or "", "status": row.status.value,
        "is_collection": row.kind == rows.PlanKind.COLLECTION, **sourced(row, text),
    })  # fmt: skip


def _objective(one: rows.Objective, plan: str, order: int, text: TextOf) -> Line:
    return Line(one.code, {"plan_id": plan, "title": text(one.title), "order": order})


def _action(row: rows.Action, text: TextOf) -> Line:
    budget = row.budget
    fields = {
        "title": text(row.title), "description": text(row.description), "basis": text(row.basis),
        "level": row.level.value, "mode": row.mode.value, "standing": row.standing.value,
        "standing_reason": text(row.standing_reason), "pillar_id": row.pillar, "pillar_was": row.pillar_was or "",
        "pillar_reason": text(row.pillar_reason), "objective_id": row.objectives[0] if row.objectives else None,
        "budget": Decimal(str(budget.amount)) if budget else None, "currency": budget.currency if budget else "",
        "starts_on": whole_day(row.start), "due_on": whole_day(row.due),
        "industry": (row.industries or ("",))[0], "verified": bool(row.verified), **sourced(row, text),
    }  # fmt: skip
    many = {"plans": row.plans, "obligations": row.obligations, "places": row.places}
    return Line(row.id, fields, many)


def _parts(row: rows.Action) -> Iterator[tuple[LeadPart, rows.Owner]]:
    if row.state_lead:
        yield LeadPart.LEAD, row.state_lead
    yield from ((LeadPart.JOINT_LEAD, owner) for owner in row.joint_leads)
    if row.co_lead:
        yield LeadPart.CO_LEAD, row.co_lead
    yield from ((LeadPart.SUPPORT, owner) for owner in row.supports)


def _write_leads(row: rows.Action, pack: str) -> None:
    """Bodies named by the pack. A body that already answered keeps its row whatever the pack says later."""
    wanted = {owner.institution: (part, order, owner) for order, (part, owner) in enumerate(_parts(row))}
    existing = {lead.institution_id: lead for lead in ActionLead.objects.filter(action_id=row.id, pack=pack)}
    for code, lead in existing.items():
        if code not in wanted and not lead.answers.exists():
            lead.delete()
    for code, (part, order, owner) in wanted.items():
        accepted = owner.source or "" if owner.standing == rows.OwnerStanding.ACCEPTED else ""
        fields = {"part": part.value, "order": order, "accepted_source": accepted, "pack": pack}
        lead = existing.get(code)
        if lead is None or any(getattr(lead, name) != value for name, value in fields.items()):
            ActionLead.objects.update_or_create(action_id=row.id, institution_id=code, defaults=fields)


def _write_milestones(row: rows.Action, pack: str, text: TextOf) -> None:
    wanted = [(text(one.title), whole_day(one.due)) for one in row.milestones]
    existing = [(one.title, one.due_on) for one in Milestone.objects.filter(action_id=row.id, pack=pack)]
    if sorted(map(str, wanted)) != sorted(map(str, existing)):
        Milestone.objects.filter(action_id=row.id, pack=pack, progress=None).delete()
        Milestone.objects.bulk_create(
            [Milestone(action_id=row.id, pack=pack, title=title, due_on=due) for title, due in wanted]
        )
