"""What the council tells its members about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.council.access import sitting
from mizan.council.models import Proposal, Session
from mizan.council.rules.proposals import SPEAKERS
from mizan.institutions.models import Membership
from mizan.kit.days import today_in
from mizan.kit.notices import notice_kind, notify

CALLED = notice_kind("council.called", _("A session of your committee is called."))

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


def tell_committee(committee: str, proposal: Proposal) -> None:
    """Every seat of the committee that silence reached."""
    rows = sitting(today_in(proposal.world)).filter(seat__committee=committee)
    notify(rows.values_list("user_id", flat=True), PROPOSAL, f"/proposals/{proposal.pk}/")
