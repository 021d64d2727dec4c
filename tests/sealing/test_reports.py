"""A report opens for its readers, for its purpose and in its place, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from mizan.sealing.boxes import SEALED_MORE, public_of
from mizan.sealing.context import SIZE, Purpose
from mizan.sealing.errors import KeyRefused, OpenError, SealingError
from mizan.sealing.padding import MAX_CONTENT, bucket, pad, unpad
from mizan.sealing.reports import Report, ReportKey, new_report
from mizan.sealing.wraps import (
    digest,
    open_as_reporter,
    open_wrap,
    release,
    wrap,
    wrap_escrow,
    wrap_for_reporter,
    wrap_nested,
)

READERS = [bytes(PrivateKey.generate()) for _ in range(4)]
KEY = new_report()
CONTENT = st.binary(max_size=5000)


@given(CONTENT, st.integers(0, 9))
def test_a_reader_opens_what_was_sealed(content: bytes, number: int) -> None:
    sealed = KEY.report.seal(Purpose.BODY, content, number)
    opened = open_wrap(READERS[0], KEY.report, wrap(KEY, public_of(READERS[0])))
    assert opened.open(Purpose.BODY, sealed, number) == content


@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    box = wrap(KEY, public_of(READERS[0]))
    sealed = KEY.report.seal(Purpose.NOTE, b"a note")
    for whole, opens in (
        (box, lambda bad: open_wrap(READERS[0], KEY.report, bad)),
        (sealed, lambda bad: KEY.open(Purpose.NOTE, bad)),
    ):
        bit = data.draw(st.integers(0, len(whole) * 8 - 1))
        bad = bytearray(whole)
        bad[bit // 8] ^= 1 << bit % 8
        with pytest.raises(OpenError):
            opens(bytes(bad))


def test_another_place_is_refused() -> None:
    sealed = KEY.report.seal(Purpose.BODY, b"x", number=1)
    later = ReportKey(Report(KEY.report.id, KEY.report.public, epoch=1), KEY.secret)
    other = ReportKey(Report(new_report().report.id, KEY.report.public), KEY.secret)
    for key, purpose, number in (
        (KEY, Purpose.BODY, 2), (KEY, Purpose.NOTE, 1), (later, Purpose.BODY, 1), (other, Purpose.BODY, 1),
    ):  # fmt: skip
        with pytest.raises(OpenError):
            key.open(purpose, sealed, number)
    assert KEY.open(Purpose.BODY, sealed, 1) == b"x"


def test_a_wrong_reader_is_refused() -> None:
    with pytest.raises(OpenError):
        open_wrap(READERS[1], KEY.report, wrap(KEY, public_of(READERS[0])))


def test_a_wrap_of_another_key_is_refused_though_it_names_this_report() -> None:
    false = ReportKey(KEY.report, new_report().secret)
    with pytest.raises(OpenError, match="no key of this report"):
        open_wrap(READERS[0], KEY.report, wrap(false, public_of(READERS[0])))


def test_a_wrap_does_not_open_as_another_kind_of_wrap() -> None:
    box = wrap(KEY, public_of(READERS[0]))
    with pytest.raises(OpenError):
        open_wrap(READERS[0], KEY.report, box, Purpose.RUNG)


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_sizes_depend_only_on_the_bucket(one: int, other: int) -> None:
    sealed = [KEY.report.seal(Purpose.BODY, bytes(size)) for size in (one, other)]
    buckets = [bucket(SIZE + 4 + size) for size in (one, other)]
    assert [len(box) for box in sealed] == [size + SEALED_MORE - SIZE for size in buckets]
    assert (len(sealed[0]) == len(sealed[1])) == (buckets[0] == buckets[1])


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, 1 << 10), (1 << 10, 1 << 10), (1025, 1 << 11), (3000, 1 << 12), (1 << 24, 1 << 24), ((1 << 24) + 1, 1 << 25),
     ((1 << 25) + 1, 3 << 24)],
)  # fmt: skip
def test_buckets_are_powers_of_two_and_then_steps(size: int, padded: int) -> None:
    assert bucket(size) == padded


def test_padding_that_is_not_zero_is_refused() -> None:
    padded = pad(b"x")
    assert unpad(padded) == b"x"
    for bad in (padded[:-1] + b"\1", b"\0\0\0\x09short", b"\0\0\0"):
        with pytest.raises(OpenError):
            unpad(bad)


def test_what_is_too_long_for_a_text_is_refused() -> None:
    with pytest.raises(SealingError):
        KEY.report.seal(Purpose.BODY, bytes(MAX_CONTENT + 1))


def test_a_key_to_which_anybody_could_open_is_refused() -> None:
    for public in (bytes(32), b"\1" + bytes(31), b"short"):
        with pytest.raises(KeyRefused):
            wrap(KEY, public)


def test_a_rung_opens_only_after_the_clock_has_released_it_and_then_only_for_its_body() -> None:
    clock, body, other = READERS[:3]
    box = wrap_nested(KEY, Purpose.RUNG, public_of(clock), public_of(body))
    with pytest.raises(OpenError):
        open_wrap(body, KEY.report, box, Purpose.RUNG)
    with pytest.raises(OpenError):
        open_wrap(clock, KEY.report, box, Purpose.RUNG)
    inner = release(clock, KEY.report, box, Purpose.RUNG, public_of(body))
    with pytest.raises(OpenError):
        open_wrap(clock, KEY.report, inner, Purpose.RUNG)
    with pytest.raises(OpenError):
        release(clock, KEY.report, box, Purpose.RUNG, public_of(other))
    assert open_wrap(body, KEY.report, inner, Purpose.RUNG) == KEY


def test_any_two_keepers_of_escrow_open_and_none_alone() -> None:
    keepers = {public_of(secret): secret for secret in READERS[:3]}
    boxes = wrap_escrow(KEY, keepers)
    assert len(boxes) == 3
    for (outer, inner), box in boxes.items():
        released = release(keepers[outer], KEY.report, box, Purpose.ESCROW, inner)
        assert open_wrap(keepers[inner], KEY.report, released, Purpose.ESCROW) == KEY
        for secret in keepers.values():
            with pytest.raises(OpenError):
                open_wrap(secret, KEY.report, box, Purpose.ESCROW)


def test_a_member_of_a_body_opens_its_rung_and_after_leaving_no_later_one() -> None:
    clock, stays, leaves = READERS[:3]
    body = new_report()
    mine = {secret: wrap(body, public_of(secret), Purpose.MEMBER) for secret in (stays, leaves)}
    held = open_wrap(leaves, body.report, mine[leaves], Purpose.MEMBER)
    box = wrap_nested(KEY, Purpose.RUNG, public_of(clock), body.report.public)
    inner = release(clock, KEY.report, box, Purpose.RUNG, body.report.public)
    assert open_wrap(held.secret, KEY.report, inner, Purpose.RUNG) == KEY
    later = body.next_epoch()
    box = wrap_nested(KEY, Purpose.RUNG, public_of(clock), later.report.public)
    inner = release(clock, KEY.report, box, Purpose.RUNG, later.report.public)
    with pytest.raises(OpenError):
        open_wrap(held.secret, KEY.report, inner, Purpose.RUNG)
    again = open_wrap(stays, later.report, wrap(later, public_of(stays), Purpose.MEMBER), Purpose.MEMBER)
    assert open_wrap(again.secret, KEY.report, inner, Purpose.RUNG) == KEY


def test_the_digest_of_boxes_shows_any_change_and_no_order() -> None:
    boxes = [b"one", b"two", b"three"]
    assert digest(boxes) == digest(reversed(boxes))
    assert len({digest(boxes), digest(boxes[:2]), digest([b"one", b"two", b"thref"]), digest([])}) == 4


def test_nesting_in_one_key_or_for_a_plain_reader_is_refused() -> None:
    one, other = public_of(READERS[0]), public_of(READERS[1])
    for purpose, inner in ((Purpose.RUNG, one), (Purpose.READER, other)):
        with pytest.raises(SealingError):
            wrap_nested(KEY, purpose, one, inner)


def test_the_reporter_opens_her_report_and_can_wrap_it_to_another_body_alone() -> None:
    mine = b"r" * 32
    box = wrap_for_reporter(KEY, mine)
    again = open_as_reporter(mine, KEY.report, box)
    assert open_wrap(READERS[3], KEY.report, wrap(again, public_of(READERS[3]))) == KEY
    with pytest.raises(OpenError):
        open_as_reporter(b"s" * 32, KEY.report, box)
    with pytest.raises(OpenError):
        open_as_reporter(mine, new_report().report, box)


def test_after_a_recusal_the_old_key_opens_nothing_new() -> None:
    fresh = KEY.next_epoch()
    later = fresh.report.seal(Purpose.NOTE, b"later")
    assert fresh.report.id == KEY.report.id
    assert fresh.open(Purpose.NOTE, later) == b"later"
    with pytest.raises(OpenError):
        KEY.open(Purpose.NOTE, later)


# the first bytes are the version; a keyed box has 24 of a nonce and 16 of a tag behind it
@pytest.mark.parametrize("length", range(64))
def test_a_box_cut_anywhere_is_refused_as_any_other(length: int) -> None:
    cut = (b"\x01" + bytes(63))[:length]
    with pytest.raises(OpenError):
        open_as_reporter(b"r" * 32, KEY.report, cut)
    with pytest.raises(OpenError):
        KEY.open(Purpose.BODY, cut)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_open_and_never_break(data: bytes) -> None:
    for opens in (
        lambda: KEY.open(Purpose.BODY, data),
        lambda: open_wrap(READERS[0], KEY.report, data),
        lambda: open_as_reporter(b"r" * 32, KEY.report, data),
        lambda: release(READERS[0], KEY.report, data, Purpose.RUNG, public_of(READERS[1])),
    ):
        with pytest.raises(OpenError):
            opens()


def test_secrets_are_not_shown_by_repr() -> None:
    assert repr(KEY.secret) not in repr(KEY)
