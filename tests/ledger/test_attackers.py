"""Who attacks the log from inside: the owner of the database or of the server, with or without keys.

Each test says what the attacker can, and who finds it: the audit, fsck, a receipt, a witness, a challenge. Attackers
outside are in tests/tlog/test_attackers.py; the table of all is in docs/threat-model.md.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mizan.framework.models import Pillar
from mizan.kit.actors import system
from mizan.ledger import challenges, rules, threads
from mizan.ledger.auditing import audit
from mizan.ledger.auditing.openings import Disagrees
from mizan.ledger.models import Duty, Event, Leaf, LogHead
from mizan.ledger.payloads import opening
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.outbox import head_of
from mizan.ledger.sequencing.publishing import published
from mizan.tlog import leaf as v1
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.errors import WitnessError
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.receipt import Promise, State
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource
from mizan.tlog.watch import watch_log
from mizan.tlog.witness import store
from tests.conftest import lifted_guards
from tests.ledger.happening import happening
from tests.ledger.logs import House
from tests.ledger.outbox import put_leaves
from tests.ledger.small_world import ACKNOWLEDGE, open_two

pytestmark = pytest.mark.django_db
SUBJECT = Pillar(code="a-subject")


@pytest.fixture
def house(in_memory: Path) -> House:
    """A log with events, duties, and whatever else is in it, as sequenced and published."""
    house = House(in_memory)
    for _number in range(5):
        with happening(SUBJECT):
            pass
    open_two(SUBJECT, ACKNOWLEDGE)
    go_on(house)
    assert (audited(house), checked(house), verified(house)) == ([], [], [])
    return house


def go_on(house: House) -> None:
    """A day later, the sequencer's next step."""
    newest = Leaf.objects.filter(publish_from__lt=datetime(2090, 1, 1, tzinfo=UTC)).latest("publish_from").publish_from
    house.clock[0] = max(house.clock[0], int(newest.timestamp())) + 86_400
    house.sequencer().step(house.now)


def audited(house: House) -> list[str]:
    size = head_of(house.signer.name).size
    return [fault.code for fault in audit(Disk(house.root / "log").read, size).faults]


def checked(house: House) -> list[str]:
    return [fault.reason for fault in fsck(Disk(house.root / "log"), head_of(house.signer.name), house.policy)]


def verified(house: House) -> list[str]:
    report = verify(DirectorySource(house.root / "log"), house.policy, now=house.clock[0])
    return [fault.reason for fault in report.faults]


def checkpoint(house: House) -> Checkpoint:
    found = published(Disk(house.root / "log"), house.policy)
    assert found is not None
    return found.checkpoint


def promised(leaf: Leaf, house: House) -> Promise:
    by = rules.promised_by(leaf.publish_from, 1)
    return Promise(house.signer.name, bytes(leaf.hash), int(by.timestamp()))


def watched(promise: Promise, house: House) -> State:
    return watch_log(DirectorySource(house.root / "log").read, house.policy, promise).state


def test_the_owner_of_the_database_can_change_a_sequenced_leaf_and_audit_and_fsck_name_it(house: House) -> None:
    with lifted_guards():
        changed = bytes(104 - 32) + b"x" * 32
        Leaf.objects.filter(idx=2).update(data=changed, hash=leaf_hash(changed))
    assert "published_leaf_differs" in audited(house)
    assert checked(house)
    assert verified(house) == []  # what the public holds did not move


def test_the_owner_of_the_database_can_rewrite_an_event_but_its_leaf_does_not_open_to_it(house: House) -> None:
    event = Event.objects.exclude(leaf=None).order_by("leaf__idx").first()
    assert event is not None
    with lifted_guards():
        Event.objects.filter(pk=event.pk).update(actor="somebody-else")
    assert "commitment" in audited(house)


def test_the_owner_of_the_database_can_delete_a_waiting_leaf_but_its_receipt_then_proves_it(house: House) -> None:
    [leaf] = put_leaves(1, publish_from=house.now)
    receipt = promised(leaf, house)
    assert watched(receipt, house) == State.WAITING
    with lifted_guards():
        Leaf.objects.filter(pk=leaf.pk).delete()
    put_leaves(1, publish_from=house.now)
    go_on(house)
    assert verified(house) == []  # nobody without the receipt could know
    assert watched(receipt, house) == State.BROKEN


def test_a_leaf_that_is_never_sequenced_breaks_its_promise_and_its_postponed_slot_fails_the_audit(house: House) -> None:
    with happening(SUBJECT):
        pass
    leaf = Leaf.objects.get(idx=None)
    receipt = promised(leaf, house)
    with lifted_guards():
        Leaf.objects.filter(pk=leaf.pk).update(publish_from=datetime(2099, 1, 1, tzinfo=UTC))
    put_leaves(1, publish_from=house.now)
    go_on(house)
    assert watched(receipt, house) == State.BROKEN
    assert "commitment" in audited(house)


def test_the_owner_of_database_and_instance_key_can_close_a_duty_falsely_but_cannot_open_that_closing(
    house: House,
) -> None:
    """The nonce is derived from a key that this attacker has, so the public count says met: that much is possible."""
    duty = Duty.objects.get()
    thread, keys = threads.keys_for(duty.subject_kind, duty.subject_id)
    false = v1.Leaf(v1.CLOSE, duty.number, (duty.due_on - date(1970, 1, 1)).days, b"c" * 32, b"t" * 32,
                    v1.nonce(keys.thread, duty.ordinal))  # fmt: skip
    put_leaves(1, publish_from=house.now, data=false.pack())
    go_on(house)
    report = verify(DirectorySource(house.root / "log"), house.policy, now=house.clock[0])
    assert report.faults == []
    assert report.duties["met"] + report.duties["late"] == 1
    with lifted_guards():
        Leaf.objects.filter(hash=leaf_hash(false.pack())).update(thread=thread)
    assert "leaf_without_event" in audited(house)
    with pytest.raises(Disagrees, match="opening_sealed"):
        opening(Leaf.objects.select_related("thread").get(hash=leaf_hash(false.pack())))


@pytest.mark.slow
def test_what_random_leaves_an_overseer_draws_cannot_be_foreseen_and_a_missing_one_is_seen(house: House) -> None:
    number = challenges.announce(system("overseer"))
    go_on(house)
    shown = checkpoint(house)
    answers = challenges.challenge(number, shown.root, shown.size, draws=60)
    assert all(answer.is_good for answer in answers)
    lost = Leaf.objects.get(idx=answers[0].index)
    with lifted_guards():
        Leaf.objects.filter(pk=lost.pk).update(sealed=b"gone")
    again = challenges.challenge(number, shown.root, shown.size, draws=60)
    assert again[0].state == "altered"


def forged(house: House) -> bytes:
    """Another tree of the same size, signed by the log's key."""
    size = head_of(house.signer.name).size
    return sign_note(Checkpoint(house.signer.name, size, root_of([bytes(32)] * size)).text, [house.signer])


def test_the_owner_of_database_and_log_key_finds_no_witness_for_another_history(house: House) -> None:
    note, size = forged(house), head_of(house.signer.name).size
    for witness in house.near.values():
        with pytest.raises(WitnessError) as refused:
            witness.add_checkpoint(note, size, lambda _old: [])
        assert refused.value.where == "422"


def test_a_head_rewritten_with_the_stolen_key_ends_the_signing_at_the_next_start(house: House) -> None:
    before = checkpoint(house)
    with lifted_guards():
        LogHead.objects.update(note=forged(house), root=root_of([bytes(32)] * before.size))
    with pytest.raises(Rewound):
        house.sequencer().step(house.now)
    assert checkpoint(house) == before


def test_a_witness_in_the_attackers_hands_signs_a_fork_that_the_quorum_does_not_reach(house: House) -> None:
    """Key, database and one organisation's witness whose memory was wiped: every reader still refuses the result."""
    size, note = head_of(house.signer.name).size, forged(house)
    turned = house.near["ngo-1"]
    Path(turned.folder / "cosigned.sqlite3").unlink()
    store.create(turned.folder / "cosigned.sqlite3")
    turned.known = 0
    lines = turned.add_checkpoint(note, size, lambda _old: [])
    (house.root / "log" / "checkpoint").write_bytes(add_signatures(note, lines))
    assert "quorum of witnesses is not reached" in "; ".join(verified(house))


def test_a_thief_of_the_log_key_can_stop_the_log_but_not_touch_its_past(house: House) -> None:
    """A longer tree, sent to the witnesses ahead of the log, makes them refuse the real one. Recovery: a new origin."""
    entries = [bytes(one) for one in Leaf.objects.order_by("idx").values_list("data", flat=True)]
    before = checkpoint(house)
    ahead = [leaf_hash(entry) for entry in [*entries, b"t" * 104]]
    note = sign_note(Checkpoint(house.signer.name, len(ahead), root_of(ahead)).text, [house.signer])
    for witness in house.near.values():
        witness.known = len(entries)
        witness.add_checkpoint(note, len(ahead), lambda old: growth_proof(ahead, old))
    put_leaves(1, publish_from=house.now)
    with pytest.raises(Rewound, match="set back"):
        house.sequencer().step(house.now)
    assert checkpoint(house) == before
    assert verified(house) == []


def test_an_old_backup_of_files_and_database_together_is_stopped_by_the_witnesses_memory(house: House) -> None:
    shutil.copytree(house.root / "log", house.root / "kept")
    head = LogHead.objects.get()
    put_leaves(3, publish_from=house.now)
    go_on(house)
    with lifted_guards():
        Leaf.objects.filter(idx__gte=head.size).delete()
        LogHead.objects.update(size=head.size, root=head.root, note=head.note)
    shutil.rmtree(house.root / "log")
    shutil.copytree(house.root / "kept", house.root / "log")
    assert checked(house) == []  # by themselves both are in order
    with pytest.raises(Rewound, match="the witness"):
        house.sequencer().step(house.now)
    house.clock[0] += 25 * 3600
    assert "seconds old" in "; ".join(verified(house))


def test_who_holds_only_the_server_can_change_what_it_serves_and_every_reader_sees_where(house: House) -> None:
    file = house.root / "log" / "tile" / "entries" / "000.p" / str(checkpoint(house).size)
    content = bytearray(file.read_bytes())
    content[110] ^= 1
    file.write_bytes(content)
    assert verified(house)
    assert checked(house)
    assert "published_leaf_differs" in audited(house)


def growth_proof(hashes: list[bytes], old: int) -> list[bytes]:
    """RFC 6962 consistency proof from the first `old` hashes, by its definition."""

    def proof(size: int, part: list[bytes], whole: bool) -> list[bytes]:
        if size == len(part):
            return [] if whole else [root_of(part)]
        split = 1 << (len(part) - 1).bit_length() - 1
        if size <= split:
            return [*proof(size, part[:split], whole), root_of(part[split:])]
        return [*proof(size - split, part[split:], False), root_of(part[:split])]

    return proof(old, hashes, True)
