"""The order of reading: nothing that a sender chooses puts him first, and no flood hides a report for certain."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.integrity.rules.triage import Waiting, ordered

TODAY = date(2026, 5, 4)
SCREEN, JUNK, KEYS = 25, 2000, 60
REAL = Waiting("real", TODAY, ("unit-7",), "What I saw.")


def key(number: int) -> bytes:
    return sha256(f"installation {number}".encode()).digest()


HERS = (REAL.group,)


def flood(count: int, *, due: date = TODAY, units: tuple[tuple[str, ...], ...] = HERS, same: str = "") -> list[Waiting]:
    return [Waiting(f"junk {n}", due, units[n % len(units)], same or f"Junk {n}.") for n in range(count)]


def places(junk: list[Waiting]) -> list[int]:
    """Where the real report stands, from 0, under each key."""
    found = []
    for number in range(KEYS):
        lines = ordered([*junk, REAL], key(number))
        found.append([one.id for one in lines].index("real"))
    return found


OTHERS = tuple((f"unit-{n}",) for n in range(10, 30))
MANY_NAMES = tuple((f"unit-{n % 20 + 10}", f"unit-{n % 17 + 30}", f"unit-{n % 13 + 50}") for n in range(JUNK))


@pytest.mark.parametrize(
    "junk",
    [
        flood(JUNK, same="The same words."),
        flood(JUNK, units=OTHERS[:11]),
        flood(JUNK, units=OTHERS[:11], due=TODAY - timedelta(30)),
    ],
    ids=["one text", "other units", "other units, due a month before"],
)
def test_junk_that_repeats_itself_or_names_a_dozen_units_leaves_her_on_the_first_screen(junk: list[Waiting]) -> None:
    assert max(places(junk)) < SCREEN


@pytest.mark.parametrize(
    "junk",
    [flood(SCREEN * 2), flood(SCREEN * 2, due=TODAY - timedelta(1)), flood(JUNK, units=OTHERS * 2)],
    ids=["her unit and day", "her unit, the day before", "twenty units"],
)
def test_junk_that_copies_every_answer_cannot_hide_her_for_certain(junk: list[Waiting]) -> None:
    """Nobody who sends knows whether it worked: under some keys she is on the first screen, under others not."""
    shown = sum(place < SCREEN for place in places(junk))
    assert shown > KEYS // 6


def test_whoever_names_many_units_together_takes_no_more_turns_than_the_units_have() -> None:
    units = {unit for names in MANY_NAMES for unit in names}
    junk = flood(JUNK, units=MANY_NAMES)
    assert max(places(junk)) <= 2 * (len(units) + 1)


def test_the_earliest_clock_is_on_the_second_line_at_the_latest_whatever_was_sent() -> None:
    late = Waiting("late", TODAY - timedelta(9), ("unit-7",), "Long ago.")
    for number in range(KEYS):
        assert late in ordered([*flood(200, units=OTHERS), late], key(number))[:2]


SOME = st.lists(
    st.builds(
        Waiting, st.uuids().map(str), st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
        st.lists(st.sampled_from("abcd"), max_size=3).map(tuple), st.sampled_from(["one", "two", "three", " two "]),
    ),
    max_size=20, unique_by=lambda one: one.id,
)  # fmt: skip


@given(SOME, st.binary(min_size=32, max_size=32), st.randoms())
def test_each_report_stands_there_once_and_the_order_of_arrival_does_not_matter(
    reports: list[Waiting], secret: bytes, chance: Random
) -> None:
    lines = ordered(reports, secret)
    assert sorted(one.id for one in lines) == sorted(one.id for one in reports)
    mixed = list(reports)
    chance.shuffle(mixed)
    assert ordered(mixed, secret) == lines


@given(SOME, st.binary(min_size=32, max_size=32))
def test_a_repeated_text_waits_until_every_other_had_its_turn(reports: list[Waiting], secret: bytes) -> None:
    texts = [one.text.strip() for one in ordered(reports, secret)]
    different = len(set(texts))
    assert len(set(texts[:different])) == different
