"""The sequencer: one history, signed only when it is the longest anybody saw, published only with a quorum."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from mizan.ledger.models import Leaf, LogHead
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.locks import Busy, one_writer
from mizan.ledger.sequencing.order import shuffled
from mizan.ledger.sequencing.outbox import HeadMoved, Waiting, advance, head_of
from mizan.ledger.sequencing.publishing import published
from mizan.tlog.leaf import CLOSE, OPEN, tag
from mizan.tlog.leaf import Leaf as Bytes
from tests.conftest import lifted_guards
from tests.ledger.logs import House
from tests.ledger.outbox import put_leaves

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def size_of(house: House) -> int:
    found = published(Disk(house.root / "log"), house.policy)
    return 0 if found is None else found.checkpoint.size


def faults(house: House) -> list[object]:
    return list(fsck(Disk(house.root / "log"), head_of(house.signer.name), house.policy))


def test_leaves_become_a_published_log_that_fsck_finds_whole(house: House) -> None:
    writer = house.sequencer()
    for count in (1, 255, 1, 300, 7):
        put_leaves(count)
        writer.step(house.now)
    assert (size_of(house), faults(house)) == (564, [])
    assert sorted(Leaf.objects.values_list("idx", flat=True)) == list(range(564))


@pytest.mark.parametrize(
    "change", [{"size": 4}, {"size": 6}, {"root": b"r" * 32}, {"note": b"n"}, {"origin": "log.test/another"}], ids=str
)
def test_I6_every_edit_of_the_head_behind_the_trigger_is_found(house: House, change: dict[str, object]) -> None:
    put_leaves(5)
    house.sequencer().step(house.now)
    assert faults(house) == []
    with lifted_guards():
        assert LogHead.objects.update(**change) == 1
    assert faults(house) != []


def test_I6_a_deleted_head_is_found(house: House) -> None:
    put_leaves(5)
    house.sequencer().step(house.now)
    with lifted_guards():
        LogHead.objects.all().delete()
    assert faults(house) != []


def test_a_leaf_waits_for_its_slot(house: House) -> None:
    put_leaves(1, publish_from=house.now + timedelta(hours=1))
    assert house.sequencer().step(house.now).taken == 0


def test_without_the_organisations_the_last_cosigned_checkpoint_stays(house: House) -> None:
    writer = house.sequencer()
    put_leaves(3)
    writer.step(house.now)
    house.near["ngo-1"].down = house.near["ngo-2"].down = True
    put_leaves(3)
    assert writer.step(house.now).published == 3
    assert head_of(house.signer.name).size == 6
    house.near["ngo-2"].down = False
    assert writer.step(house.now).published == 6


def test_without_answers_from_a_quorum_nothing_is_signed(house: House) -> None:
    house.near["oversight"].down = True
    put_leaves(1)
    step = house.sequencer().step(house.now)
    assert step.waiting
    assert not LogHead.objects.exists()


def test_a_database_set_back_behind_what_was_published_is_refused_a_signature(house: House) -> None:
    put_leaves(4)
    point = transaction.savepoint()
    house.sequencer().step(house.now)
    before = (house.root / "log" / "checkpoint").read_bytes()
    transaction.savepoint_rollback(point)  # the database forgets; files and witnesses do not
    with pytest.raises(Rewound, match="set back"):
        house.sequencer().step(house.now)
    assert (house.root / "log" / "checkpoint").read_bytes() == before


def test_the_same_size_is_cosigned_again_for_freshness(house: House) -> None:
    put_leaves(1)
    writer = house.sequencer()
    writer.step(house.now)
    first = (house.root / "log" / "checkpoint").read_bytes()
    writer.step(house.now)
    assert (house.root / "log" / "checkpoint").read_bytes() == first
    house.clock[0] += 61
    writer.step(house.now)
    assert (house.root / "log" / "checkpoint").read_bytes() != first


def test_of_two_writers_the_second_is_busy(house: House) -> None:
    with one_writer(house.root / "lock"), pytest.raises(Busy):
        house.sequencer().step(house.now)


def test_a_head_that_somebody_else_moved_ends_the_process(house: House) -> None:
    put_leaves(2)
    house.sequencer().step(house.now)
    head = head_of(house.signer.name)
    stale = type(head)(head.origin, 1, bytes(32), b"", 0)
    with pytest.raises(HeadMoved):
        advance(stale, head, [], lambda _step: None)


def test_a_flipped_byte_is_named_with_its_file_and_offset(house: House) -> None:
    put_leaves(5)
    house.sequencer().step(house.now)
    file = house.root / "log" / "tile" / "entries" / "000.p" / "5"
    content = bytearray(file.read_bytes())
    content[200] ^= 1
    file.write_bytes(content)
    [fault] = faults(house)
    assert (fault.file, fault.offset) == ("tile/entries/000.p/5", 200)  # type: ignore[attr-defined]


def test_an_opening_comes_before_its_closing_however_the_dice_fall() -> None:
    nonces = [bytes([n]) * 32 for n in range(1, 5)]
    chain = [Bytes(OPEN, 1, 1, bytes(32), tag(nonces[0]), nonces[3])]
    chain += [Bytes(OPEN | CLOSE, 1, 1, bytes(32), tag(nonces[n]), nonces[n - 1]) for n in (1, 2)]
    rows = [Waiting(None, one.pack()) for one in chain]  # type: ignore[arg-type]
    for turn in (lambda _order: None, lambda order: order.reverse(), lambda order: order.insert(0, order.pop())):
        assert shuffled(rows[::-1], turn) == rows
