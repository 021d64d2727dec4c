"""Two people open the same duty at the same moment: one of them is told so, and exactly one duty is there."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connection, connections

from mizan.framework.models import Pillar
from mizan.kit.refusal import Refused
from mizan.ledger import duties
from mizan.ledger.models import Duty
from tests.framework.cast import DAY
from tests.ledger.happening import happening
from tests.ledger.small_world import ACKNOWLEDGE

SUBJECT = Pillar(code="a-subject")


def opened(opening: Signal | None = None, go_on: Signal | None = None) -> None:
    """Open the duty in a verb of its own; with signals, stand still between the row and the COMMIT."""
    try:
        with happening(SUBJECT):
            duties.open_duty(ACKNOWLEDGE, owner="T-OWNER", subject=SUBJECT, opened_on=DAY, due_on=DAY)
            if opening and go_on:
                opening.set()
                assert go_on.wait(30)
    finally:
        connections.close_all()


def await_waiting() -> None:
    """Until some transaction waits for another one's row."""
    for _look in range(3000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_sleep(0.01) IS NOT NULL")
            if cursor.fetchone() != (0,):
                return
    pytest.fail("nobody ever waited")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_one_duty_at_once_the_second_is_refused_in_words() -> None:
    inserted, committed = Signal(), Signal()
    with ThreadPoolExecutor(2) as pool:
        first: Future[None] = pool.submit(opened, inserted, committed)
        assert inserted.wait(30)
        second: Future[None] = pool.submit(opened)
        try:
            await_waiting()
        finally:
            committed.set()
        first.result()
        with pytest.raises(Refused, match="duty_opened_meanwhile"):
            second.result()
    assert Duty.objects.count() == 1
    opened()
    assert sorted(Duty.objects.values_list("ordinal", flat=True)) == [0, 1]
