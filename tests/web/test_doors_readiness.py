"""A production door opens only when nothing stands against it; every reason is named, also as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mizan.kit.clock import now
from mizan.kit.models import Pack
from mizan.ledger import guards
from mizan.web import readiness
from mizan.web.commands import check, init
from mizan.web.exercise.accounts import PASSWORD
from mizan.web.settings.secrets import faults_of_secrets
from tests.cast import Cast, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Settings and a database against which nothing stands."""
    monkeypatch.setenv("MIZAN_HOSTS", "mizan.example.org")
    for door in ("DESK", "PUBLIC"):
        monkeypatch.delenv(f"MIZAN_{door}_SECRET", raising=False)
    (tmp_path / "secrets").mkdir()
    for door, letters in (("desk", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH"), ("public", "0123456789" * 5)):
        path = tmp_path / "secrets" / door
        path.write_text(letters)
        path.chmod(0o600)
    settings.DEMO, settings.DEBUG, settings.VAR, settings.DOOR = False, False, tmp_path, "command"
    settings.DESK_ADDRESS = "https://desk.example.org"
    monkeypatch.setattr(readiness, "unreviewed", lambda _language: [])
    Pack.objects.get_or_create(code="small", defaults={"version": "1", "digest": "0" * 64, "loaded_at": now()})
    from mizan.institutions.models import Institution, Membership, User

    assert not User.objects.filter(email__endswith="@mizan.example").exists()
    assert not Membership.objects.filter(world="exercise").exists()
    assert not Institution.objects.filter(world="exercise").exists()
    return settings


def codes() -> list[str]:
    return [reason.code for reason in readiness.reasons()]


def test_nothing_stands_against_a_sound_installation(production: Any) -> None:
    assert codes() == []
    readiness.refuse_to_open()


def test_debug_and_missing_or_open_hosts_are_refused(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    production.DEBUG = True
    monkeypatch.setenv("MIZAN_HOSTS", "")
    assert codes() == ["debug", "no_hosts"]
    monkeypatch.setenv("MIZAN_HOSTS", "*")
    assert codes() == ["debug", "open_hosts"]
    production.DESK_ADDRESS = "http://desk.example.org"
    assert codes() == ["debug", "open_hosts", "desk_address"]


def test_weak_shared_missing_and_readable_secrets_are_refused(production: Any) -> None:
    folder = production.VAR / "secrets"
    (folder / "public").write_text((folder / "desk").read_text())
    assert faults_of_secrets(production.VAR) == ["two doors share a secret key"]
    (folder / "public").write_text("short")
    assert faults_of_secrets(production.VAR) == ["the secret key of the public door is too short or too plain"]
    (folder / "public").chmod(0o644)
    assert len(faults_of_secrets(production.VAR)) == 2
    (folder / "public").unlink()
    assert "no secret key for the public door" in faults_of_secrets(production.VAR)[0]
    assert codes() == ["secret"]


def test_a_hook_that_others_can_write_or_that_is_not_there_is_refused(production: Any, tmp_path: Path) -> None:
    hook = tmp_path / "hook"
    hook.write_text("#!/bin/sh\n")
    hook.chmod(0o700)
    production.NOTICE_HOOK = str(hook)
    assert codes() == []
    for fault in (0o600, 0o720, 0o702):
        hook.chmod(fault)
        assert codes() == ["notice_hook"]
    hook.unlink()
    assert codes() == ["notice_hook"]
    production.NOTICE_HOOK, production.DEMO = "hook", True
    assert codes() == ["notice_hook"]
    production.DOOR = "public"  # no door starts it, so that it keeps no reporter out
    assert codes() == []


def test_demonstration_accounts_and_posts_are_refused(production: Any, cast: Cast) -> None:
    user = cast.owner.user
    user.email = "owner@mizan.example"
    user.save()
    assert codes() == ["demo_accounts"]
    cast.owner.post.world = "exercise"
    cast.owner.post.save()
    assert codes() == ["demo_accounts", "exercise_posts"]
    cast.owner.post.institution.world = "exercise"
    cast.owner.post.institution.save()
    assert codes() == ["demo_accounts", "exercise_posts", "exercise"]


def test_the_published_password_is_recognised_under_another_address(production: Any, cast: Cast) -> None:
    member = make_member("renamed", cast.owner.post.institution)
    member.user.name = "Exercise owner"
    member.user.set_password(PASSWORD)
    member.user.save()
    assert codes() == ["demo_password"]


def test_a_lost_guard_is_refused(production: Any) -> None:
    table = sorted(guards.required())[0]
    with connection.cursor() as cursor:
        for statement in guards.dropping(connection.vendor, table):
            cursor.execute(statement)
    assert set(codes()) == {"guard_missing"}
    with pytest.raises(SystemExit, match="guard_missing"):
        readiness.refuse_to_open()


def test_unreviewed_wording_and_a_missing_pack_are_refused(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "unreviewed", lambda language: ["safety.x"] if language == "ur" else [])
    assert codes() == ["unreviewed"]
    Pack.objects.all().delete()
    assert codes() == ["no_pack", "unreviewed"]


def test_tables_that_are_behind_are_refused_alone(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda *_args: [1, 2])
    assert codes() == ["unmigrated"]


def test_check_prints_one_document_and_exits_one(production: Any, capsys: Any) -> None:
    assert check.main(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"demo": False, "ready": True, "reasons": []}
    production.DEBUG = True
    assert check.main(["--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [reason["code"] for reason in document["reasons"]] == ["debug"]
    assert check.main([]) == 1


def test_a_demonstration_on_its_own_machine_is_fine_as_it_is(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    production.DEMO = True
    monkeypatch.setenv("MIZAN_HOSTS", "")
    assert codes() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pack", "../pakistan"], "there is no pack"),
        (["--pack", "nowhere"], "there is no pack"),
        (["--pack", "pakistan", "--state", "MOI"], "takes BODY=ADDRESS"),
        (["--pack", "pakistan", "--state", "MOI=nonsense"], "takes BODY=ADDRESS"),
    ],
)
def test_init_says_what_is_wrong_with_its_words(production: Any, capsys: Any, words: list[str], said: str) -> None:
    assert init.main(words) == 2
    assert said in capsys.readouterr().err


def test_init_refuses_a_demonstration(production: Any, capsys: Any) -> None:
    production.DEMO = True
    assert init.main(["--pack", "pakistan"]) == 2
    assert "MIZAN_DEMO=0" in capsys.readouterr().err
