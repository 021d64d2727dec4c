"""The house's clock never gives two rows one moment, so that "the newest" is never a draw."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from mizan.kit.clock import at, now

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_clock_that_is_set_begins_at_its_moment_and_never_repeats_one() -> None:
    with at(NOON):
        moments = [now() for _ in range(100)]
    assert moments[0] == NOON
    assert moments == sorted(set(moments))
    assert moments[-1] - NOON < timedelta(milliseconds=1)


def test_a_clock_set_inside_another_leaves_the_outer_one_where_it_was() -> None:
    with at(NOON):
        now()
        with at(NOON - timedelta(days=1)):
            assert now().day == 24
        assert now() == NOON + timedelta(microseconds=1)


def test_threads_share_one_running_clock() -> None:
    with ThreadPoolExecutor(8) as threads:
        moments = list(threads.map(lambda _: now(), range(2000)))
    assert len(set(moments)) == 2000


def test_a_system_clock_that_stands_still_or_trips_back_does_not_turn_the_order_round() -> None:
    before = now()
    with time_machine.travel(before - timedelta(milliseconds=200), tick=False):
        assert before < now() < now()


def test_a_system_clock_that_was_set_back_is_believed() -> None:
    with time_machine.travel(NOON + timedelta(days=700), tick=False):
        now()
    with time_machine.travel(NOON, tick=False):
        assert now() == NOON


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"), at(datetime(2026, 1, 1)):
        pass
