"""Cleaned copies at the desk: on request, by whoever may open the original, recorded, and shown to the reporter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from mizan.integrity import store
from mizan.integrity.cleaning import running
from mizan.integrity.cleaning.kinds import MOST_BYTES, NotCleaned, Why
from mizan.integrity.models import Attachment, OfficerAct, Report
from mizan.integrity.rules.acts import Act
from mizan.integrity.rules.filetypes import kind_of
from mizan.integrity.services import cleaned, files
from mizan.integrity.services.acts import open_once
from mizan.integrity.services.intake import intake
from mizan.kit.wording import worded_codes
from mizan.ledger.models import Event
from mizan.sealing.files import FileRecord, FileSealer
from mizan.sealing.reports import Report as Sealed
from tests.integrity.cleaning.marked import RAW, jpeg, pdf
from tests.integrity.desk import sent
from tests.integrity.test_desk_pages import Desk, body, normal
from tests.integrity.walking import digits_of, followed, open_door
from tests.integrity.walking import sent as sent_by_page


@pytest.fixture(autouse=True)
def sealed_folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEALED = tmp_path / "sealed"
    return tmp_path / "sealed"


@pytest.fixture
def desk(country: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


@dataclass(frozen=True)
class Holding:
    """Somebody who may add a file."""

    report: Report
    newest: Sealed


def attach(desk: Desk, report: UUID, content: bytes) -> Attachment:
    """One more file of the report, as its reporter would send it."""
    found = desk.officers["IA-1"].opens(report, desk.country.ground)
    holding = Holding(found.report, found.newest.report)
    number = files.next_number(holding)
    sealer, writer = FileSealer(holding.newest, number), store.Writer()
    for piece in (sealer.head, sealer.add(content), *sealer.finish()):
        writer.add(piece)
    record = FileRecord("IMG_2044.jpg", kind_of(content), len(content), sealer.key)
    taken = files.Taken(number, record, writer, writer.close())
    return files.add_file(intake(desk.country.world), holding, taken, on=desk.country.ground)


def with_file(desk: Desk, content: bytes) -> UUID:
    report = sent(desk.country).report
    attach(desk, report, content)
    return report


def address(report: UUID, number: int = 1) -> str:
    return f"/inbox/{report}/files/{number}/cleaned/"


@pytest.mark.parametrize(
    ("make", "suffix"), [(jpeg, "jpg"), (pdf, "pdf"), (lambda: b"\xef\xbb\xbfwords\xe2\x80\xae", "txt")]
)
def test_a_reader_takes_a_cleaned_copy_under_a_name_that_tells_nothing(
    desk: Desk, make: Callable[[], bytes], suffix: str
) -> None:
    report, client = with_file(desk, make()), desk.client("IA-1")
    answer = client.post(address(report))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/octet-stream")
    assert answer["Content-Disposition"] == f'attachment; filename="cleaned-1.{suffix}"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content
    assert RAW not in answer.content


def test_it_is_one_signed_act_with_both_hashes_sealed_inside_and_nowhere_else(desk: Desk) -> None:
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    copy = client.post(address(report)).content
    act = OfficerAct.objects.get(report=report, verb=Act.CLEAN)
    hashes = [sha256(one).hexdigest() for one in (jpeg(), copy)]
    page = body(client.get(f"/inbox/{report}/"))
    assert all(one in page for one in hashes)
    assert "does not hold" not in page
    kept = [bytes(act.sealed).hex(), *(str(event.payload) for event in Event.objects.all())]
    assert not [one for one in hashes for text in kept if one in text]
    assert Event.objects.filter(verb="integrity.act.clean").count() == 1
    assert OfficerAct.objects.filter(report=report, verb=Act.OPENED).count() == 1


def test_its_reporter_sees_who_opened_the_report_and_that_a_copy_left(
    country: Any, public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_door(country, monkeypatch)
    codeword = digits_of(sent_by_page(public))
    desk, report = Desk(country, monkeypatch), Report.objects.get().pk
    assert "Who looked at it" not in body(followed(public, codeword))
    row = attach(desk, report, jpeg())
    officer = desk.officers["IA-1"]
    found = officer.opens(report, country.ground)
    open_once(officer.actor, officer.mine, found, country.ground)
    for _ in range(2):
        cleaned.cleaned_copy(officer.actor, officer.mine, found, country.ground, row)
    page = body(followed(public, codeword))
    assert page.count("opened the report") == 1
    assert page.count("took a cleaned copy of a file out") == 1


def test_what_the_reporter_sees_names_no_officer_and_no_private_act(
    country: Any, public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mizan.integrity.following import openings

    open_door(country, monkeypatch)
    sent_by_page(public)
    desk, report = Desk(country, monkeypatch), Report.objects.get()
    for name in ("IA-1", "IA-2"):
        desk.officers[name].does(report.pk, country.ground, Act.OPENED)
    desk.officers["IA-1"].does(report.pk, country.ground, Act.ACKNOWLEDGE)
    view = _view(report)
    assert [(one.body, one.act) for one in openings(view)] == [("IA", Act.OPENED)]


def _view(report: Report) -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(report=report)


@pytest.mark.parametrize("name", ["OMB-1", "COMMITTEE-1"])
def test_I1_whoever_may_not_read_the_report_gets_what_a_missing_one_gives(desk: Desk, name: str) -> None:
    report, client = with_file(desk, jpeg()), desk.client(name)
    forbidden, missing = client.post(address(report)), client.post(address(uuid4()))
    assert forbidden.status_code == missing.status_code == 404
    assert normal(forbidden) == normal(missing)
    assert not OfficerAct.objects.filter(report=report, verb=Act.CLEAN).exists()


def test_a_file_that_is_not_there_a_plain_visit_and_locked_keys_give_nothing(desk: Desk, sealed_folder: Path) -> None:
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    assert client.post(address(report, 2)).status_code == 404
    assert client.get(address(report)).status_code == 405
    (sealed_folder / str(Attachment.objects.get().pk)).unlink()
    assert client.post(address(report)).status_code == 404
    desk.keys.clear()
    assert client.post(address(report))["Location"] == "/keys/"
    assert not OfficerAct.objects.filter(verb=Act.CLEAN).exists()


@pytest.mark.parametrize("why", list(Why))
def test_each_reason_is_said_in_words_beside_the_way_to_the_original_and_records_nothing(
    desk: Desk, why: Why, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_content: bytes) -> None:
        raise NotCleaned(why)

    monkeypatch.setattr(cleaned, "clean", refuse)
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    assert why.value in worded_codes()
    answer = client.post(address(report))
    assert answer.status_code == 409
    assert f"/inbox/{report}/files/1/" in body(answer)
    said = body(answer).split('role="alert">')[1].split("<")[0]
    assert said
    assert "{" not in said
    assert "(" + why.value not in said
    assert not OfficerAct.objects.filter(verb=Act.CLEAN).exists()


def test_a_file_too_large_is_told_by_its_record_before_it_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaned, "MOST_BYTES", 10)
    monkeypatch.setattr(store, "pieces", lambda _pk: pytest.fail("it was read"))
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    assert str(MOST_BYTES >> 20) in body(client.post(address(report)))


def test_a_process_that_crashes_is_a_reason_and_never_an_error_of_the_server(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.integrity.cleaning.test_sandbox import MODULE, ROOTS

    original = running.started
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    for task in ("crash", "silent", "noise", "huge", "flood"):
        monkeypatch.setattr(running, "started", lambda _task, task=task: original(task, module=MODULE, roots=ROOTS))
        answer = client.post(address(report))
        assert answer.status_code == 409, task


def test_no_plain_byte_of_a_file_is_on_a_disk_while_it_is_cleaned(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every place that a program writes to by habit, looked through while the processes run and afterwards."""
    import tempfile

    places = tmp_path / "temporary"
    places.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(places))
    monkeypatch.setenv("TMPDIR", str(places))
    original, seen = running._pass_on, []

    def looked(*arguments: Any) -> None:
        seen.extend(path for path in tmp_path.rglob("*") if path.is_file() and RAW in path.read_bytes())
        original(*arguments)

    monkeypatch.setattr(running, "_pass_on", looked)
    report = with_file(desk, pdf(3))
    assert desk.client("IA-1").post(address(report)).status_code == 200
    looked_again = [path for path in tmp_path.rglob("*") if path.is_file() and RAW in path.read_bytes()]
    assert seen == looked_again == []
    assert list(places.iterdir()) == []


def test_a_copy_is_offered_beside_each_file_that_opens(desk: Desk) -> None:
    report, client = with_file(desk, jpeg()), desk.client("IA-1")
    page = body(client.get(f"/inbox/{report}/"))
    assert f'action="{address(report)}"' in page
    assert "Take a cleaned copy of file 1" in page


def test_the_words_of_an_act_are_read_back_and_nothing_else_is_taken_for_them() -> None:
    left = cleaned.Left(3, "a" * 64, "b" * 64)
    assert cleaned.left_of(left.words()) == left
    assert [cleaned.left_of(words) for words in ("", "3", "x a b", "3 a b c")] == [None] * 4
