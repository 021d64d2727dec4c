"""Attachments stream into frames and out again, whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError, SealingError
from mizan.sealing.files import FRAME, HEAD, MANY, PLAIN, FileRecord, FileSealer, frames, open_file, open_record
from mizan.sealing.reports import Report, new_report

KEY = new_report()
ROOM = PLAIN - 4


def sealed(content: bytes, step: int = 10_000, report: Report = KEY.report, number: int = 1) -> tuple[bytes, bytes]:
    """The file's key and its sealed bytes."""
    sealer = FileSealer(report, number)
    parts = [sealer.head, *(sealer.add(content[at : at + step]) for at in range(0, len(content), step))]
    return sealer.key, b"".join([*parts, *sealer.finish()])


def opened(key: bytes, data: bytes, step: int = 7_777, report: Report = KEY.report, number: int = 1) -> bytes:
    return b"".join(open_file(report, number, key, (data[at : at + step] for at in range(0, len(data), step))))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([0, 1, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM]), st.integers(1, 100_000), st.integers(1, 100_000)
)  # fmt: skip
def test_pieces_of_any_size_give_the_same_file(size: int, seal_step: int, open_step: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    key, data = sealed(content[:size], max(seal_step, 500))
    assert opened(key, data, max(open_step, 500)) == content[:size]


@given(st.integers(0, 40_000_000), st.integers(0, 40_000_000))
def test_more_bytes_never_take_fewer_frames_and_most_sizes_share_a_bucket(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert frames(low) <= frames(high)
    assert frames(high) * ROOM >= high
    count = frames(high)
    assert count % MANY == 0 or count.bit_count() == 1


def test_sizes_depend_only_on_the_bucket() -> None:
    lengths = {size: len(sealed(bytes(size))[1]) for size in (1, ROOM, ROOM + 1, 2 * ROOM, 3 * ROOM)}
    assert lengths[1] == lengths[ROOM] == HEAD + 2 * FRAME
    assert lengths[ROOM + 1] == lengths[2 * ROOM] == lengths[3 * ROOM] == HEAD + 4 * FRAME


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    key, whole = sealed(b"evidence")
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    bad = bytearray(whole)
    bad[bit // 8] ^= 1 << bit % 8
    with pytest.raises(OpenError):
        opened(key, bytes(bad))


@pytest.mark.parametrize(
    "change", ["cut a frame", "cut a byte", "add a frame", "swap", "drop", "nothing", "head alone"]
)
def test_frames_cut_off_added_swapped_or_dropped_are_refused(change: str) -> None:
    key, whole = sealed(bytes(2 * ROOM))
    head, blocks = whole[:HEAD], [whole[at : at + FRAME] for at in range(HEAD, len(whole), FRAME)]
    bad = {
        "cut a frame": whole[:-FRAME], "cut a byte": whole[:-1], "add a frame": whole + blocks[-1],
        "swap": head + b"".join([blocks[1], blocks[0], *blocks[2:]]), "drop": head + b"".join(blocks[1:]),
        "nothing": b"", "head alone": head,
    }[change]  # fmt: skip
    with pytest.raises(OpenError):
        opened(key, bad)


def test_another_key_report_number_or_epoch_is_refused() -> None:
    key, whole = sealed(b"evidence")
    later = Report(KEY.report.id, KEY.report.public, epoch=1)
    for again in (
        {"key": b"k" * 32}, {"key": b"short"}, {"number": 2}, {"report": new_report().report}, {"report": later},
    ):  # fmt: skip
        with pytest.raises(OpenError):
            opened(**{"key": key, "data": whole, **again})  # type: ignore[arg-type]
    assert opened(key, whole) == b"evidence"


def test_a_last_frame_that_tells_another_length_is_refused() -> None:
    sealer = FileSealer(KEY.report, 1)
    whole = sealer.head + sealer.add(b"evidence")
    sealer.size += 1
    with pytest.raises(OpenError, match="another length"):
        opened(sealer.key, whole + b"".join(sealer.finish()))


def test_no_plain_byte_leaves_the_sealer() -> None:
    marker = b"MARKER-OF-A-WITNESS"
    _, whole = sealed(marker * 9_000)
    assert marker[:8] not in whole


def test_a_finished_file_takes_no_more() -> None:
    sealer = FileSealer(KEY.report, 1)
    list(sealer.finish())
    with pytest.raises(SealingError):
        sealer.add(b"more")
    with pytest.raises(SealingError):
        next(sealer.finish())


def test_the_record_of_a_file_opens_under_its_number_alone() -> None:
    record = FileRecord("ثبوت.jpg", "image/jpeg", 8, b"k" * 32)
    box = record.seal(KEY.report, 3)
    assert open_record(KEY, box, 3) == record
    assert "k" * 8 not in repr(record)
    with pytest.raises(OpenError):
        open_record(KEY, box, 4)
    with pytest.raises(SealingError):
        FileRecord("x" * 256, "", 0, b"k" * 32).seal(KEY.report, 1)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=50).map(str.encode),
        st.just(b'{"name":1,"kind":"","size":0,"key":""}'),
    )
)
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(OpenError):
        open_record(KEY, KEY.report.seal(Purpose.FILE, content, 1), 1)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_file(data: bytes) -> None:
    with pytest.raises(OpenError):
        opened(b"k" * 32, data, 50)
