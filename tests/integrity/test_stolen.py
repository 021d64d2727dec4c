"""Database and files are stolen while readers are at work: no content, no codeword, no exact time without a key.

The thief (`thief.py`) tries the same with a reader's key in his hand, and then everything opens: what he does works.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from django.test import Client

from mizan.institutions.models import PersonKeys
from mizan.institutions.rules.routing import Accused
from mizan.integrity import store
from mizan.integrity.following import look_up
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.services import files, reporter
from mizan.integrity.services.intake import give_codeword, intake
from mizan.kit import clock
from mizan.kit.actors import system
from mizan.sealing.codeword import Codeword
from mizan.sealing.files import FileRecord, FileSealer
from mizan.sealing.readers import lock_keys
from mizan.sealing.reporter import stretch
from tests.integrity import thief
from tests.integrity.country import Country
from tests.integrity.desk import Officer, seated, sent
from tests.integrity.test_desk_pages import signed_in

pytestmark = pytest.mark.slow
STORY, REPLY, MORE = "qoqnoos-7731 told it", "qoqnoos-7732 answers", "qoqnoos-7733 adds"
IN_FILE, FILE_NAME, REASON = "qoqnoos-7734 in a file", "qoqnoos-7735.txt", "qoqnoos-7736 is why"
URDU = "\u0642\u0642\u0646\u0648\u0633 \u0646\u06d2 \u062f\u06cc\u06a9\u06be\u0627"
WRITTEN = {STORY, REPLY, MORE, IN_FILE, FILE_NAME, REASON, URDU}
REPORTED = datetime(2026, 11, 26, 13, 37, 42, 123456, tzinfo=UTC)
READ = datetime(2026, 11, 26, 17, 19, 23, 654321, tzinfo=UTC)
# What the desk knows of a signed-in reader, whatever she reads.
HERS = {"django_session", "institutions_user", "usersessions_usersession", "axes_accesslog", "mfa_authenticator"}
PASSPHRASE = "a passphrase that only its reader knows"
WRITES_AS = 1 << 12  # KiB of argon2id: this lock is no part of what is tested


@dataclass(frozen=True)
class Robbed:
    loot: thief.Loot
    codeword: Codeword
    reader: Officer
    cookie: bytes  # what her browser holds, and the server does not
    accused: str  # the id of the person who is named
    report: Any
    times: frozenset[float]  # of the sealed files


@pytest.fixture
def robbed(country: Country, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Robbed:
    """A report by a reporter, opened and answered by a reader whose session is live; then everything is copied."""
    settings.SEALED = tmp_path / "sealed"
    settings.LEDGER_SLOTS = {"duty": 24 * 60, "other": 60}  # as in production
    officers = seated(country)
    reader = officers["OMB-1"]
    locked = lock_keys(reader.mine, PASSPHRASE, passes=1, memory=WRITES_AS)
    PersonKeys.objects.filter(public=reader.mine.public.public).update(locked=locked)
    monkeypatch.setattr("mizan.integrity.desk.reader.ground", lambda _world, _day: country.ground)
    monkeypatch.setattr("mizan.integrity.desk.reader.today_in", lambda _world: country.today)
    accused = officers["COMMITTEE-2"].actor.id
    with clock.at(REPORTED):
        report, codeword = reported(country, accused)
    with clock.at(READ):
        client = signed_in(reader)
        assert client.post("/keys/", {"passphrase": PASSPHRASE}).status_code == 302
        read(client, report)
    sealed = {path.name: path.read_bytes() for path in store.folder().iterdir()}
    times = frozenset(path.stat().st_mtime for path in (store.folder(), *store.folder().iterdir()))
    cookie = base64.urlsafe_b64decode(client.cookies[house.KEYS_COOKIE_NAME].value)
    return Robbed(thief.Loot(dict(rows()), sealed | image()), codeword, reader, cookie, accused, report, times)


def reported(country: Country, person: str) -> tuple[Any, Codeword]:
    accusation = Accusation((Accused("POLICE", "STATION", "officer", person),), act="N01")
    submitted = sent(country, accusation, f"{STORY}. {URDU}.")
    codeword = give_codeword(intake(country.world), submitted)
    view, who = look_up(codeword), system("reporter", world=country.world)
    reporter.write(who, view, MORE, on=country.ground)
    sealer, writer = FileSealer(view.newest, 1), store.Writer()
    for piece in (sealer.head, sealer.add(IN_FILE.encode()), *sealer.finish()):
        writer.add(piece)
    record = FileRecord(FILE_NAME, "other", sealer.size, sealer.key)
    files.add_file(who, view, files.Taken(1, record, writer, writer.close()), on=country.ground)
    return submitted.report, codeword


def read(client: Client, report: Any) -> None:
    """She opens it, and answers twice: to the reporter, and with reasons that only readers see."""
    at = f"/inbox/{report}/"
    assert STORY in client.get(at).content.decode()
    assert client.post(at, {"verb": "message", "message-words": REPLY}).status_code == 302
    assert client.post(at, {"verb": "note", "note-words": "Between us."}).status_code == 302
    assert client.post(at, {"verb": "acknowledge"}).status_code == 302
    decided = {"verb": "decide", "decide-code": "inquire", "decide-words": REASON}
    assert client.post(at, decided).status_code == 302


def rows() -> Iterator[tuple[str, list[thief.Row]]]:
    """Every row of every table, as the database gives it to whoever holds it whole."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            yield table, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def image() -> dict[str, bytes]:
    """The file of an embedded database with all that lies between its rows."""
    return {"image": connection.connection.serialize()} if connection.vendor == "sqlite" else {}


def test_a_thief_of_database_and_files_finds_no_word_and_no_codeword(robbed: Robbed) -> None:
    code = robbed.codeword
    forms = [code.digits(), code.digits().replace(" ", "")[:27], str(int.from_bytes(code.value)), code.value.hex()]
    for language in ("en", "ur"):
        forms += [gap.join(code.words(language)) for gap in (" ", "-", "")]
        forms += [" ".join(code.words(language)[at : at + 2]) for at in range(7)]
    assert thief.lying_about(robbed.loot, [*WRITTEN, *forms, PASSPHRASE]) == set()
    assert not any(code.value in value for value in robbed.loot.values())


def test_no_key_that_lies_about_opens_anything(robbed: Robbed) -> None:
    keys = thief.keys_in(robbed.loot)
    assert len(keys) > 100
    assert bytes(robbed.reader.mine.public.public) in keys  # he did look where keys are
    assert list(thief.contents(robbed.loot, keys)) == []
    assert thief.sessions_opened(robbed.loot, keys) == set()


def test_who_is_accused_stands_in_no_row_that_leads_to_the_report(robbed: Robbed) -> None:
    for table, listed in robbed.loot.tables.items():
        if table.startswith(("integrity_", "ledger_")):
            text = " ".join(str(value) for row in listed for value in row.values())
            assert robbed.accused not in text, table
            assert "STATION" not in text, table


def test_no_exact_time_of_a_report_is_kept(robbed: Robbed) -> None:
    """Days in its rows and events; the whole hour of its slot in the log's outbox."""
    found = thief.times_of(robbed.loot, robbed.report)
    assert {"ledger_event", "ledger_leaf"} <= found.keys()
    for table, times in found.items():
        assert all((time.minute, time.second, time.microsecond) == (0, 0, 0) for time in times), table
        assert table == "ledger_leaf" or all(time.hour == 0 for time in times), table
    assert all(time % 86400 == 0 for time in robbed.times)


def test_the_moment_of_the_reporter_is_nowhere_and_the_readers_only_in_her_session(robbed: Robbed) -> None:
    assert thief.lying_moment(robbed.loot, REPORTED) == []
    sessions = {
        "django_session",
        "institutions_user",
        "usersessions_usersession",
        "axes_accesslog",
        "mfa_authenticator",
    }
    assert set(thief.lying_moment(robbed.loot, READ)) <= sessions


def test_with_a_readers_key_the_same_thief_reads_everything(robbed: Robbed) -> None:
    found = b"\n".join(thief.contents(robbed.loot, [robbed.reader.mine.secret])).decode(errors="replace")
    assert {one for one in WRITTEN if one in found} == WRITTEN
    assert "STATION" in found
    assert robbed.accused in found


def test_with_the_codeword_or_the_cookie_of_her_session_too(robbed: Robbed) -> None:
    from mizan.integrity import instance

    root = stretch(robbed.codeword, instance.salt())
    assert STORY.encode() in b"".join(thief.contents(robbed.loot, [root]))
    assert thief.sessions_opened(robbed.loot, [robbed.cookie]) == {robbed.reader.mine.secret}


def test_he_sees_words_and_moments_that_lie_about_in_any_dress(robbed: Robbed) -> None:
    packed = base64.b64encode(b"x" + STORY.encode() + b"yz")
    planted = {"column": STORY.encode("utf-16-le"), "packed": packed, "time": REPORTED.isoformat()}
    loot = thief.Loot({**robbed.loot.tables, "planted": [planted]})
    assert thief.lying_about(loot, [STORY]) == {STORY}
    assert thief.lying_about(thief.Loot({"planted": [{"packed": packed}]}), [STORY]) == {STORY}
    assert thief.lying_moment(loot, REPORTED) == ["planted"]
