"""Holes of losing, burying, altering and leaking reports: under load, by limits, by age, by hand, on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from mizan.integrity.cleaning import running
from mizan.integrity.following import conversation, look_up
from mizan.integrity.models import Message, OfficerAct, Report
from mizan.integrity.queries.reading import acts
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.clock import tick
from mizan.integrity.services.copies import copy_for
from mizan.integrity.services.intake import give_codeword, intake, submit
from mizan.kit.models import Notice
from mizan.kit.refusal import Refused
from mizan.ledger.auditing import audit
from mizan.ledger.models import Duty, Event, Leaf
from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.messages import seal_message
from mizan.sealing.offline import open_export
from mizan.sealing.readers import new_keys
from tests.conftest import lifted_guards
from tests.integrity.cleaning.marked import RAW, jpeg
from tests.integrity.country import CLOCK, Country, make_country
from tests.integrity.desk import ABOUT_OFFICER, NARRATIVE, days, row, seated, sent
from tests.integrity.walking import open_door
from tests.integrity.walking import sent as sent_by_page
from tests.ledger.happening import happening

AT_ONCE, EACH = 4, 4  # GlobaLeaks 5.0.15 lost 10 of 16 so


@pytest.mark.postgres  # on SQLite one file is shared by processes: tests/browser/test_many_reports_at_once.py
@pytest.mark.django_db(transaction=True)
def test_GL_5_0_15_of_sixteen_reports_by_four_senders_at_once_none_is_lost() -> None:
    country = make_country()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        lots = list(pool.map(lambda _number: send_some(country), range(AT_ONCE)))
    stored = [one for lot in lots for one in lot]
    assert len(set(stored)) == AT_ONCE * EACH
    assert set(Report.objects.values_list("pk", flat=True)) == set(stored)
    assert Duty.objects.count() == 5 * len(stored)
    assert [fault.code for fault in audit().faults] == []


def send_some(country: Country) -> list[object]:
    """What one sender stores; every one with its wraps, duties and leaves."""
    try:
        return [submit(intake(country.world), ABOUT_OFFICER, NARRATIVE, on=country.ground).report for _ in range(EACH)]
    finally:
        connections.close_all()


def test_no_count_of_reports_ever_refuses_one(
    country: Country, public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GlobaLeaks refuses the 21st report of an hour: an accused official closes the channel with 20."""
    open_door(country, monkeypatch)
    for _junk in range(40):
        sent(country)
    assert sent_by_page(public, narrative=NARRATIVE).status_code == 200
    assert Report.objects.count() == 41


def test_no_age_takes_an_unanswered_report_away(country: Country) -> None:
    """GlobaLeaks deletes a report and its keys after 90 days, answered or not."""
    officers, report = seated(country), sent(country).report
    for later in (91, 366, 3700):
        tick(country.on(country.today + days(later)), CLOCK.secret)
    assert Report.objects.get(pk=report).state == Report.State.OPEN
    assert set(Duty.objects.filter(state="open").values_list("subject_id", flat=True)) == {str(report)}
    assert officers["IA-1"].opens(report, country.ground).narrative == NARRATIVE


def test_the_list_of_what_was_done_is_no_table_that_can_be_edited_or_emptied(country: Country) -> None:
    """GlobaLeaks' audit log is such a table, and its cleaning deletes from it; #4894 wrote one act as another."""
    officers, report = seated(country), sent(country).report
    officers["IA-1"].does(report, country.ground, Act.ACKNOWLEDGE)
    for statement in (
        "UPDATE ledger_event SET verb = 'x.y'",
        "DELETE FROM ledger_event",
        "DELETE FROM integrity_report",
        "UPDATE integrity_officeract SET verb = 'note'",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert audit().faults == []
    with lifted_guards():  # the owner of the database, behind the triggers
        OfficerAct.objects.filter(report=report, verb=Act.ACKNOWLEDGE).update(verb=Act.CHECK_SAFETY)
    assert "commitment" in {fault.code for fault in audit().faults}


def test_GL_4121_no_clock_is_ever_set_back(country: Country) -> None:
    """A reminder there fell back to 1970 in silence. Here every term begins on the day of its act and ends after it."""
    officers, report = seated(country), sent(country).report
    first = dict(Duty.objects.values_list("kind", "due_on"))
    officers["IA-1"].does(report, country.ground, Act.UPDATE)
    tick(country.on(country.today + days(8)), CLOCK.secret)
    for duty in Duty.objects.all():
        assert country.today <= duty.opened_on < duty.due_on, duty.kind
        assert duty.due_on >= first[duty.kind], duty.kind
    with pytest.raises(Refused):
        officers["IA-1"].does(report, country.on(country.today - days(20_000)), Act.DECIDE, "inquire")


@pytest.mark.parametrize("length", [0, 1, 400, 700])
def test_SD_544_neither_a_size_nor_a_message_tells_that_a_report_came(country: Country, length: int) -> None:
    seated(country)
    notices = Notice.objects.count()
    short, long = (row(sent(country, narrative=text)) for text in ("x", "x" * length))
    assert len(bytes(short.body)) == len(bytes(long.body))
    assert Notice.objects.count() == notices
    slots = set(Leaf.objects.filter(event__target_id=str(short.pk)).values_list("publish_from", flat=True))
    assert len(slots) == 1  # a slot of publishing, not the moment
    assert {slot.second for slot in slots} == {0}


def test_HL_1359_where_nothing_can_be_sealed_nothing_is_stored_in_plain(country: Country) -> None:
    """No reader has a key: the report is refused with the reason. No other way to store it exists."""
    country.people.clear()
    with pytest.raises(Refused) as refused:
        sent(country)
    assert refused.value.code.startswith("integrity.")
    assert not Report.objects.exists()
    assert not Event.objects.filter(verb__startswith="integrity.").exists()


def test_GL_4868_a_copy_that_leaves_holds_no_key_and_leaves_a_mark(country: Country) -> None:
    import pyrage

    officers, report = seated(country), sent(country).report
    officer, court = officers["IA-1"], pyrage.x25519.Identity.generate()
    found = officer.opens(report, country.ground)
    data = copy_for(officer.actor, officer.mine, found, country.ground, code="court", recipient=str(court.to_public()))
    text = open_export(data, str(court), Context(report.bytes, Purpose.BODY))
    assert NARRATIVE in text
    secrets = [*(key.secret for key in found.keys.values()), officer.mine.secret, officer.mine.seed]
    for secret in secrets:
        assert secret.hex() not in text
        assert secret not in data
    assert officer.actor.id not in text
    assert OfficerAct.objects.filter(report=report, verb=Act.EXPORT).count() == 1
    with pytest.raises(OpenError):
        open_export(data, str(pyrage.x25519.Identity.generate()), Context(report.bytes, Purpose.BODY))


def test_X41_2026_what_somebody_puts_between_door_and_reader_is_shown_as_not_signed(country: Country) -> None:
    """A message in the reporter's name, and an act in an officer's: both rows are right but for their signature."""
    officers, submitted = seated(country), sent(country)
    view = look_up(give_codeword(intake(country.world), submitted))
    forged = seal_message(view.newest, Purpose.FROM_REPORTER, 1, new_keys().seed, b'{"v":1,"text":"I take it back"}')
    with happening(view.report):
        Message.objects.create(report=view.report, purpose=2, number=1, sealed=forged, written_on=country.today)
        OfficerAct.objects.create(
            report=view.report, number=1, verb=Act.ACKNOWLEDGE, keys=country.rows[officers["IA-1"].actor.id],
            institution_id="IA", done_on=country.today, signature=bytes(64),
        )  # fmt: skip
    assert [line.text for line in conversation(view)] == [None]
    assert [line.is_signed for line in acts(officers["IA-1"].opens(submitted.report, country.ground))] == [False]


def test_X41_2026_nothing_of_one_reporters_file_is_in_the_copy_of_anothers(tmp_path: Path, monkeypatch: Any) -> None:
    """Each copy is made by new processes without files; none is left on the disk between them."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = running.clean(b"plain words of the second reporter")
    first = running.clean(jpeg())
    after = running.clean(b"plain words of the second reporter")
    assert RAW not in first.content
    assert after == before
    assert list(tmp_path.iterdir()) == []
