"""Promises, blind receipts, finding one's own thread, random audits and the key manifest."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.framework.models import Pillar
from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.ledger import challenges, rules
from mizan.ledger.auditing import audit
from mizan.ledger.manifests import adopt_manifest, log_signer, newest, publish_manifests
from mizan.ledger.models import Leaf, Thread
from mizan.ledger.payloads import opening
from mizan.ledger.promises import promise, promise_signer
from mizan.ledger.record import opaque
from mizan.tlog import leaf as v1
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import Ed25519Signer, parse_vkey
from mizan.tlog.manifest import FIRST, Key, Manifest, Pins, changes, digest, open_manifest, sign_manifest
from mizan.tlog.merkle import root_of
from mizan.tlog.receipt import State, find_leaf, open_promise, thread_key, watch
from mizan.tlog.tiles import WIDTH, TileAddress, encode_bundle
from tests.ledger.happening import happening
from tests.ledger.outbox import put_leaves
from tests.ledger.small_world import ACKNOWLEDGE, DECIDE, open_two

pytestmark = pytest.mark.django_db
SUBJECT = Pillar(code="a-subject")
OVERSIGHT, SOCIETY, STRANGER = (Ed25519Signer(f"example.org/{name}", name[:1].encode() * 32) for name in
                                ("oversight", "society", "nobody"))  # fmt: skip


def sequenced() -> list[bytes]:
    """All waiting leaves in some order, with their indices."""
    leaves = list(Leaf.objects.filter(idx=None).order_by("pk"))
    start = Leaf.objects.exclude(idx=None).count()
    for number, leaf in enumerate(leaves, start):
        Leaf.objects.filter(pk=leaf.pk).update(idx=number)
    return [bytes(leaf.data) for leaf in Leaf.objects.exclude(idx=None).order_by("idx")]


def files(entries: list[bytes]) -> Callable[[str], bytes]:
    """Published bundles of these entries."""
    found = {}
    for first in range(0, len(entries), WIDTH):
        part = entries[first : first + WIDTH]
        found[TileAddress(None, first // WIDTH, len(part)).path] = encode_bundle(part)
    return found.__getitem__


def test_a_promise_is_kept_by_the_leaf_and_broken_by_its_absence_after_the_time() -> None:
    with happening(SUBJECT):
        pass
    leaf = Leaf.objects.get()
    note = promise(leaf)
    said = open_promise(note, parse_vkey(promise_signer().vkey))
    assert said.leaf_hash == bytes(leaf.hash)
    assert said.in_log_by == int(rules.promised_by(leaf.publish_from, 1).timestamp())
    put_leaves(300)
    others = [bytes(one.data) for one in Leaf.objects.exclude(pk=leaf.pk)]
    read = files([*others, bytes(leaf.data)])
    assert watch(said, read, size=301, seen_at=0).index == 300
    read = files(others)
    assert watch(said, read, size=300, seen_at=said.in_log_by - 1).state == State.WAITING
    assert watch(said, read, size=300, seen_at=said.in_log_by).state == State.BROKEN


def test_a_promise_of_another_key_or_with_a_changed_byte_is_none() -> None:
    with happening(SUBJECT):
        pass
    note = promise(Leaf.objects.get())
    key = parse_vkey(promise_signer().vkey)
    with pytest.raises(NoteError):
        open_promise(note, parse_vkey(STRANGER.vkey))
    good = open_promise(note, key)
    for place in range(len(note)):
        changed = note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :]
        try:
            assert open_promise(changed, key) == good
        except NoteError:
            continue
        pytest.fail(f"byte {place} may change")


def test_a_blind_receipt_tells_its_holder_no_content() -> None:
    with happening(SUBJECT):
        pass
    leaf = Leaf.objects.select_related("thread").get()
    note = promise(leaf).decode()
    assert base64.b64encode(bytes(leaf.hash)).decode() in note
    assert leaf.thread is not None
    for secret in (SUBJECT.pk, str(leaf.pk), str(leaf.thread.pk), "test.thing"):
        assert secret not in note


@given(key=st.binary(min_size=32, max_size=32), mask=st.binary(min_size=32, max_size=32))
def test_the_mask_of_a_codeword_gives_the_thread_key_back(key: bytes, mask: bytes) -> None:
    carried = v1.Leaf(0, 0, 0, bytes(32), bytes(32), key)
    hidden = v1.Leaf(0, 0, 0, bytes(32), bytes(32), thread_key(carried, mask))
    assert thread_key(hidden, mask) == key


def test_the_thread_is_found_from_public_files_alone() -> None:
    key, mask, tag = b"k" * 32, b"m" * 32, b"t" * 32
    put_leaves(290)
    with happening(SUBJECT):
        opaque(tag, bytes(one ^ other for one, other in zip(key, mask, strict=True)))
    entries = sequenced()
    found = find_leaf(files(entries), len(entries), tag)
    assert found is not None
    assert thread_key(found[1], mask) == key
    assert find_leaf(files(entries), len(entries), b"x" * 32) is None


def test_an_opened_leaf_can_be_judged_by_anyone_who_is_shown_its_opening() -> None:
    open_two(SUBJECT, ACKNOWLEDGE, DECIDE)
    for leaf in Leaf.objects.all():
        shown = opening(leaf)
        assert rules.opens(bytes(leaf.data), shown.salt, shown.payload)
        assert not rules.opens(bytes(leaf.data), shown.salt, shown.payload + b" ")
    assert json.loads(opening(Leaf.objects.exclude(event=None).get()).payload)["verb"] == "test.thing.happened"


def test_an_audit_draws_from_a_later_root_and_says_what_is_missing_or_altered() -> None:
    for _number in range(9):
        with happening(SUBJECT):
            pass
    audit_id = challenges.announce(system("overseer"))
    with pytest.raises(Refused, match="checkpoint_too_old"):
        challenges.challenge(audit_id, bytes(32), 9)
    with pytest.raises(Refused, match="no_challenge"):
        challenges.challenge(uuid4(), bytes(32), 9)
    entries = sequenced()
    root = root_of([sha256(b"\x00" + entry).digest() for entry in entries])
    size = len(entries)
    answers = challenges.challenge(audit_id, root, size, draws=40)
    assert {answer.state for answer in answers} == {"opened"}
    assert [answer.index for answer in answers] == [
        int.from_bytes(sha256(root + str(audit_id).encode() + n.to_bytes(4, "big")).digest(), "big") % size
        for n in range(40)
    ]
    assert all(rules.opens(answer.leaf, answer.salt, answer.payload) for answer in answers)
    states = [answer.state for answer in challenges.challenge(audit_id, root, size + 10, draws=60)]
    assert set(states) == {"opened", "missing"}


def test_altered_rows_do_not_open_in_an_audit() -> None:
    from django.db import connection

    from tests.conftest import lifted_guards

    audit_id = challenges.announce(system("overseer"))
    with happening(SUBJECT):
        pass
    size = len(sequenced())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with lifted_guards(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET body = 'other' WHERE target_id = 'a-subject'")
    states = {answer.state for answer in challenges.challenge(audit_id, bytes(32), size, draws=30)}
    assert states == {"opened", "altered"}


def pins() -> Pins:
    return Pins(parse_vkey(log_signer().vkey), [parse_vkey(OVERSIGHT.vkey)], [parse_vkey(SOCIETY.vkey)])


def version(number: int = 1, previous: str = FIRST, *, more: tuple[Key, ...] = ()) -> Manifest:
    log = log_signer()
    return Manifest(number, log.name, date(2026, 1, number), previous, (Key("log", log.name, log.public.hex()), *more))


def signed(manifest: Manifest) -> bytes:
    return sign_manifest(manifest, [log_signer(), OVERSIGHT, SOCIETY])


def test_a_manifest_counts_only_with_the_signatures_of_log_state_oversight_and_society() -> None:
    manifest = version()
    assert open_manifest(signed(manifest), pins()) == manifest
    for missing in ({OVERSIGHT, SOCIETY}, {OVERSIGHT}, {SOCIETY}):
        signers = [one for one in (log_signer(), OVERSIGHT, SOCIETY, STRANGER) if one not in missing]
        data = sign_manifest(manifest, signers)
        with pytest.raises(NoteError, match="not signed by"):
            open_manifest(data, pins())
    with pytest.raises(NoteError, match="not signed by the log"):
        open_manifest(sign_manifest(manifest, [OVERSIGHT, SOCIETY]), pins())
    same = parse_vkey(OVERSIGHT.vkey)
    with pytest.raises(NoteError):
        open_manifest(signed(manifest), Pins(pins().log, [same], [same]))


def test_every_version_is_an_unsalted_leaf_and_follows_the_one_before(tmp_path: Path) -> None:
    first = signed(version())
    adopt_manifest(system("operator"), first, pins())
    assert newest() == first
    commitments = [v1.unpack_leaf(bytes(leaf.data)).commitment for leaf in Leaf.objects.filter(thread=None)]
    assert commitments == [sha256(first).digest()]
    new_key = Key("body", "EX-ORG-1", "ab" * 32)
    with pytest.raises(Refused, match=r"ledger\.manifest"):
        adopt_manifest(system("operator"), signed(version(2, FIRST)), pins())
    second = version(2, digest(first).hex(), more=(new_key,))
    adopt_manifest(system("operator"), signed(second), pins())
    assert changes(version(), second) == [f"+ body EX-ORG-1 {'ab' * 32}"]
    assert (publish_manifests(tmp_path), publish_manifests(tmp_path)) == (2, 0)
    assert (tmp_path / "manifest" / "2").read_bytes() == signed(second)
    assert audit().faults == []


def test_a_leaf_that_no_event_names_is_a_fault() -> None:
    put_leaves(1)
    assert [fault.code for fault in audit().faults] == ["leaf_without_event"]


def test_a_thread_without_leaves_is_a_fault() -> None:
    Thread.objects.create(subject_kind="a", subject_id="1", sealed=b"x" * 104)
    assert [fault.code for fault in audit().faults] == ["thread_without_leaf"]
