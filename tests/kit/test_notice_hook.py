"""The operator's program for text messages sees one id and nothing of the house; whatever it does disturbs nobody."""

from __future__ import annotations

import logging
import smtplib
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mizan.kit import notice_hook
from mizan.kit.models import Notice
from mizan.kit.notice_hook import fault_of, ring
from mizan.kit.notices import mail_waiting, notice_kind, notify
from tests.cast import Cast

MOMENT = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
SEES = """#!{python} -I
import os, sys
from pathlib import Path
given = Path("/proc/self/environ").read_bytes().split(b"\\0")
ends = [os.readlink(f"/proc/self/fd/{{one}}") for one in sorted(map(int, os.listdir("/proc/self/fd"))) if one < 1000
        and os.path.exists(f"/proc/self/fd/{{one}}")]
with open("{seen}", "a") as out:
    print(sys.argv[1:], [one.decode() for one in given if one], ends[:3], len(ends), os.getcwd(), file=out)
"""

Hook = Callable[[str], Path]


@pytest.fixture
def hook(tmp_path: Path, settings: Any) -> Hook:
    """`hook("text")` writes this program and sets it."""

    def write(text: str) -> Path:
        path = tmp_path / "hook"
        path.write_text(text.format(python=sys.executable, seen=tmp_path / "seen"))
        path.chmod(0o700)
        settings.NOTICE_HOOK = str(path)
        return path

    return write


def rung(*people: str) -> None:
    thread = ring(people)
    assert thread is not None
    thread.join(30)
    assert not thread.is_alive()


def test_the_program_gets_one_id_no_environment_but_a_path_and_nothing_to_read(
    hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIZAN_DATABASE_URL", "a secret of the house")
    with (tmp_path / "held").open("w") as held:
        hook(SEES)
        rung("id-1", "id-2; touch x")
        assert held.fileno() > 2
    first, second = (tmp_path / "seen").read_text().splitlines()
    null = ["/dev/null"] * 3
    assert first == f"{['id-1']} {['PATH=/usr/local/bin:/usr/bin:/bin']} {null} 3 /"
    assert second == first.replace("id-1", "id-2; touch x")


def test_it_is_off_by_default_and_starts_nothing_where_nobody_was_told(settings: Any, hook: Hook) -> None:
    assert settings.NOTICE_HOOK == ""
    assert ring(["id-1"]) is None
    hook(SEES)
    assert ring([]) is None


def test_a_failing_program_is_told_to_the_operator_without_a_name_and_stops_nothing(
    hook: Hook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hook(f"#!/bin/sh\necho $1 >> {tmp_path / 'seen'}\necho to the operator; exit 3\n")
    rung("id-1", "id-2")
    assert (tmp_path / "seen").read_text() == "id-1\nid-2\n"
    assert caplog.messages == ["the notice hook failed at 2 of 2 starts (exit code 3: 2)"]


def test_a_program_that_hangs_is_ended_with_what_it_started(
    hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(notice_hook, "LIMIT", 0.5)
    hook(f"#!/bin/sh\necho $1 >> {tmp_path / 'seen'}\nsleep 600 & echo $! > {tmp_path / 'child'}; wait\n")
    rung("id-1", "id-2")
    assert caplog.messages == ["the notice hook failed at 2 of 2 starts (no end in time: 2)"]
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/status")
    assert not child.exists() or "State:\tZ" in child.read_text()


def test_a_program_that_cannot_be_started_is_told_to_the_operator(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    hook("#!/no/such/interpreter\n")
    rung("id-1")
    assert caplog.messages == ["the notice hook failed at 1 of 1 starts (No such file or directory: 1)"]


def test_a_program_that_others_could_write_since_the_check_is_not_started(
    hook: Hook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hook(SEES).chmod(0o770)
    rung("id-1")
    assert not (tmp_path / "seen").exists()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "id-1" not in caplog.text


def test_every_program_that_may_not_be_started_has_its_fault(hook: Hook, tmp_path: Path) -> None:
    program = hook(SEES)
    assert fault_of(str(program)) == ""
    assert fault_of("hook") == "is not an absolute path"
    assert fault_of(str(tmp_path / "nothing")) == "is not there"
    assert fault_of(str(tmp_path)) == "is no file"
    for mode, fault in ((0o600, "executed"), (0o720, "written"), (0o702, "written")):
        program.chmod(mode)
        assert fault in fault_of(str(program))
    program.chmod(0o700)
    tmp_path.chmod(0o770)
    assert "folder" in fault_of(str(program))


KIND = notice_kind("test.hook", "Something of a test.")


@pytest.mark.django_db
def test_whom_the_mail_server_refuses_is_tried_again_and_stops_nobody_else(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    people = [cast.owner.user, cast.co_lead.user]
    notify([user.pk for user in people], KIND, "/")

    def refuses(_title: str, _text: str, _sender: None, to: list[str]) -> None:
        if to == [people[0].email]:
            raise smtplib.SMTPRecipientsRefused({to[0]: (550, b"unknown")})

    assert mail_waiting(MOMENT, send=refuses) == [str(people[1].pk)]
    assert people[0].email not in caplog.text
    assert mail_waiting(MOMENT) == [str(people[0].pk)]


@pytest.mark.django_db
def test_a_mail_server_without_an_answer_ends_the_round_and_loses_no_mail(cast: Cast) -> None:
    people = sorted(str(one.user.pk) for one in (cast.owner, cast.co_lead))
    notify(people, KIND, "/")
    asked: list[str] = []

    def silent(_title: str, _text: str, _sender: None, to: list[str]) -> None:
        asked.extend(to)
        raise TimeoutError

    assert mail_waiting(MOMENT, send=silent) == []
    assert len(asked) == 1
    assert Notice.objects.filter(mailed_at=None).count() == 2
    assert mail_waiting(MOMENT) == people
