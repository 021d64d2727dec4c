"""The running clock (I-3, I-4): what was missed moves outward by itself, whoever is idle, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.institutions.rules.routing import Enrolment, Rosters, Rung, RungKind, Seat, Tie, TieKind
from mizan.integrity.models import LaterWrap, Report
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Act
from mizan.integrity.rules.moment import EARLY, SLACK, refusal
from mizan.integrity.services.clock import Ticked, tick
from mizan.integrity.services.intake import intake, submit
from mizan.kit.refusal import Refused
from mizan.ledger.models import Duty, Event
from tests.conftest import lifted_guards
from tests.institutions.routing.country import POLICY, TODAY
from tests.integrity.country import CLOCK, Country
from tests.integrity.desk import ABOUT_OFFICER, days, seated, sent

SECRET = CLOCK.secret


def ticked(country: Country, day: date) -> Ticked:
    return tick(country.on(day), SECRET)


def chain(report: object, kind: str) -> list[tuple[str, str, int]]:
    """Owner, state and rung of each duty of a kind, in the order in which one followed the other."""
    rows = Duty.objects.filter(kind=f"report.{kind}", subject_id=str(report)).order_by("ordinal")
    return [(row.owner, row.state, row.rung) for row in rows]


def test_I4_nothing_moves_on_the_due_day_and_everything_missed_on_the_day_after(country: Country) -> None:
    report = sent(country).report
    due = Duty.objects.get(kind="report.acknowledge").due_on
    assert ticked(country, due) == Ticked(0, 0)
    assert ticked(country, due + days(1)) == Ticked(1, 0)
    assert chain(report, "acknowledge") == [("IA", "escalated", 0), ("OMB", "open", 1)]


def test_I4_a_second_tick_at_the_same_time_does_nothing(country: Country) -> None:
    sent(country)
    day = Duty.objects.get(kind="report.acknowledge").due_on + days(1)
    ticked(country, day)
    events = Event.objects.count()
    assert ticked(country, day) == Ticked(0, 0)
    assert Event.objects.count() == events


def test_the_body_that_a_duty_moved_to_opens_the_report_and_answers_for_it(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    with pytest.raises(Http404):
        officers["OMB-1"].opens(report, country.ground)
    day = Duty.objects.get(kind="report.acknowledge").due_on + days(1)
    ticked(country, day)
    ground = country.on(day)
    with pytest.raises(Refused, match="moved_outward"):
        officers["IA-1"].does(report, ground, Act.ACKNOWLEDGE)
    officers["OMB-1"].does(report, ground, Act.ACKNOWLEDGE)
    assert chain(report, "acknowledge") == [("IA", "escalated", 0), ("OMB", "met", 1)]
    assert officers["OMB-2"].opens(report, ground).place.why == "later"


def test_I1_a_conflict_inside_the_body_of_a_rung_is_found_when_it_is_first_opened(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    day = Duty.objects.get(kind="report.acknowledge").due_on + days(1)
    ticked(country, day)
    tie = Tie(officers["OMB-1"].actor.id, TieKind.RELATIVE, body="STATION")
    ground = replace(country.on(day), rosters=Rosters(country.rosters.enrolled, frozenset({tie})))
    for _again in range(2):
        with pytest.raises(Http404):
            officers["OMB-1"].opens(report, ground)
    assert officers["OMB-2"].opens(report, ground)


def test_I4_on_the_last_rung_a_duty_stays_open_and_overdue_for_ever(country: Country) -> None:
    report, day = sent(country).report, country.today
    for _week in range(60):
        day += days(7)
        ticked(country, day)
    *moved, last = chain(report, "acknowledge")
    assert {state for _owner, state, _rung in moved} == {"escalated"}
    assert last == ("COMMITTEE", "open", len(moved))
    assert ticked(country, day + days(400)).moved == 0
    assert chain(report, "acknowledge")[-1] == last


def test_a_clock_that_was_down_for_weeks_moves_each_duty_once_in_the_order_of_due_days(country: Country) -> None:
    report = sent(country).report
    late = country.today + days(120)
    assert ticked(country, late).moved == 4  # all but `finish`
    assert [len(chain(report, kind)) for kind in ("acknowledge", "decide", "feed_back", "update", "finish")] == [
        2, 2, 2, 2, 1,
    ]  # fmt: skip
    opened = Duty.objects.filter(rung=1).order_by("ordinal")
    kinds = ("acknowledge", "decide", "update", "feed_back")
    assert [duty.kind for duty in opened] == [f"report.{kind}" for kind in kinds]
    assert all(duty.opened_on == late < duty.due_on for duty in opened)


def test_a_report_that_its_reporter_holds_does_not_move_and_stays_open(country: Country) -> None:
    report = Report.objects.get(pk=sent(country).report)
    report.held_on = country.today
    report.save(update_fields=["held_on"])
    assert ticked(country, country.today + days(300)) == Ticked(0, 0)
    assert {state for _owner, state, _rung in chain(report.pk, "acknowledge")} == {"open"}


def test_a_rung_whose_body_lost_its_proof_is_passed_over(country: Country) -> None:
    report = sent(country).report
    day = country.today + days(8 + 2)
    rosters = dict(country.rosters.enrolled) | {"OMB": Enrolment("OMB", None, frozenset({"x"}))}
    tick(replace(country.on(day), rosters=Rosters(rosters)), SECRET)
    owner, _state, rung = chain(report, "acknowledge")[-1]
    assert (owner != "OMB", rung) == (True, 1)


def test_a_box_that_does_not_open_stops_no_other_duty(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = sent(country).report, sent(country).report
    with lifted_guards():
        LaterWrap.objects.filter(report=first).update(box=b"spoilt")
    assert ticked(country, country.today + days(10)) == Ticked(moved=2)
    assert chain(second, "acknowledge")[-1][0] == "OMB"
    assert chain(first, "acknowledge")[-1][0] == "ACE"  # the one further out that reads already
    assert "does not open" in capsys.readouterr().err


def test_a_missed_last_day_for_finishing_begins_the_monthly_report_which_moves_outward_too(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    day = country.today
    for _step in range(10):
        day += days(30)
        ticked(country, day)
    assert Duty.objects.filter(kind="report.monthly").exists()
    assert not Duty.objects.filter(kind="report.monthly", number__gt=0).exists()
    ground = country.on(day)
    holder = Duty.objects.filter(kind="report.monthly", state="open").get().owner
    officers[f"{holder}-1"].does(report, ground, Act.MONTHLY)
    assert Duty.objects.filter(kind="report.monthly", state__in=["met", "late"]).count() == 1
    assert Duty.objects.filter(kind="report.monthly", state="open").get().due_on > day


def test_the_event_of_a_move_names_no_body(country: Country) -> None:
    sent(country)
    ticked(country, country.today + days(10))
    event = Event.objects.get(verb="integrity.clock.moved")
    assert (event.actor, event.body, event.payload) == ("clock", "", {"step": 1})


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


LADDERS = st.lists(st.sampled_from(["OMB", "HRC", "COMMITTEE"]), max_size=3, unique=True)


@given(seats=LADDERS, gaps=st.lists(st.integers(1, 60), min_size=1, max_size=20))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_I4_whoever_is_idle_every_duty_moves_on_the_first_tick_after_its_day(
    country: Country, seats: list[str], gaps: list[int]
) -> None:
    """Random ladders, a clock that wakes at random days, and nobody who ever answers."""
    with undone():
        ground = ladder(country, seats)
        report = _sent_on(ground)
        day = country.today
        for gap in gaps:
            day += timedelta(days=gap)
            tick(replace(ground, today=day), SECRET)
            _holds(report, day)


def ladder(country: Country, seats: list[str]) -> Ground:
    outside = (Seat("OMB"), *(Seat(code) for code in seats if code != "OMB"))
    rungs = (*POLICY.rungs[:2], Rung(RungKind.OVERSIGHT, outside), Rung(RungKind.PARLIAMENT, ()), Rung(RungKind.DOCKET))
    rosters = Rosters({code: replace(one, proved_on=TODAY) for code, one in country.rosters.enrolled.items()})
    return replace(country.ground, policy=replace(POLICY, rungs=rungs, key_proof_days=10_000), rosters=rosters)


def _sent_on(ground: Ground) -> object:
    return submit(intake(ground.world), ABOUT_OFFICER, "words", on=ground).report


def _holds(report: object, day: date) -> None:
    """I-3 and I-4: per kind one duty is open; what was left behind is escalated, each on another rung; an overdue open
    duty has no released or releasable rung beyond it."""
    ladder_end = max((row.step for row in LaterWrap.objects.filter(report=report)), default=0)
    for kind in ("acknowledge", "decide", "feed_back", "update", "finish"):
        *behind, last = Duty.objects.filter(kind=f"report.{kind}", subject_id=str(report)).order_by("ordinal")
        assert {duty.state for duty in behind} <= {"escalated"}
        assert [duty.rung for duty in (*behind, last)] == list(range(len(behind) + 1))
        assert last.state == "open"
        assert last.due_on >= day or last.rung == ladder_end
        assert all(duty.closed_on > duty.due_on for duty in behind if duty.closed_on)
    assert Report.objects.get(pk=report).state == Report.State.OPEN


NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_at", "system", "cosigned", "refused"),
    [
        (NOW, NOW, NOW, ""),
        (NOW, NOW, None, ""),
        (NOW - timedelta(days=9), NOW, NOW, ""),
        (NOW + timedelta(seconds=1), NOW, NOW, "integrity.clock_ahead"),
        (NOW, NOW, NOW + EARLY + timedelta(seconds=1), "integrity.clock_set_back"),
        (NOW, NOW, NOW - SLACK - timedelta(seconds=1), "integrity.clock_unwitnessed"),
        (NOW, NOW, NOW - SLACK, ""),
    ],
)
def test_a_clock_that_somebody_turned_is_not_believed(
    given_at: datetime, system: datetime, cosigned: datetime | None, refused: str
) -> None:
    assert refusal(given_at, system, cosigned) == refused
