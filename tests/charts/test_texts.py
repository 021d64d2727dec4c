"""Labels are wrapped, never clipped, and no letter is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mizan.charts.texts import SIZE, run, wrap


@given(st.text("abcWMاب ٹ-,.", max_size=120), st.floats(SIZE, 600))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(run(line) <= width for line in lines)


def test_it_breaks_at_spaces_where_there_are_any() -> None:
    assert wrap("Social justice and redress", 120) == ["Social justice", "and redress"]
    assert wrap("", 100) == [""]


def test_marks_that_take_no_room_take_none() -> None:
    assert run("\u2066\u2069\u064b") == 0
