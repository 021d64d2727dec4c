"""I-4 on referrals, entitlements and feedback, under any order of days and of words: each ends or is shown late."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kit import clock
from mizan.kit.refusal import Refused
from mizan.ledger.duties import of_subject, overdue
from mizan.ledger.models import DutyState
from mizan.prevention import services
from mizan.prevention.kinds import ENTITLEMENT, FEEDBACK, REFERRAL
from mizan.prevention.models import Enrolment, Entitlement, Referral
from mizan.prevention.queries.asking import inbox
from mizan.prevention.queries.queue import owed_lines
from mizan.prevention.services.clock import tick
from mizan.prevention.services.feedback import answer_feedback, send_feedback
from mizan.web.exercise.plan import noon
from tests.cast import Member, make_cast
from tests.council.table import make_committee
from tests.prevention.people import TODAY, Town, girl, make_town, run

pytestmark = pytest.mark.django_db
WORDS = ("wait", "accept", "decline", "withdraw", "reoffer")
STEPS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(WORDS)), max_size=8)
FEW = settings(max_examples=20, deadline=None)


def say(town: Town, row: Referral, word: str) -> None:
    """The word, said by whoever may say it; where nobody may, nothing happens."""
    verbs: dict[str, list[Callable[[], object]]] = {
        "wait": [],
        "accept": [lambda: services.answer(town.school.actor, row, "accepted"),
                   lambda: services.answer(town.centre.actor, row, "accepted")],
        "decline": [lambda: services.answer(town.school.actor, row, "declined", why="full"),
                    lambda: services.answer(town.centre.actor, row, "declined", why="far")],
        "withdraw": [lambda: services.withdraw_referral(town.helper.actor, row)],
        "reoffer": [lambda: services.reoffer(town.cast.coordinator.actor, row, town.programmes["PR-T-SCHOOL"])],
    }  # fmt: skip
    for verb in verbs[word]:
        try:
            verb()
        except Refused:
            continue
        return


@given(STEPS)
@FEW
def test_I4_a_referral_has_one_clock_until_it_ends_and_none_is_lost(steps: list[tuple[int, str]]) -> None:
    with transaction.atomic():
        with clock.at(noon(TODAY)):
            town = make_town(make_cast())
            run(town, town.school, places=9)
            run(town, town.centre)
            row = services.refer(town.helper.actor, services.NewReferral(girl(town), town.need))
        day, before = TODAY, 1
        for days, word in steps:
            day += timedelta(days=days)
            with clock.at(noon(day)):
                tick("real")
                assert tick("real")["referrals"] == 0
                say(town, row, word)
            row.refresh_from_db()
            duties = of_subject(row)
            running = list(duties.filter(state=DutyState.OPEN))
            assert len(running) == (row.stage == Referral.Stage.OPEN)
            assert duties.count() >= before
            before = duties.count()
            for duty in running:
                assert duty.due_on >= day or duty.rung == REFERRAL.rungs - 1 or duty.owner == "T-SEC"
            assert Enrolment.objects.filter(referral=row).exists() == (row.stage == Referral.Stage.ACCEPTED)
        transaction.set_rollback(True)


@given(st.lists(st.integers(0, 60), max_size=6), st.booleans())
@FEW
def test_I4_what_is_owed_runs_until_it_arrives_and_is_shown_late_to_who_owes_it(
    steps: list[int], arrives: bool
) -> None:
    with transaction.atomic():
        with clock.at(noon(TODAY)):
            town = make_town(make_cast())
            make_committee("T-TOP", level="regional")
            make_committee(parent_id="T-TOP")
            services.keep_clock(town.office.actor, town.kind)
            row = services.write_down(
                town.helper.actor,
                services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY),
            )
        day = TODAY
        for days in steps:
            day += timedelta(days=days)
            with clock.at(noon(day)):
                tick("real")
                [line] = owed_lines(town.office.actor, day)
            duty = of_subject(row).get(state=DutyState.OPEN)
            assert line.is_late == (day > row.due_on)
            assert duty.due_on >= day or duty in overdue(day)
            assert duty.due_on >= day or duty.rung == ENTITLEMENT.rungs - 1
        if arrives:
            with clock.at(noon(day)):
                services.deliver(town.office.actor, row)
            assert not of_subject(row).filter(state=DutyState.OPEN).exists()
            late = of_subject(row).exclude(state__in=(DutyState.MET, DutyState.OPEN)).exists()
            assert late == (day > row.due_on)
        transaction.set_rollback(True)


SPEAKERS = ("nobody", "asked", "own side", "state")


@given(
    st.sampled_from(("school", "centre", "co_lead", "coordinator")),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(SPEAKERS)), max_size=6),
)
@FEW
def test_I4_feedback_is_answered_or_shown_late_to_whoever_owes_the_answer(
    who: str, steps: list[tuple[int, str]]
) -> None:
    with transaction.atomic():
        with clock.at(noon(TODAY)):
            town = make_town(make_cast())
            asked: Member = getattr(town, who, None) or getattr(town.cast, who)
            services.list_service(
                asked.actor, services.NewService("hotline", {"en": "A line"}, phone="0800-1", code="SV-1")
            )
            row = send_feedback("real", about="service", subject="SV-1", kind="question", text="?", language="en").row
        own = town.cast.co_lead if asked.actor.side == "society" else town.cast.coordinator
        speakers = {"asked": asked, "own side": own, "state": town.cast.coordinator}
        bodies = {member.actor.body: member.actor for member in speakers.values()}
        day = TODAY
        for days, name in steps:
            day += timedelta(days=days)
            with clock.at(noon(day)):
                tick("real")
                assert tick("real")["feedback"] == 0
                running = of_subject(row).filter(state=DutyState.OPEN)
                assert running.count() == (not row.answers.exists())
                for duty in running:
                    is_last = duty.rung == FEEDBACK.rungs - 1 or duty.owner == "T-SEC"
                    assert duty.due_on >= day or (is_last and duty in overdue(day))
                    [line] = inbox(bodies[duty.owner], day)
                    assert line.is_late == (day > duty.due_on)
                    assert inbox(asked.actor, day)[0].is_late == (day > row.due_on)
                if name in speakers:
                    with suppress(Refused):
                        answer_feedback(speakers[name].actor, row, text={"en": "Yes."})
        duties = list(of_subject(row).order_by("rung"))
        assert [duty.rung for duty in duties] == list(range(len(duties)))
        met_in_time = [duty for duty in duties if duty.state == DutyState.MET and duty.rung == 0]
        assert not met_in_time or row.answers.earliest("at").said_on <= row.due_on
        transaction.set_rollback(True)


def test_I4_with_one_empty_rung_nobody_is_forgotten(town: Town) -> None:
    """Where a world has no committee, the clock stays with who owes it, overdue for ever."""
    services.keep_clock(town.office.actor, town.kind)
    row: Entitlement = services.write_down(
        town.helper.actor, services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY)
    )
    with clock.at(noon(TODAY + timedelta(days=900))):
        assert tick("real")["entitlements"] == 0
    duty = of_subject(row).get()
    assert (duty.state, duty.owner) == (DutyState.OPEN, "T-OFFICE")
    assert duty in overdue(TODAY + timedelta(days=900))
