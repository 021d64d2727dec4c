"""Referrals: answered by whom is asked, offered on in silence, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mizan.kit import clock
from mizan.kit.refusal import Refused
from mizan.ledger import duties
from mizan.ledger.models import Duty
from mizan.prevention import services
from mizan.prevention.models import Enrolment, Referral
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.prevention.people import TODAY, Town, girl, run


def ask(town: Town, **more: object) -> Referral:
    return services.refer(town.helper.actor, services.NewReferral(girl(town), town.need, **more))


def of_subject(row: Referral) -> list[Duty]:
    """Its duties in the order in which they began."""
    return list(duties.of_subject(row).order_by("ordinal"))


def test_a_referral_starts_a_public_clock_and_acceptance_puts_her_in_the_queue(town: Town) -> None:
    run(town, town.school)
    row = ask(town, urgency="urgent")
    [duty] = of_subject(row)
    assert (duty.number, duty.owner, duty.due_on) == (7, "T-SCHOOL", TODAY + timedelta(days=2))
    services.answer(town.school.actor, row, "accepted")
    [enrolment] = Enrolment.objects.all()
    assert (enrolment.referral_id, enrolment.stage, enrolment.programme.provider_id) == (row.pk, "waiting", "T-SCHOOL")
    row.refresh_from_db()
    assert row.stage == "accepted"
    assert [one.state for one in of_subject(row)] == ["met"]


def test_only_the_asked_body_answers(town: Town) -> None:
    run(town, town.school)
    row = ask(town)
    for who in (town.centre, town.helper, town.cast.coordinator):
        with pytest.raises(Refused):
            services.answer(who.actor, row, "accepted")
    assert not Enrolment.objects.exists()


def test_a_declined_referral_goes_to_the_next_queue_with_a_new_clock(town: Town) -> None:
    run(town, town.school, places=9)
    run(town, town.centre)
    row = ask(town)
    with pytest.raises(Refused, match="reason_needed"):
        services.answer(town.school.actor, row, "declined")
    services.answer(town.school.actor, row, "declined", why="full")
    assert [(one.state, one.owner) for one in of_subject(row)] == [("met", "T-SCHOOL"), ("open", "T-CENTRE")]
    services.answer(town.centre.actor, row, "declined", why="far")
    row.refresh_from_db()
    assert row.stage == "declined"
    services.reoffer(town.helper.actor, row, town.programmes["PR-T-SCHOOL"])
    assert of_subject(row)[-1].owner == "T-SCHOOL"


def test_silence_is_offered_on_then_reaches_the_coordinating_body_and_stays_overdue_there(town: Town) -> None:
    run(town, town.school, places=9)
    run(town, town.centre)
    row = ask(town)
    for day, owner in ((8, "T-CENTRE"), (16, "T-SEC"), (24, "T-SEC"), (400, "T-SEC")):
        with clock.at(noon(TODAY + timedelta(days=day))):
            tick("real")
        newest = of_subject(row)[-1]
        assert (newest.owner, newest.state) == (owner, "open"), day
    assert [one.state for one in of_subject(row)] == ["escalated", "escalated", "open"]
    with clock.at(noon(TODAY + timedelta(days=401))):
        services.reoffer(town.cast.coordinator.actor, row, town.programmes["PR-T-CENTRE"])
    assert [one.state for one in of_subject(row)][:3] == ["escalated", "escalated", "late"]


def test_nobody_is_asked_where_no_place_is_free(town: Town) -> None:
    run(town, town.school, places=0)
    with pytest.raises(Refused, match="no_programme"):
        ask(town)


def test_what_is_kept_for_girls_is_not_taken_by_others(town: Town) -> None:
    programme = run(town, town.school, places=2, kept_female=2)
    boy = services.Someone(town.here, "male", "10-13")
    row = services.take_in(town.school.actor, programme, boy)
    with pytest.raises(Refused, match="no_place_free"):
        services.step(town.school.actor, row, "enrolled")
    hers = services.take_in(town.school.actor, programme, girl(town))
    services.step(town.school.actor, hers, "enrolled")


def test_the_sender_may_take_it_back_and_nobody_else(town: Town) -> None:
    run(town, town.school)
    row = ask(town)
    with pytest.raises(Refused):
        services.withdraw_referral(town.school.actor, row)
    services.withdraw_referral(town.helper.actor, row)
    row.refresh_from_db()
    assert row.stage == "withdrawn"
    with pytest.raises(Refused):
        services.answer(town.school.actor, row, "accepted")
