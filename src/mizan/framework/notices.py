"""What the framework tells members about: a part to accept, a claim to answer, an answer that came."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Action, LeadPart
from mizan.institutions.queries.people import members_of
from mizan.kit.notices import notice_kind, notify

NAMED = notice_kind("framework.named", _("Your body is named for an action: accept its part or decline it."))
CLAIMED = notice_kind("framework.claimed", _("Progress is claimed on an action that your body co-leads: answer it."))
ANSWERED = notice_kind("framework.answered", _("Your body's claim was answered."))


def tell_named(action: Action) -> None:
    """Every body named for a new action."""
    _tell([lead.institution_id for lead in action.leads.all()], NAMED, action)


def tell_co_lead(action: Action) -> None:
    """The co-lead of an action with a new claim."""
    _tell([lead.institution_id for lead in action.leads.filter(part=LeadPart.CO_LEAD)], CLAIMED, action)


def tell_claimant(action: Action, body: str) -> None:
    """The body whose claim was answered."""
    _tell([body], ANSWERED, action)


def _tell(bodies: list[str], kind: str, action: Action) -> None:
    notify(members_of(bodies), kind, f"/actions/{action.code}/")
