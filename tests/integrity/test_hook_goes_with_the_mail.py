"""The operator's program is started for whom the day's mail reached, in that order, and for nobody else (I-1)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from threading import enumerate as threads
from typing import Any

import pytest
from django.core import mail

from mizan.cli import main
from mizan.council.services.reminding import remind
from mizan.institutions.models import User
from mizan.kit.clock import at
from mizan.web import ticks
from tests.cast import Cast
from tests.council.asked import Q1_DUE, joins, make_form, on
from tests.integrity.country import Country
from tests.integrity.desk import seated, sent
from tests.integrity.test_telling import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(tmp_path: Path, settings: Any) -> Any:
    """`rung(moment)` sends the mail of a day; returns what the program was started with, line by line."""
    program, seen = tmp_path / "hook", tmp_path / "seen"
    program.write_text(f'#!/bin/sh\necho "$@" >> {seen}\n')
    program.chmod(0o700)
    settings.NOTICE_HOOK = str(program)

    def send(moment: datetime) -> list[str]:
        ticks.mail_once_a_day(moment)
        for thread in threads():
            if thread.name == "notice-hook":
                thread.join(30)
        return seen.read_text().splitlines() if seen.exists() else []

    return send


def five(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def test_a_reminder_of_returns_starts_it_with_the_members_id_once_a_day(cast: Cast, rung: Any) -> None:
    joins(cast.owner.actor, make_form())
    with on(Q1_DUE):
        assert remind("real") == 1
    assert rung(five(Q1_DUE)) == [str(cast.owner.user.pk)]
    assert rung(five(Q1_DUE)) == [str(cast.owner.user.pk)]
    assert len(mail.outbox) == 1


def test_it_is_not_started_before_the_hour_of_the_mail(cast: Cast, rung: Any) -> None:
    joins(cast.owner.actor, make_form())
    with on(Q1_DUE):
        remind("real")
    assert rung(five(Q1_DUE).replace(hour=ticks.FIRST_HOUR - 1)) == []


def test_I1_readers_with_and_without_a_report_are_rung_alike_in_an_order_that_tells_nothing(
    country: Country, rung: Any
) -> None:
    officers = seated(country)
    moment = datetime(2026, 11, 26, 5, tzinfo=UTC)
    with at(moment):
        sent(country)
        assert rung(moment) == []  # a report by itself tells nobody anything
    told(country, moment)
    readers = sorted(str(one.actor.id) for one in officers.values())
    assert rung(moment) == readers
    addresses = [str(User.objects.get(email=one.to[0]).pk) for one in mail.outbox]
    assert addresses == readers


def test_mizan_people_names_ids_bodies_and_addresses_and_no_role(cast: Cast, capsys: Any) -> None:
    assert main(["people"]) == 0
    lines = capsys.readouterr().out.splitlines()
    user = cast.owner.user
    assert f"{user.pk}\t{cast.owner.post.institution_id}\t{user.email}" in lines
    assert user.name not in "".join(lines)
    assert main(["people", "--json"]) == 0
    people = json.loads(capsys.readouterr().out)["people"]
    assert len(people) == len(lines)
    assert set(people[0]) == {"id", "body", "address", "world"}
