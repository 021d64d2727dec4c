"""What prevention lays on the pillars: money, places, people and results, each with the rows behind it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from mizan.indicators import BALANCE, REGISTRY, Context, World
from mizan.kit import clock
from mizan.prevention import services
from mizan.prevention.queries import measures
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.prevention.people import TODAY, Town, girl, run


def rows(town: Town) -> dict[str, object]:
    del town
    found = BALANCE.rows(Context(today=TODAY, world=World.REAL, pillars=("education",)))
    return {str(row.label): row for row in found if row.source == "prevention"}


def test_programmes_lie_on_their_pillar_with_money_places_and_a_result(town: Town) -> None:
    programme = run(town, town.centre, places=30)
    services.say_money(town.centre.actor, programme, 2025, budget=None, spent=Decimal(900), currency="PKR")
    for _each in range(12):
        row = services.take_in(town.centre.actor, programme, girl(town))
        services.step(town.centre.actor, row, "enrolled")
        services.step(town.centre.actor, row, "completed")
    with clock.at(noon(TODAY + timedelta(days=366))):
        for row in programme.enrolments.all():
            services.follow_up(town.centre.actor, row, "yes")
    for day in (30, 366 + 60):
        with clock.at(noon(TODAY + timedelta(days=day))):
            tick("real")
    found = rows(town)["Programmes"]
    assert (found.places, found.people.known_sum, found.counts["kept"]) == (30, 10, 10)
    assert found.money["PKR"].known_sum == 900
    assert "pillar=education" in found.href
    assert found.bare == []


def test_a_pillar_without_programmes_has_no_row_and_no_nought(town: Town) -> None:
    assert "Programmes" not in rows(town)


def test_indicators_say_unknown_until_there_is_something_to_count(town: Town) -> None:
    assert measures.in_time("real", "prevention.answer_referral", TODAY) is None
    assert measures.kept_share("real") is None
    assert measures.begun_before_a_case("real") is None
    run(town, town.centre)
    assert measures.begun_before_a_case("real") == 1.0
    services.refer(town.helper.actor, services.NewReferral(girl(town), town.need))
    with clock.at(noon(TODAY + timedelta(days=1))):
        run(town, town.school)
    assert measures.begun_before_a_case("real") == 0.5


def test_each_indicator_answers_for_both_worlds(town: Town) -> None:
    run(town, town.centre)
    for world in World:
        context = Context(today=TODAY, world=world, pillars=("education",))
        for code in ("answered_in_time", "delivered_in_time", "kept", "places", "before_a_case"):
            found = REGISTRY.readings(f"prevention.{code}", context)
            assert all(reading.world is world for reading in found)
