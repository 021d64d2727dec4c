"""One message to every reader each working day, the same whether or not anything is new (I-1)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core import mail

from mizan.clocks.calendar import Calendar
from mizan.integrity.telling import DAILY, tell_readers
from mizan.kit.clock import at
from mizan.kit.models import Notice
from mizan.kit.notices import mail_waiting
from tests.integrity.country import Country
from tests.integrity.desk import seated, sent

MORNING = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
WEEK = Calendar("country")


def told(country: Country, moment: datetime = MORNING) -> int:
    with at(moment):
        return tell_readers(country.world, moment, WEEK)


def test_I1_a_reader_with_reports_and_one_without_get_the_same_bytes(country: Country) -> None:
    officers = seated(country)
    sent(country)
    assert told(country) == len(officers)
    rows = {name: Notice.objects.get(user=one.actor.id) for name, one in officers.items()}
    shown = {(row.kind, row.url) for row in rows.values()}
    assert shown == {(DAILY, "/inbox/")}
    mail_waiting(MORNING)
    assert len(mail.outbox) == len(officers)
    assert len({(one.subject, one.body) for one in mail.outbox}) == 1


def test_I1_a_new_report_tells_nobody_anything(country: Country) -> None:
    seated(country)
    told(country)
    before = list(Notice.objects.values_list("user", "kind", "url", "created_at"))
    sent(country)
    assert list(Notice.objects.values_list("user", "kind", "url", "created_at")) == before
    assert not mail.outbox


def test_it_comes_once_a_day_and_not_before_its_hour(country: Country) -> None:
    officers = seated(country)
    assert told(country, MORNING.replace(hour=3, minute=59)) == 0
    assert told(country) == len(officers)
    assert told(country, MORNING.replace(hour=11)) == 0


def test_it_comes_on_no_day_on_which_offices_are_closed(country: Country) -> None:
    seated(country)
    assert told(country, datetime(2026, 11, 28, 9, 0, tzinfo=UTC)) == 0
