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
    known = set(Action.objects.filter(pack=pack.code).values_list("pk", flat=True))
    sync(Action, pack.code, [_action(row, text) for row in actions], tally, now=now)
    for row in actions:
        changed = _write_leads(row, pack.code) + _write_milestones(row, pack.code, text)
        tally.changed += changed if row.id in known else 0


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


ONLY_ONE = {LeadPart.LEAD: LeadPart.JOINT_LEAD, LeadPart.CO_LEAD: LeadPart.SUPPORT}


def _write_leads(row: rows.Action, pack: str) -> bool:
    """Bodies named by the pack; whether any of that changed.

    A body that already answered keeps its part whatever the pack says later: whoever the pack names in its stead
    stands beside it. Rows are made anew where they differ, since an action has one lead and one co-lead at a time.
    """
    existing = {lead.institution_id: lead for lead in ActionLead.objects.filter(action_id=row.id)}
    kept = {code: lead for code, lead in existing.items() if lead.pack != pack or lead.answers.exists()}
    taken = {lead.part for lead in kept.values()}
    wanted: dict[str, dict[str, object]] = {}
    for order, (part, owner) in enumerate(_parts(row)):
        accepted = (owner.source or "") if owner.standing == rows.OwnerStanding.ACCEPTED else ""
        free = ONLY_ONE.get(part, part) if part in taken else part
        wanted[owner.institution] = {"part": free.value, "order": order, "accepted_source": accepted}
    stale = [code for code, lead in existing.items() if code not in kept and _lead_fields(lead) != wanted.get(code)]
    ActionLead.objects.filter(action_id=row.id, institution_id__in=stale).delete()
    fresh = [code for code in wanted if code not in existing or code in stale]
    ActionLead.objects.bulk_create(
        [ActionLead(action_id=row.id, institution_id=code, pack=pack, **wanted[code]) for code in fresh]
    )
    return bool(stale or fresh)


def _lead_fields(lead: ActionLead) -> dict[str, object]:
    return {"part": lead.part, "order": lead.order, "accepted_source": lead.accepted_source}


def _write_milestones(row: rows.Action, pack: str, text: TextOf) -> bool:
    """Milestones of the pack; whether any changed. One that a claim points to stays."""
    wanted = [(text(one.title), whole_day(one.due)) for one in row.milestones]
    claimed = Milestone.objects.filter(action_id=row.id, pack=pack, progress__isnull=False).distinct()
    kept = [(one.title, one.due_on) for one in claimed]
    existing = [(one.title, one.due_on) for one in Milestone.objects.filter(action_id=row.id, pack=pack)]
    if sorted(map(str, [*kept, *(one for one in wanted if one not in kept)])) == sorted(map(str, existing)):
        return False
    Milestone.objects.filter(action_id=row.id, pack=pack, progress=None).delete()
    Milestone.objects.bulk_create(
        [
            Milestone(action_id=row.id, pack=pack, title=title, due_on=due)
            for title, due in wanted
            if (title, due) not in kept
        ]
    )
    return True
