"""What is owed has a day that nobody chooses, a clock only against who keeps one, and no end by the debtor's word."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from mizan.kit import clock
from mizan.kit.refusal import Refused
from mizan.ledger import duties
from mizan.prevention import services
from mizan.prevention.models import Entitlement, EntitlementKind
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.cast import Member
from tests.council.table import make_board
from tests.prevention.people import TODAY, Town, girl


def owe(town: Town, kind: EntitlementKind, *, days_ago: int = 0, amount: int | None = None) -> Entitlement:
    return services.write_down(
        town.helper.actor,
        services.NewEntitlement(
            girl(town), kind, town.office.post.institution, TODAY - timedelta(days=days_ago),
            amount=None if amount is None else Decimal(amount), currency="PKR",
        ),
    )  # fmt: skip


def kept(town: Town, kind: EntitlementKind) -> None:
    services.keep_clock(town.office.actor, kind)


def test_no_clock_runs_against_a_body_that_keeps_none(town: Town) -> None:
    with pytest.raises(Refused, match="keeps_no_clock"):
        owe(town, town.kind)
    kept(town, town.kind)
    row = owe(town, town.kind)
    services.keep_clock(town.office.actor, town.kind, keeps=False)
    assert duties.of_subject(row).get().state == "open"
    with pytest.raises(Refused, match="keeps_no_clock"):
        owe(town, town.kind)


def test_the_day_follows_from_the_kind_and_the_duty_is_a_public_one(town: Town) -> None:
    kept(town, town.kind)
    row = owe(town, town.kind, days_ago=8)
    duty = duties.of_subject(row).get()
    assert (row.due_on, duty.due_on, duty.owner, duty.number) == (TODAY + timedelta(22),) * 2 + ("T-OFFICE", 8)


def test_what_was_due_before_anybody_wrote_it_down_is_overdue_the_next_day(town: Town) -> None:
    kept(town, town.kind)
    row = owe(town, town.kind, days_ago=400)
    duty = duties.of_subject(row).get()
    assert row.due_on < TODAY
    assert (duty.opened_on, duty.due_on) == (TODAY, TODAY)
    with clock.at(noon(TODAY + timedelta(days=1))):
        assert list(duties.overdue(TODAY + timedelta(days=1))) == [duty]


def test_delivered_in_time_is_met_and_late_is_late(town: Town) -> None:
    kept(town, town.kind)
    early, late = owe(town, town.kind), owe(town, town.kind)
    services.deliver(town.office.actor, early)
    with clock.at(noon(TODAY + timedelta(days=31))):
        services.deliver(town.office.actor, late)
    assert [duties.of_subject(row).get().state for row in (early, late)] == ["met", "late"]


def test_money_paid_in_part_leaves_the_clock_running_and_more_than_owed_is_refused(town: Town) -> None:
    kept(town, town.money)
    row = owe(town, town.money, amount=100)
    services.deliver(town.office.actor, row, amount=Decimal(40))
    assert duties.of_subject(row).get().state == "open"
    with pytest.raises(Refused, match="more_than_owed"):
        services.deliver(town.office.actor, row, amount=Decimal("60.01"))
    services.deliver(town.office.actor, row)
    row.refresh_from_db()
    assert (row.stage, duties.of_subject(row).get().state) == ("delivered", "met")
    assert sum(step.amount for step in row.steps.all()) == 100


def test_a_debtor_cannot_say_that_the_person_gave_it_up(town: Town) -> None:
    kept(town, town.kind)
    hers = owe(town, town.kind)
    own = services.write_down(
        town.office.actor, services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY)
    )
    for row in (hers, own):
        with pytest.raises(Refused):
            services.withdraw_entitlement(town.office.actor, row)
    services.withdraw_entitlement(town.helper.actor, hers)


def test_a_claimed_delivery_can_be_disputed_once_by_who_wrote_it_down(town: Town) -> None:
    kept(town, town.kind)
    row = owe(town, town.kind)
    services.deliver(town.office.actor, row)
    with pytest.raises(Refused):
        services.answer_delivery(town.office.actor, row, arrived=True)
    services.answer_delivery(town.helper.actor, row, arrived=False)
    with pytest.raises(Refused):
        services.answer_delivery(town.helper.actor, row, arrived=True)
    assert list(row.steps.values_list("what", flat=True)) == ["delivered", "disputed"]


def test_nobody_else_sees_or_moves_it(town: Town) -> None:
    from mizan.prevention.access import entitlements_of

    kept(town, town.kind)
    row = owe(town, town.kind)
    strangers: list[Member] = [town.school, town.centre, town.cast.coordinator, town.cast.owner, town.cast.operator]
    for who in strangers:
        assert not entitlements_of(who.actor).exists()
        with pytest.raises(Refused):
            services.deliver(who.actor, row)
    assert [entitlements_of(who.actor).get() for who in (town.office, town.helper)] == [row, row]


def test_I4_what_stays_silent_moves_to_the_committees_and_stays_overdue_there(town: Town) -> None:
    make_board(town.cast)
    kept(town, town.kind)
    row = owe(town, town.kind)
    for days in (31, 62, 93, 500):
        with clock.at(noon(TODAY + timedelta(days=days))):
            tick("real")
    states = [duty.state for duty in duties.of_subject(row).order_by("ordinal")]
    assert states[-1] == "open"
    assert set(states[:-1]) == {"escalated"}
    assert len(states) > 1
