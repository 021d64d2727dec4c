"""What this room tells its members about; no notice names anybody or anything."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Membership
from mizan.kit.notices import notice_kind, notify
from mizan.prevention.models import Entitlement, Feedback, Referral
from mizan.prevention.rules.feedback import ANSWERERS
from mizan.prevention.rules.listing import WORKERS

TOLD = WORKERS | {"coordinator"}
REFERRAL = notice_kind("prevention.referral", _("A referral waits for your body, or was answered."))
OWED = notice_kind("prevention.owed", _("Your body owes something by a day, or it was delivered."))
FEEDBACK = notice_kind("prevention.feedback", _("Feedback that another body left unanswered waits for yours."))


def tell(body: str, row: Referral) -> None:
    """Everybody who works the queues of the body."""
    notify(_workers(body), REFERRAL, f"/referrals/{row.pk}/")


def tell_owed(body: str, row: Entitlement) -> None:
    notify(_workers(body), OWED, f"/owed/{row.pk}/")


def tell_feedback(body: str, row: Feedback) -> None:
    """Everybody who may answer for the body that owes the answer now."""
    notify(_workers(body, ANSWERERS), FEEDBACK, f"/feedback/{row.pk}/")


def _workers(body: str, roles: Collection[str] = TOLD) -> list[UUID]:
    posts = Membership.objects.filter(institution=body, until=None, suspended_at=None)
    return [post.user_id for post in posts if set(roles) & set(post.roles)]
