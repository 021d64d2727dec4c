"""Actions with owners, progress and lateness: the list, and one in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mizan.framework.models import Action, ActionLead, LeadPart, Plan
from mizan.framework.models.plans import PROMISES
from mizan.framework.queries.balance import actions_with_all, claims_of, has_accepted
from mizan.framework.rules import progress
from mizan.kit.facts import World
from mizan.kit.texts import contains

NO_BUDGET = "none"  # no currency has this code: they are capitals


@dataclass(frozen=True)
class LeadLine:
    """One body named for an action, and whether it is suggested, accepted or declined."""

    lead: ActionLead
    state: str


@dataclass(frozen=True)
class ActionRow:
    """One action as pages show it. `due_state` is late, due, no_date or "" (not a promise)."""

    action: Action
    progress: str
    due_state: str
    leads: list[LeadLine]
    is_unanswered: bool

    @property
    def late_words(self) -> str:
        """How lateness is said: nobody reported is not the same as not done (I-18)."""
        return _("day passed, no report") if self.progress == progress.State.NO_REPORT else _("late")

    def is_accepted_by(self, part: str) -> bool:
        """Whether any body of this part accepted it."""
        return any(line.state == "accepted" and line.lead.part == part for line in self.leads)

    @property
    def plans(self) -> list[Plan]:
        """The current plans that it serves, as far as they are of its own world."""
        mine = self.action.plans.all()
        return [plan for plan in mine if plan.retired_at is None and plan.world == self.action.world]

    @property
    def lead(self) -> LeadLine | None:
        return next((line for line in self.leads if line.lead.part == LeadPart.LEAD), None)

    @property
    def co_lead(self) -> LeadLine | None:
        return next((line for line in self.leads if line.lead.part == LeadPart.CO_LEAD), None)


def action_rows(filters: dict[str, Any], world: World, *, today: date) -> list[ActionRow]:
    """Current actions of the world that match, by code."""
    rows = [action_row(action, today=today) for action in _matching(filters, world)]
    if filters.get("plans") == "several":
        rows = [row for row in rows if len(row.plans) > 1]
    return [row for row in rows if _matches_computed(row, filters)]


def _matching(filters: dict[str, Any], world: World) -> QuerySet[Action]:
    rows = actions_with_all(world)
    if filters.get("standing") == "promised":
        rows = rows.filter(standing__in=PROMISES)
    elif "standing" in filters:
        rows = rows.filter(standing=filters["standing"])
    for name, field in (("pillar", "pillar"), ("pan", "pillar__pan"), ("mode", "mode"), ("objective", "objective")):
        if name in filters:
            rows = rows.filter(**{field: filters[name]})
    if "plan" in filters:
        rows = rows.filter(plans=filters["plan"])
    if "obligation" in filters:
        rows = rows.filter(obligations=filters["obligation"])
    if "level" in filters:
        rows = rows.filter(Q(level=filters["level"]) | Q(plans__level=filters["level"])).distinct()
    if "body" in filters:
        rows = rows.filter(leads__institution=filters["body"]).distinct()
    if "budget" in filters:
        known = Q(budget__isnull=False) & ~Q(currency="")
        rows = rows.exclude(known) if filters["budget"] == NO_BUDGET else rows.filter(known, currency=filters["budget"])
    if "q" in filters:
        word = filters["q"]
        rows = rows.filter(Q(code__icontains=word) | contains(["title", "description"], word))
    return rows


def _matches_computed(row: ActionRow, filters: dict[str, Any]) -> bool:
    wanted = filters.get("state")
    if wanted == "late":
        return row.due_state == "late"
    if wanted == "unanswered":
        return row.is_unanswered
    if wanted in {"owned", "no_owner"}:
        return row.is_accepted_by(LeadPart.LEAD) == (wanted == "owned")
    if wanted == "no_co_lead":
        return not row.is_accepted_by(LeadPart.CO_LEAD)
    if wanted in {"dated", "undated"}:
        return row.action.is_promise and (row.action.due_on is not None) == (wanted == "dated")
    return not wanted or row.progress == wanted


def action_row(action: Action, *, today: date) -> ActionRow:
    """One action (prefetched by `actions_with_all`) as pages show it."""
    claims = claims_of(action)
    leads = [LeadLine(lead, lead_state(lead)) for lead in action.leads.all()]
    owned = any(line.state == "accepted" and line.lead.part == LeadPart.LEAD for line in leads)
    return ActionRow(
        action=action,
        progress=progress.state_of(claims).value,
        due_state=_due_state(action, claims, today),
        leads=sorted(leads, key=lambda line: (PART_ORDER[line.lead.part], line.lead.order)),
        is_unanswered=progress.is_unanswered(action.standing, has_owner=owned),
    )


def due_states(codes: Iterable[str], world: World, *, today: date) -> dict[str, str]:
    """late, due, done or no_date of some actions, by code."""
    rows = actions_with_all(world).filter(pk__in=list(codes))
    return {action.pk: _due_state(action, claims_of(action), today) for action in rows}


def done_days(codes: Iterable[str], world: World) -> dict[str, date]:
    """The day of the newest claim of each action that is done and not disputed, by code."""
    rows = actions_with_all(world).filter(pk__in=list(codes))
    return {action.pk: list(action.progress.all())[-1].on for action in rows if progress.is_done(claims_of(action))}


PART_ORDER = {LeadPart.LEAD: 0, LeadPart.JOINT_LEAD: 1, LeadPart.CO_LEAD: 2, LeadPart.SUPPORT: 3}


def lead_state(lead: ActionLead) -> str:
    """suggested, accepted or declined."""
    answers = list(lead.answers.all())
    if has_accepted(lead):
        return "accepted"
    return "declined" if answers else "suggested"


def _due_state(action: Action, claims: list[progress.Claim], today: date) -> str:
    if action.due_on is None:
        return "no_date"
    if progress.is_overdue(action.standing, action.due_on, claims, today):
        return "late"
    return "done" if progress.is_done(claims) else "due"
