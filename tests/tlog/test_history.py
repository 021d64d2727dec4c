"""The file of past checkpoints: what is written is read back, and other bytes are refused or mean themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog.history import DAY, HEADER, LONGEST, HistoryError, encode_record, parse_history, wants

NOTES = st.lists(st.binary(min_size=1, max_size=300), max_size=5)


@given(NOTES)
def test_what_is_written_is_read_back_with_its_offsets(notes: list[bytes]) -> None:
    data = HEADER + b"".join(map(encode_record, notes))
    records = parse_history(data)
    assert [record.note for record in records] == notes
    assert all(data[record.offset :].startswith(record.note) for record in records)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(HEADER.__add__))
def test_any_bytes_are_read_or_refused_and_have_one_form(data: bytes) -> None:
    try:
        records = parse_history(data)
    except HistoryError:
        return
    assert HEADER + b"".join(encode_record(record.note) for record in records) == data


@pytest.mark.parametrize(
    "tail", [b"0\n", b"03\nabc", b"3\nab", b"-1\nabc", b"3", b"3 \nabc", "٣\nabc".encode(), b"99999\n", b"\n", b"1\nab"]
)
def test_a_record_without_a_plain_length_is_refused_with_its_offset(tail: bytes) -> None:
    with pytest.raises(HistoryError, match="byte "):
        parse_history(HEADER + encode_record(b"first") + tail)


@pytest.mark.parametrize("note", [b"", bytes(LONGEST + 1)])
def test_a_note_that_does_not_fit_is_not_written(note: bytes) -> None:
    with pytest.raises(HistoryError):
        encode_record(note)


@given(st.lists(st.integers(0, 40 * DAY), min_size=1, max_size=60).map(sorted))
def test_exactly_the_first_checkpoint_of_each_day_is_wanted(times: list[int]) -> None:
    kept: list[int] = []
    for time in times:
        if wants(kept[-1] if kept else None, time):
            kept.append(time)
    assert kept == [min(t for t in times if t // DAY == day) for day in sorted({t // DAY for t in times})]
