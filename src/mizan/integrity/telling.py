"""One message to every reader each working day, the same for all, whether or not anything is new (DESIGN section 9).

Whoever could read reports gets it: everybody on a roster. It says nothing, so its coming says nothing either.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mizan.clocks import Calendar
from mizan.institutions.models import RosterPost
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.models import Notice
from mizan.kit.notices import notice_kind, notify

FIRST_HOUR = 4  # UTC: nine in the morning in Pakistan, as all mail
DAILY = notice_kind("integrity.daily", _("Today's message to all readers: look into your inbox, as every working day."))
URL = "/inbox/"


def tell_readers(world: str, moment: datetime, calendar: Calendar) -> int:
    """Put today's message before everybody on a roster, once; returns how many."""
    if moment.hour < FIRST_HOUR or not calendar.is_working(moment.date()):
        return 0
    told = Notice.objects.filter(kind=DAILY, created_at__date=moment.date()).values_list("user_id", flat=True)
    readers = set(_readers(world)) - set(told)
    if not readers:
        return 0
    with acting(system("clock", world=world)):
        return notify(sorted(readers, key=str), DAILY, URL)


def _readers(world: str) -> list[UUID]:
    rows = RosterPost.objects.filter(world=world, until=None, person_keys__until=None)
    return list(rows.values_list("person_keys__user_id", flat=True))
