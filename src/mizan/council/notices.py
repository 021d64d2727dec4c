"""What the council tells its members about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.council.access import sitting
from mizan.council.models import Session
from mizan.kit.days import today_in
from mizan.kit.notices import notice_kind, notify

CALLED = notice_kind("council.called", _("A session of your committee is called."))


def tell_called(session: Session) -> None:
    """Every seat of the committee, of both sides alike."""
    rows = sitting(today_in(session.world)).filter(seat__committee=session.committee_id)
    notify(rows.values_list("user_id", flat=True), CALLED, f"/committees/{session.committee_id}/")
