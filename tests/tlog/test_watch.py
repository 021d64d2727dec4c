"""A blind receipt against public files: kept, waiting, broken; and a log that lies about its entries is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mizan.cli import main
from mizan.tlog.errors import TlogError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.merkle import leaf_hash
from mizan.tlog.receipt import Promise, State, sign_promise
from mizan.tlog.watch import watch_log
from tests.tlog.test_monitor import ENTRIES, NOW, ORIGIN, POLICY, entry, policy_text, published

KEY = Ed25519Signer(f"{ORIGIN}/promise", b"p" * 32)


def promised(number: int, by: int = NOW) -> Promise:
    return Promise(ORIGIN, leaf_hash(entry(number)), by)


def test_a_kept_promise_is_found_wherever_it_lies() -> None:
    read = published(ENTRIES).__getitem__
    for index in (0, 255, 256, 599):
        found = watch_log(read, POLICY, promised(index))
        assert (found.state, found.index) == (State.LOGGED, index)


@pytest.mark.parametrize(("by", "state"), [(NOW + 1, State.WAITING), (NOW, State.BROKEN), (NOW - 1, State.BROKEN)])
def test_a_missing_leaf_breaks_the_promise_only_once_its_time_was_witnessed(by: int, state: State) -> None:
    assert watch_log(published(ENTRIES).__getitem__, POLICY, promised(9999, by)).state == state


def test_entries_that_do_not_give_the_signed_root_prove_nothing() -> None:
    files = published(ENTRIES)
    files |= {path: data for path, data in published([*ENTRIES[:599], entry(9999)]).items() if "entries" in path}
    with pytest.raises(TlogError, match="signed root"):
        watch_log(files.__getitem__, POLICY, promised(9999))
    with pytest.raises(TlogError, match="quorum"):
        watch_log(published(ENTRIES, witnesses=1).__getitem__, POLICY, promised(0))
    with pytest.raises(TlogError, match="another log"):
        watch_log(published(ENTRIES).__getitem__, POLICY, Promise("example.org/other", bytes(32), NOW))


def test_the_command_needs_nothing_but_public_files_and_the_receipt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, data in published(ENTRIES[:5]).items():
        (tmp_path / "log" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "log" / path).write_bytes(data)
    (tmp_path / "policy").write_bytes(policy_text())
    words = ["log", "watch", str(tmp_path / "log"), "--policy", str(tmp_path / "policy"), "--key", KEY.vkey, "--json"]
    words += ["--promise", str(tmp_path / "receipt")]
    cases = (promised(3), 0, "logged"), (promised(9), 1, "broken"), (promised(9, NOW + 9), 0, "waiting")
    for promise, code, state in cases:
        (tmp_path / "receipt").write_bytes(sign_promise(promise, KEY))
        assert main(words) == code
        assert json.loads(capsys.readouterr().out)["state"] == state
    (tmp_path / "receipt").write_bytes(sign_promise(promised(3), Ed25519Signer(f"{ORIGIN}/promise", b"x" * 32)))
    assert main(words) == 2
