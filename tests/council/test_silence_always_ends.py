"""I-4 and I-7 on proposals, under any order of days and of words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.council import services
from mizan.council.kinds import ANSWER, KINDS
from mizan.council.models import Proposal
from mizan.council.rules import proposals as rules
from mizan.council.services.clock import tick
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.ledger.duties import of_subject
from mizan.ledger.models import DutyState
from tests.cast import Cast, make_cast
from tests.council.table import Board, at_day, make_committee
from tests.council.test_proposals import accepted, new, said

pytestmark = pytest.mark.django_db
STEPS = st.lists(st.integers(0, 90), max_size=12)
WORDS = st.lists(
    st.sampled_from(["accepted", "countered", "refused", "agreed", "insisted", "withdrawn", "delivered", "wait"]),
    max_size=8,
)
FEW = settings(max_examples=25, deadline=None)


@given(STEPS, st.integers(0, 2), st.integers(1, 60))
def test_I4_whenever_the_clock_runs_silence_ends_on_the_last_rung_and_not_before_its_days(
    steps: list[int], committees: int, term: int
) -> None:
    way = [f"C{n}" for n in range(committees)]
    today, rung = date(2026, 1, 5), 0
    due = today + timedelta(days=term)
    for step in [*steps, *[term + 1] * 3]:
        today += timedelta(days=step)
        to = rules.next_rung(rung=rung, committees=way, due_on=due, today=today)
        assert bool(to) == (today > due and rung < committees)
        if to:
            assert to == way[rung]
            rung, due = rung + 1, today + timedelta(days=term)
        assert rules.next_rung(rung=rung, committees=way, due_on=due, today=today) == "" or today > due
    assert rung == committees


@given(steps=STEPS)
@FEW
def test_I4_in_the_database_a_silent_duty_is_always_open_once_and_never_ahead_of_its_days(
    steps: list[int],
) -> None:
    """One proposal per example, inside one transaction that is rolled back."""
    with transaction.atomic():
        cast = make_cast()
        make_committee("T-TOP", level="regional")
        make_committee(parent_id="T-TOP")
        row = services.propose(cast.monitor.actor, new())
        services.take_delivery(cast.owner.actor, row)
        day = today_in("real")
        for step in steps:
            day += timedelta(days=step)
            with at_day(day):
                moved = [tick("real")["moved_on"] for _again in range(2)]
            duty = of_subject(row).get(state=DutyState.OPEN)
            assert moved[1] == 0
            assert duty.due_on >= day or duty.rung == ANSWER.rungs - 1
            assert of_subject(row).exclude(state=DutyState.OPEN).exclude(state=DutyState.ESCALATED).count() == 0
        transaction.set_rollback(True)


def test_I7_no_word_of_one_body_removes_or_rewrites_a_word_of_the_other(cast: Cast, board: Board) -> None:
    """Every verb by everybody but the one whose it is: all refused, nothing changes."""
    row = services.propose(cast.monitor.actor, new())
    services.take_delivery(cast.owner.actor, row)
    services.answer(cast.owner.actor, row, said("countered"))
    before = list(row.answers.values())
    others = [member.actor for name, member in cast.by_name().items() if name != "monitor"]
    for actor in (*others, *(person.actor for name, person in board.people.items() if name != "society-2")):
        for verb in (
            lambda a: services.withdraw(a, row),
            lambda a: services.reply(a, row, agrees=True),
            lambda a: services.reply(a, row, agrees=False),
            lambda a: services.answer(a, row, accepted()),
        ):
            with pytest.raises(Refused):
                verb(actor)
    assert list(row.answers.values()) == before
    assert Proposal.objects.get().text == row.text


@given(words=WORDS)
@FEW
def test_an_ended_proposal_has_no_clock_and_a_running_clock_has_one_owner(words: list[str]) -> None:
    with transaction.atomic():
        cast = make_cast()
        make_committee()
        row = services.propose(cast.monitor.actor, new())
        day = today_in("real")
        for word in words:
            day += timedelta(days=20)
            with at_day(day):
                tick("real")
                _try(cast, row, word)
            newest = row.answers.order_by("at", "id").values_list("answer", flat=True).last() or ""
            open_ones = of_subject(row).filter(kind__in=KINDS, state=DutyState.OPEN)
            assert open_ones.count() <= 1
            if newest in rules.ENDED | {"refused"}:
                assert not open_ones.exists()
            elif row.deliveries.exists():
                assert open_ones.count() == 1
        transaction.set_rollback(True)


def _try(cast: Cast, row: Proposal, word: str) -> None:
    """The word by whoever may say it; out of turn it is refused and half of nothing is left."""
    due = today_in("real") + timedelta(days=30)
    does = {
        "delivered": lambda: services.take_delivery(cast.owner.actor, row),
        "accepted": lambda: services.answer(cast.owner.actor, row, accepted(due_on=due)),
        "countered": lambda: services.answer(cast.owner.actor, row, said("countered")),
        "refused": lambda: services.answer(cast.owner.actor, row, said("refused")),
        "agreed": lambda: services.reply(cast.monitor.actor, row, agrees=True),
        "insisted": lambda: services.reply(cast.monitor.actor, row, agrees=False),
        "withdrawn": lambda: services.withdraw(cast.monitor.actor, row),
    }
    if word in does:
        try:
            with transaction.atomic():
                does[word]()
        except Refused:
            pass
