"""What this room tells its members about; no notice names anybody or anything."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Membership
from mizan.kit.notices import notice_kind, notify
from mizan.prevention.models import Entitlement, Referral
from mizan.prevention.rules.listing import WORKERS

TOLD = WORKERS | {"coordinator"}
REFERRAL = notice_kind("prevention.referral", _("A referral waits for your body, or was answered."))
OWED = notice_kind("prevention.owed", _("Your body owes something by a day, or it was delivered."))


def tell(body: str, row: Referral) -> None:
    """Everybody who works the queues of the body."""
    notify(_workers(body), REFERRAL, f"/referrals/{row.pk}/")


def tell_owed(body: str, row: Entitlement) -> None:
    notify(_workers(body), OWED, f"/owed/{row.pk}/")


def _workers(body: str) -> list[UUID]:
    posts = Membership.objects.filter(institution=body, until=None, suspended_at=None)
    return [post.user_id for post in posts if TOLD & set(post.roles)]
