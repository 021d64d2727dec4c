"""What the council tells its members about."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mizan.council.access import sitting
from mizan.council.models import Proposal, Return, ReturnDuty, Session
from mizan.council.rules.proposals import SPEAKERS
from mizan.institutions.models import Membership
from mizan.institutions.queries.people import members_of
from mizan.kit.days import today_in
from mizan.kit.notices import notice_kind, notify

CALLED = notice_kind("council.called", _("A session of your committee is called."))
ASKED = notice_kind("council.return_asked", _("Somebody asks about a return of your body."))
REMINDED = notice_kind("council.returns_due", _("Returns of your body are due, or late."))

PROPOSAL = notice_kind("council.proposal", _("A proposal waits for your body, or was answered."))


def tell_called(session: Session) -> None:
    """Every seat of the committee, of both sides alike."""
    rows = sitting(today_in(session.world)).filter(seat__committee=session.committee_id)
    notify(rows.values_list("user_id", flat=True), CALLED, f"/committees/{session.committee_id}/")


def tell_body(body: str, proposal: Proposal) -> None:
    """Everybody who may speak for the body."""
    posts = Membership.objects.filter(institution=body, until=None, suspended_at=None)
    people = [post.user_id for post in posts if SPEAKERS & set(post.roles)]
    notify(people, PROPOSAL, f"/proposals/{proposal.pk}/")


def tell_proposer(proposal: Proposal) -> None:
    """Whoever speaks for the body that made it; of a joint one, every seat of its committee."""
    if proposal.by_committee_id:
        tell_committee(proposal.by_committee_id, proposal)
    else:
        tell_body(proposal.proposer_id, proposal)


def tell_committee(committee: str, proposal: Proposal) -> None:
    """Every seat of the committee that silence reached, or that proposed."""
    rows = sitting(today_in(proposal.world)).filter(seat__committee=committee)
    notify(rows.values_list("user_id", flat=True), PROPOSAL, f"/proposals/{proposal.pk}/")


def tell_asked(row: Return) -> None:
    """Whoever keeps the author body's returns."""
    notify(told_of_returns(row.body_id), ASKED, f"/returns/{row.form_id}/{row.body_id}/{row.period}/")


def tell_returns_due(body: str) -> None:
    """Whoever keeps the body's returns; the words name no figure and no form."""
    notify(told_of_returns(body), REMINDED, "/returns/")


def told_of_returns(body: str) -> list[UUID]:
    """Whom a body named for its returns, with her deputy, as far as they are still its members; else every member."""
    members = members_of([body])
    named = ReturnDuty.objects.filter(body=body).order_by("at", "id").last()
    duty = [user for user in (named.person_id, named.deputy_id) if user in members] if named else []
    return duty or members
