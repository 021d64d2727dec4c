"""Every verb of `mizan log` and `mizan witness`: help, `--json`, exactly one document, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from mizan import cli
from mizan.kit.clock import at
from mizan.ledger import keyfiles
from mizan.ledger.models import Leaf
from mizan.ledger.promises import promise, promise_signer
from mizan.ledger.sequencing import house as installed
from mizan.tlog.keys import Ed25519Signer
from mizan.web.commands import log
from tests.ledger.happening import happening
from tests.ledger.logs import House

pytestmark = pytest.mark.django_db
Caught = pytest.CaptureFixture[str]
YESTERDAY = datetime.now(UTC) - timedelta(days=1)  # so that its leaves are due
NESTED = {
    "log manifest": ("draft", "sign", "adopt"),
    "log origin": ("draft", "sign", "begin"),
    "witness": ("init", "serve"),
}


def every_verb() -> set[str]:
    """Each verb as it is typed, one that has verbs of its own taken apart."""
    verbs = {f"log {verb}" for verb in log.VERBS}
    verbs |= {verb for verb in cli.VERBS if verb.startswith(("log ", "witness"))}
    for verb, under in NESTED.items():
        verbs = verbs - {verb} | {f"{verb} {one}" for one in under}
    return verbs


def exit_code(words: list[str]) -> int:
    try:
        return cli.main(words)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of this test alone, whose three witnesses answer in this process."""
    settings.LOG, settings.LOG_LOCK = tmp_path / "log", tmp_path / "lock"
    settings.REVOCATIONS = tmp_path / "revocations"
    settings.PROMISE_KEY, settings.LOG_KEY = tmp_path / "keys" / "promise.key", tmp_path / "keys" / "log.key"
    keyfiles.make(settings.PROMISE_KEY)
    keyfiles.make(settings.LOG_KEY)
    house = House(tmp_path, settings.LOG_ORIGIN)
    house.signer = Ed25519Signer(settings.LOG_ORIGIN, keyfiles.read(settings.LOG_KEY))
    house.write_policy()
    house.clock[0] = int(datetime.now(UTC).timestamp())
    monkeypatch.setattr(installed, "clients", lambda _agreed: house.near)
    return tmp_path


def bad_words(place: Path) -> dict[str, list[str]]:
    """What each verb is given so that it cannot do its work; there is no log yet, or it is broken."""
    none, policy = str(place / "none"), str(place / "log" / "policy")
    return {
        "log verify": [none, "--policy", policy],
        "log check": [none, "--policy", policy],
        "log mirror": [none, str(place / "copy"), "--policy", policy],
        "log monitor": [none, "--policy", policy, "--state", str(place / "state")],
        "log watch": [none, "--policy", policy, "--promise", none, "--key", "no-key"],
        "log find": [none, "--policy", policy, "--salt", none],
        "log sequence": [],
        "log fsck": [],
        "log prove": ["0", "-o", str(place / "proof")],
        "log audit": [],
        "log challenge": [str(uuid4())],
        "log replay": [],
        "log manifest draft": ["-o", f"{none}/next"],
        "log manifest sign": [none, "--key", none, "--name", "example.org/oversight"],
        "log manifest adopt": [none, "--oversight", "no-key", "--society", "no-key"],
        "log origin draft": ["x.org/log2", "--reason", "rollback", "-o", f"{none}/next"],
        "log origin sign": [none, "--key", none, "--name", "example.org/oversight"],
        "log origin begin": [none, "--oversight", "no-key", "--society", "no-key"],
        "witness init": [str(place / "oversight"), "--name", "example.org/again"],
        "witness serve": [none, "--policy", policy],
    }


@pytest.mark.parametrize("verb", sorted(every_verb()))
def test_every_verb_says_in_its_help_that_it_takes_json(verb: str, capsys: Caught) -> None:
    assert exit_code([*verb.split(), "--help"]) == 0
    assert "--json" in capsys.readouterr().out


@pytest.mark.parametrize("verb", sorted(every_verb()))
def test_a_verb_that_cannot_do_its_work_says_why_in_one_document_and_exits_1_or_2(
    verb: str, place: Path, capsys: Caught
) -> None:
    (place / "log" / "checkpoint").write_bytes(b"no checkpoint")
    if verb in {"log sequence", "log fsck", "log prove"}:
        (place / "log" / "policy").unlink()
    (place / "revocations").write_text("1 key_destroyed no-id no-hash\n")
    words = bad_words(place)
    assert set(words) == every_verb()
    code = exit_code([*verb.split(), *words[verb], "--json"])
    document = json.loads(capsys.readouterr().out)
    assert code in {1, 2}
    assert document.get("error") or document["faults"]


def test_a_verb_that_did_its_work_says_so_in_one_document_and_exits_0(place: Path, capsys: Caught) -> None:
    """In the order in which an operator and a watcher come to them; `serve` runs for ever (tests/tlog/test_witness)."""
    with at(YESTERDAY), happening():
        pass
    leaf = Leaf.objects.get()
    (place / "promise").write_bytes(promise(leaf))
    keyfiles.make(place / "society.key")
    folder, policy = str(place / "log"), ["--policy", str(place / "log" / "policy")]
    good: dict[str, list[str]] = {
        "log sequence": [],
        "log fsck": [],
        "log audit": [],
        "log replay": [],
        "log prove": ["0", "-o", str(place / "proof")],
        "log check": [str(place / "proof"), *policy],
        "log verify": [folder, *policy],
        "log mirror": [folder, str(place / "copy"), *policy],
        "log monitor": [folder, *policy, "--state", str(place / "state")],
        "log watch": [folder, *policy, "--promise", str(place / "promise"), "--key", promise_signer().vkey],
        "log challenge": ["--announce"],
        "log manifest draft": ["-o", str(place / "next")],
        "log manifest sign": [str(place / "next"), "--key", str(place / "society.key"), "--name", "x.org/society"],
        "log origin draft": ["x.org/log2", "--reason", "key_rotated", "-o", str(place / "new")],
        "log origin sign": [str(place / "new"), "--key", str(place / "society.key"), "--name", "x.org/society"],
        "witness init": [str(place / "another"), "--name", "example.org/another"],
    }
    assert set(good) == every_verb() - {
        "witness serve",
        "log manifest adopt",
        "log origin begin",
        "log find",
    }  # each has its own test
    for verb, words in good.items():
        code = exit_code([*verb.split(), *words, "--json"])
        document = json.loads(capsys.readouterr().out)
        assert (verb, code, document.get("error")) == (verb, 0, None), document


def test_the_openings_of_an_audit_are_never_written_over(place: Path, capsys: Caught) -> None:
    with at(YESTERDAY):
        assert exit_code(["log", "challenge", "--announce", "--json"]) == 0
    number = json.loads(capsys.readouterr().out)["challenge"]
    assert exit_code(["log", "sequence", "--json"]) == 0
    capsys.readouterr()
    words = ["log", "challenge", number, "--draws", "3", "-o", str(place / "openings"), "--json"]
    assert exit_code(words) == 0
    capsys.readouterr()
    before = (place / "openings").read_bytes()
    assert exit_code(words) == 2
    assert "openings" in json.loads(capsys.readouterr().out)["error"]
    assert (place / "openings").read_bytes() == before


@pytest.mark.parametrize("words", [["log", "--help"], ["log", "help"]])
def test_the_help_of_the_log_names_every_verb(words: list[str], capsys: Caught) -> None:
    assert exit_code(words) == 0
    said = capsys.readouterr().out
    assert all(verb.split()[1] in said for verb in every_verb() if verb.startswith("log "))
