"""Keys are rotated, never overwritten: promise key, instance key, the second line of the log. The log's own key is
rotated by a new origin (tests/ledger/test_origins.py)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from mizan.ledger import keyfiles, threads
from mizan.ledger.auditing import audit
from mizan.ledger.models import Leaf, Thread
from mizan.ledger.promises import promise, promise_signer
from mizan.ledger.sequencing import house as installed
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.publishing import published
from mizan.tlog.cosignature import MldsaSigner, cosigned
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import parse_vkey
from mizan.tlog.manifest import parse_manifest
from mizan.tlog.note import parse_note
from mizan.tlog.receipt import open_promise
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource
from mizan.web.commands.log_manifest import draft
from mizan.web.commands.prepare import make_keys
from tests.ledger.happening import happening
from tests.ledger.logs import House
from tests.ledger.outbox import put_leaves

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> Path:
    """A folder of keys of this test alone, as `mizan init` makes it."""
    folder = tmp_path / "keys"
    settings.INSTANCE_KEY, settings.PROMISE_KEY = folder / "instance.key", folder / "promise.key"
    settings.LOG_KEY, settings.LOG_MLDSA_KEY = folder / "log.key", folder / "log-mldsa.key"
    make_keys()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_keys_are_made_once_and_only_what_is_missing_is_made_again(keys: Path, settings: Any) -> None:
    before = contents(keys)
    assert set(before) == {"instance.key", "promise.key", "log.key"}
    settings.LOG_MLDSA = True
    make_keys()
    assert {name: data for name, data in contents(keys).items() if name in before} == before
    assert len(keyfiles.read(keys / "log-mldsa.key")) == 32


def test_a_new_promise_key_signs_new_promises_and_old_ones_stay_checkable(keys: Path, tmp_path: Path) -> None:
    with happening():
        pass
    old, given = promise_signer(), promise(Leaf.objects.get())
    (keys / "promise.key").rename(tmp_path / "retired.key")
    make_keys()
    restarted()
    new = promise_signer()
    assert new.public != old.public
    assert open_promise(given, parse_vkey(old.vkey)).leaf_hash == bytes(Leaf.objects.get().hash)
    with pytest.raises(NoteError):
        open_promise(promise(Leaf.objects.get()), parse_vkey(old.vkey))
    listed = parse_manifest(parse_note(draft([])).text).of_use("promise")
    assert [key.public for key in listed] == [new.public.hex()]


def test_a_retired_instance_key_still_opens_what_was_sealed_under_it(keys: Path) -> None:
    with happening(Thread(pk="6d697a61-6e00-4000-8000-000000000001")):
        pass
    (keys / "instance.key").rename(keys / "instance-first.key")
    make_keys()
    restarted()
    with happening(Thread(pk="6d697a61-6e00-4000-8000-000000000002")):
        pass
    first, second = Thread.objects.order_by("subject_id")
    threads.unseal(keyfiles.read(keys / "instance-first.key"), bytes(first.sealed or b""))
    threads.unseal(keyfiles.read(keys / "instance.key"), bytes(second.sealed or b""))
    assert audit().holds
    (keys / "instance-first.key").unlink()
    restarted()
    assert {fault.code for fault in audit().faults} == {"thread_key"}
    with pytest.raises(threads.Unreadable):
        threads.keys_of(first)


def test_the_second_line_is_on_every_checkpoint_and_who_does_not_know_it_ignores_it(
    keys: Path, settings: Any, tmp_path: Path
) -> None:
    settings.LOG_MLDSA = True
    make_keys()
    house = House(tmp_path, settings.LOG_ORIGIN)
    writer = house.sequencer()
    writer.second = installed.second_signer()
    put_leaves(3)
    writer.step(house.now)
    found = published(Disk(tmp_path / "log"), house.policy)
    assert found is not None
    signer = MldsaSigner(settings.LOG_ORIGIN, keyfiles.read(keys / "log-mldsa.key"))
    note = parse_note(found.note)
    assert cosigned(note, [parse_vkey(signer.vkey)]) == {settings.LOG_ORIGIN: house.clock[0]}
    assert verify(DirectorySource(tmp_path / "log"), house.policy, now=house.clock[0]).faults == []
    listed = parse_manifest(parse_note(draft([])).text).of_use("log")
    assert {len(key.public) // 2 for key in listed} == {32, 1312}
    other = MldsaSigner(settings.LOG_ORIGIN, b"o" * 32)
    assert cosigned(note, [parse_vkey(other.vkey)]) == {}


def test_a_second_line_that_cannot_be_signed_stops_the_log_with_a_reason(
    keys: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOG_MLDSA = True
    with pytest.raises(keyfiles.KeyMissing, match="log-mldsa"):
        installed.second_signer()
    make_keys()
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mldsa", None)  # an older release
    with pytest.raises(NoteError, match="need a newer"):
        installed.second_signer()


def restarted() -> None:
    """A new process reads its key files anew."""
    from mizan.ledger import promises

    promises._signer.cache_clear()
    threads._keys_in.cache_clear()
