"""Duties: met, late, extended once, moved outward by a running clock, and never counted as met when they were not."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mizan.framework.models import Pillar
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger import duties
from mizan.ledger.models import Duty
from tests.framework.cast import undone
from tests.ledger.happening import as_a_verb

FIRST = date(2026, 1, 1)
KINDS = {rungs: duties.duty_kind(f"test.rungs{rungs}", rungs=rungs) for rungs in range(1, 5)}
SUBJECT = Pillar(code="a-subject")
days = st.integers(0, 30).map(timedelta)
open_duty, discharge, extend, escalate = map(
    as_a_verb, (duties.open_duty, duties.discharge, duties.extend, duties.escalate)
)


def opened(rungs: int = 2, *, due: date = FIRST) -> Duty:
    return open_duty(KINDS[rungs], owner="BODY-0", subject=SUBJECT, opened_on=FIRST, due_on=due)


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "state"), [(FIRST, "met"), (FIRST + timedelta(1), "late")])
def test_the_due_day_itself_is_still_in_time(on: date, state: str) -> None:
    assert discharge(opened(), on=on).state == state


@pytest.mark.django_db
def test_an_extension_keeps_the_body_and_opens_a_successor_that_is_due_later() -> None:
    duty = opened()
    later = extend(duty, on=FIRST, due_on=FIRST + timedelta(9), reason="translation")
    duty.refresh_from_db()
    assert (duty.state, duty.reason) == ("extended", "translation")
    assert (later.owner, later.rung, later.follows, later.state) == (duty.owner, duty.rung, duty, "open")


@pytest.mark.django_db
def test_each_rung_may_extend_once() -> None:
    after = FIRST + timedelta(1)
    first = extend(opened(), on=FIRST, due_on=after, reason="a")
    with pytest.raises(Refused, match=r"ledger\.extended_once"):
        extend(first, on=after, due_on=after + timedelta(5), reason="b")
    outward = escalate(first, on=after + timedelta(1), owner="BODY-1", due_on=after + timedelta(2))
    assert extend(outward, on=after + timedelta(2), due_on=after + timedelta(9), reason="c").rung == 1


@pytest.mark.django_db
def test_a_refusal_says_why_in_words_with_the_day() -> None:
    duty = opened()
    with pytest.raises(Refused) as refused:
        discharge(duty, on=FIRST - timedelta(1))
    assert "2025-12-31" in word(refused.value)
    with pytest.raises(Refused) as refused:
        extend(duty, on=FIRST, due_on=FIRST, reason="x")
    assert "2026-01-01" in word(refused.value)


@pytest.mark.django_db
def test_a_duty_that_is_not_overdue_does_not_move_outward_and_says_so() -> None:
    with pytest.raises(Refused, match=r"ledger\.not_overdue"):
        escalate(opened(), on=FIRST, owner="BODY-1", due_on=FIRST)


def test_a_kind_is_named_once() -> None:
    assert duties.duty_kind("test.rungs1", rungs=1) == KINDS[1]
    with pytest.raises(ValueError, match="named twice"):
        duties.duty_kind("test.rungs1", rungs=2)


@pytest.mark.django_db
def test_listeners_hear_of_every_opening_and_every_close() -> None:
    heard: list[tuple[str, int]] = []

    def listen(duty: Duty) -> None:
        heard.append((duty.state, duty.rung))

    duties.on_duty(listen)
    try:
        outward = escalate(opened(), on=FIRST + timedelta(1), owner="BODY-1", due_on=FIRST + timedelta(2))
        discharge(outward, on=FIRST + timedelta(2))
    finally:
        duties._LISTENERS.remove(listen)
    assert heard == [("open", 0), ("escalated", 0), ("open", 1), ("met", 1)]


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rungs=st.integers(1, 4), wait=st.integers(1, 400))
def test_I4_a_clock_alone_brings_an_ignored_duty_to_the_last_rung_where_it_stays_overdue_for_ever(
    rungs: int, wait: int
) -> None:
    with undone():
        opened(rungs)
        for night in range(1, rungs + 3):
            run_clock(FIRST + timedelta(night), rungs)
        (last,) = Duty.objects.filter(state="open", kind=KINDS[rungs].code)
        assert last.rung == rungs - 1
        assert last in duties.overdue(FIRST + timedelta(night + wait))
        states = Counter(Duty.objects.filter(kind=KINDS[rungs].code).values_list("state", flat=True))
        assert states == Counter({"open": 1, **({"escalated": rungs - 1} if rungs > 1 else {})})


def run_clock(today: date, rungs: int) -> None:
    """The night's work: every overdue duty moves one rung outward, if there is one."""
    for duty in duties.overdue(today).filter(kind=KINDS[rungs].code):
        owner = f"BODY-{duty.rung + 1}"
        if duty.rung + 1 < rungs:
            escalate(duty, on=today, owner=owner, due_on=today)
        else:
            with pytest.raises(Refused, match=r"ledger\.last_rung"):
                escalate(duty, on=today, owner=owner, due_on=today)


class Life(RuleBasedStateMachine):
    """One duty's life in random days: people act or do not, and some nights the clock runs."""

    def __init__(self) -> None:
        super().__init__()
        self._undo = undone()
        self._undo.__enter__()
        self.today = FIRST
        self.closed: dict[object, dict[str, object]] = {}

    def teardown(self) -> None:
        self._undo.__exit__(None, None, None)

    @initialize(rungs=st.integers(1, 4), wait=days)
    def open(self, rungs: int, wait: timedelta) -> None:
        self.rungs = rungs
        opened(rungs, due=FIRST + wait)

    def rows(self) -> list[Duty]:
        return list(Duty.objects.filter(kind=KINDS[self.rungs].code).order_by("rung"))

    def current(self) -> Duty:
        """The open duty, or any closed one: acting on that must be refused."""
        rows = self.rows()
        return next((row for row in rows if row.state == "open"), rows[0])

    @rule(wait=days)
    def wait(self, wait: timedelta) -> None:
        self.today += wait

    @rule(earlier=st.booleans())
    def discharge(self, earlier: bool) -> None:
        duty = self.current()
        on = duty.opened_on - timedelta(1) if earlier else self.today
        self.attempt(lambda: discharge(duty, on=on), allowed=duty.state == "open" and not earlier)

    @rule(more=st.integers(-3, 30).map(timedelta))
    def extend(self, more: timedelta) -> None:
        duty = self.current()
        extended = Duty.objects.filter(kind=duty.kind, rung=duty.rung, state="extended").exists()
        allowed = duty.state == "open" and not extended and more > timedelta(0)
        self.attempt(lambda: extend(duty, on=self.today, due_on=duty.due_on + more, reason="code"), allowed=allowed)

    @rule(more=days)
    def escalate(self, more: timedelta) -> None:
        duty = self.current()
        allowed = duty.state == "open" and duty.due_on < self.today and duty.rung + 1 < self.rungs
        self.attempt(lambda: escalate(duty, on=self.today, owner="OUTWARD", due_on=self.today + more), allowed=allowed)

    @rule()
    def night(self) -> None:
        self.today += timedelta(1)
        run_clock(self.today, self.rungs)
        waiting = [row for row in self.rows() if row in duties.overdue(self.today)]
        assert all(row.rung == self.rungs - 1 for row in waiting), "overdue, and the clock did not move it"

    def attempt(self, act: object, *, allowed: bool) -> None:
        try:
            act()  # type: ignore[operator]
        except Refused:
            assert not allowed
        else:
            assert allowed

    @invariant()
    def test_I3_closed_rows_never_change_and_none_is_deleted(self) -> None:
        now = {row["id"]: row for row in Duty.objects.filter(kind=KINDS[self.rungs].code).values()}
        assert all(now.get(key) == row for key, row in self.closed.items())
        self.closed |= {key: row for key, row in now.items() if row["state"] != "open"}

    @invariant()
    def what_was_not_done_is_not_counted_as_done(self) -> None:
        rows = self.rows()
        met = [row for row in rows if row.state in {"met", "late"}]
        assert len([row for row in rows if row.state == "open"]) + len(met) == 1
        assert all((row.state == "met") == (row.closed_on <= row.due_on) for row in met)
        for row in rows:
            assert (row.state in {"extended", "escalated"}) == hasattr(row, "successor")
        assert max(Counter(row.rung for row in rows if row.state == "extended").values(), default=0) <= 1


@pytest.mark.slow
@pytest.mark.django_db
def test_I4_test_I3_a_duty_is_met_only_by_being_discharged_and_its_closed_rows_never_change() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=20, deadline=None))
