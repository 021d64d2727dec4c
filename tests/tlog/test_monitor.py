"""The monitor: it moves on with a log that only grows, and says what shrank, forked, grew stale or changed hands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mizan.cli import main
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.keys import Ed25519Signer, parse_vkey, vkey
from mizan.tlog.leaf import Leaf
from mizan.tlog.manifest import FIRST, Key, Manifest, Pins, digest, sign_manifest
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.monitor import State, load, look, save
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.policy import parse_policy
from mizan.tlog.tiles import WIDTH, all_tiles, encode_bundle

ORIGIN = "example.org/log"
LOG = Ed25519Signer(ORIGIN, b"l" * 32)
WITNESSES = [CosignatureSigner(f"example.org/w{n}", bytes([n]) * 32) for n in (1, 2)]
OVERSIGHT, SOCIETY = (Ed25519Signer(f"example.org/{name}", name[:1].encode() * 32) for name in ("oversight", "society"))
PINS = Pins(parse_vkey(LOG.vkey), [parse_vkey(OVERSIGHT.vkey)], [parse_vkey(SOCIETY.vkey)])
NOW = 1_790_000_000


def policy_text() -> bytes:
    rows = [f"log {LOG.vkey}"]
    rows += [f"witness w{n} {one.vkey}" for n, one in enumerate(WITNESSES)]
    return "\n".join([*rows, "group both all w0 w1", "quorum both", ""]).encode()


POLICY = parse_policy(policy_text())


def entry(number: int, commitment: bytes = b"") -> bytes:
    filler = number.to_bytes(32, "big")
    return Leaf(0, 0, 0, commitment or filler, b"t" + filler[1:], b"n" + filler[1:]).pack()


def published(
    entries: list[bytes], *, at: int = NOW, witnesses: int = 2, manifests: tuple[bytes, ...] = ()
) -> dict[str, bytes]:
    """A small log's files."""
    hashes = [leaf_hash(one) for one in entries]
    text = Checkpoint(ORIGIN, len(entries), root_of(hashes)).text
    note = add_signatures(sign_note(text, [LOG]), [one.cosign(text, at) for one in WITNESSES[:witnesses]])
    files = {"checkpoint": note}
    for address in all_tiles(len(entries)):
        part = slice(address.index * WIDTH, address.index * WIDTH + address.width)
        if address.level is None:
            files[address.path] = encode_bundle(entries[part])
        elif address.level == 0:
            files[address.path] = b"".join(hashes[part])
        else:
            files[address.path] = b"".join(
                root_of(hashes[start : start + WIDTH]) for start in range(part.start * WIDTH, part.stop * WIDTH, WIDTH)
            )
    return files | {f"manifest/{number}": data for number, data in enumerate(manifests, 1)}


def seen(files: dict[str, bytes], state: State, *, pins: Pins | None = None, now: int = NOW + 5) -> Any:
    return look(files.__getitem__, POLICY, pins, state, now=now)


ENTRIES = [entry(number) for number in range(600)]


def test_a_log_that_grows_is_in_order_and_each_growth_is_told() -> None:
    state = State()
    first = seen(published(ENTRIES[:3]), state)
    assert (first.faults, first.size, first.changes) == ([], 3, ["3 new leaves"])
    second = seen(published(ENTRIES), state)
    assert (second.faults, second.changes) == ([], ["597 new leaves"])
    assert seen(published(ENTRIES), state).changes == []


@pytest.mark.parametrize("shown", [ENTRIES[:300], [*ENTRIES[:599], entry(9999)], [entry(9999), *ENTRIES[1:], entry(1)]])
def test_a_shrunk_or_forked_log_is_told_with_both_notes_and_the_memory_stays(shown: list[bytes]) -> None:
    state = State()
    good = published(ENTRIES)
    seen(good, state)
    found = seen(published(shown), state)
    assert not found.holds
    assert found.faults[0].startswith("fork or rollback")
    assert found.evidence == [good["checkpoint"].decode(), published(shown)["checkpoint"].decode()]
    assert state.checkpoint == good["checkpoint"].decode()


def test_a_log_without_quorum_or_fresh_cosignatures_is_told() -> None:
    assert "quorum" in seen(published(ENTRIES[:3], witnesses=1), State()).faults[0]
    assert not seen(published(ENTRIES[:3]), State(), now=NOW + 25 * 3600).holds
    assert "future" in seen(published(ENTRIES[:3]), State(), now=NOW - 5).faults[0]
    assert not seen({}, State()).holds


def test_tiles_that_do_not_give_the_signed_root_are_told() -> None:
    """The monitor reads the few tiles that the root needs; every other byte is the business of `mizan log verify`."""
    files = published(ENTRIES)
    path = next(path for path in files if path.startswith("tile/1/"))
    files[path] = bytes([files[path][0] ^ 1]) + files[path][1:]
    assert not seen(files, State()).holds


def manifest(number: int, previous: bytes | None, *keys: Key) -> bytes:
    own = Key("log", ORIGIN, LOG.public.hex())
    before = digest(previous).hex() if previous else FIRST
    said = Manifest(number, ORIGIN, date(2026, 1, number), before, (own, *keys))
    return sign_manifest(said, [LOG, OVERSIGHT, SOCIETY])


ONE = manifest(1, None)
TWO = manifest(2, ONE, Key("body", "EX-ORG-1", "ab" * 32))


def test_every_change_of_the_key_manifest_is_told_key_by_key() -> None:
    state, entries = State(), [*ENTRIES[:5], entry(0, digest(ONE))]
    found = seen(published(entries, manifests=(ONE,)), state, pins=PINS)
    assert found.faults == []
    assert found.changes == ["6 new leaves", f"manifest 1: + log {ORIGIN} {LOG.public.hex()}"]
    entries.append(entry(1, digest(TWO)))
    found = seen(published(entries, manifests=(ONE, TWO)), state, pins=PINS)
    assert found.faults == []
    assert found.changes == ["1 new leaves", f"manifest 2: + body EX-ORG-1 {'ab' * 32}"]


def test_a_manifest_that_is_not_in_the_log_or_is_another_than_before_is_told() -> None:
    entries = [entry(0, digest(ONE))]
    assert "no leaf" in seen(published(entries, manifests=(ONE, TWO)), State(), pins=PINS).faults[0]
    state = State()
    seen(published(entries, manifests=(ONE,)), state, pins=PINS)
    other = manifest(1, None, Key("body", "EX-ORG-2", "cd" * 32))
    forked = [*entries, entry(0, digest(other))]
    assert "another one than before" in seen(published(forked, manifests=(other,)), state, pins=PINS).faults[0]
    assert "gone" in seen(published(forked), state, pins=PINS).faults[0]
    wrong = replace(PINS, society=[parse_vkey(Ed25519Signer("example.org/other", b"z" * 32).vkey)])
    assert "not signed by society" in seen(published(entries, manifests=(ONE,)), State(), pins=wrong).faults[0]


def test_the_command_keeps_its_memory_and_answers_with_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, data in published(ENTRIES[:3]).items():
        (tmp_path / "log" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "log" / path).write_bytes(data)
    (tmp_path / "policy").write_bytes(policy_text())
    words = ["log", "monitor", str(tmp_path / "log"), "--policy", str(tmp_path / "policy"), "--json"]
    words += ["--state", str(tmp_path / "state"), "--now", str(NOW + 5)]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == ["3 new leaves"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    (tmp_path / "log" / "checkpoint").write_bytes(b"")
    assert main(words) == 1
    capsys.readouterr()
    (tmp_path / "policy").write_bytes(b"nonsense")
    assert main(words) == 2
    assert "error" in json.loads(capsys.readouterr().out)


def test_the_memory_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    state = State("note", ["one", "two"])
    save(tmp_path / "state", state)
    assert load(tmp_path / "state") == state
    assert load(tmp_path / "none") == State()
    assert vkey(LOG.name, 1, LOG.public) == LOG.vkey
