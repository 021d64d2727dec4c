"""A body's returns from its own word to an approved figure: each revision stays, no other side writes one (I-7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mizan.council import services
from mizan.council.agenda import late_returns
from mizan.council.models import Return, ReturnForm, ReturnRevision
from mizan.council.queries.return_pages import workload
from mizan.council.queries.returns import grid, joined
from mizan.council.return_indicators import in_time
from mizan.council.rules.returns import Standing, Tally
from mizan.council.services.reminding import remind
from mizan.framework.models import Reading
from mizan.indicators import Context
from mizan.institutions.models import Institution
from mizan.kit.actors import Role
from mizan.kit.agenda import Table
from mizan.kit.facts import World
from mizan.kit.models import Notice
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from tests.cast import Cast, make_member
from tests.council.asked import GOOD, Q1, Q1_DUE, SINCE, filed, joins, make_form, on, said, submitted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def form() -> ReturnForm:
    return make_form()


def test_no_body_owes_anything_before_it_said_so_itself(form: ReturnForm, cast: Cast) -> None:
    assert grid(form, World.REAL, Q1_DUE + DAY).rows == []
    with on(Q1_DUE), pytest.raises(Refused, match="return_not_owed"):
        services.submit_return(cast.owner.actor, form, Q1, said(GOOD))


def test_I7_nobody_joins_for_another_body_and_a_form_is_for_its_kinds(form: ReturnForm, cast: Cast) -> None:
    with pytest.raises(Refused, match="return_not_for_you"):
        joins(cast.outsider.actor, form)  # a ministry
    with pytest.raises(Refused, match="return_not_for_you"):
        joins(cast.international.actor, form)
    with pytest.raises(Refused, match="role_needed"):
        joins(cast.monitor.actor, form)
    joins(cast.owner.actor, form)
    assert [one.body_id for one in joined("real")] == ["T-LEA"]


def test_joining_twice_is_refused_and_leaving_ends_what_is_owed(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    with pytest.raises(Refused, match="return_said_before"):
        joins(cast.owner.actor, form, SINCE + DAY)
    with pytest.raises(Refused, match="return_said_later"):
        services.start_returns(cast.owner.actor, form, files=False, since=SINCE, place=None)
    services.start_returns(cast.owner.actor, form, files=False, since=date(2025, 7, 1), place=None)
    (row,) = grid(form, World.REAL, date(2026, 1, 31)).rows
    assert sorted(row.cells) == ["2025-Q1", "2025-Q2"]


def test_a_return_is_due_fifteen_working_days_after_its_period(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    row = submitted(cast.owner.actor, form, Q1_DUE)
    assert (row.due_on, row.stage, row.submitted_on, row.revision) == (Q1_DUE, "submitted", Q1_DUE, 1)


def test_nothing_is_written_before_the_period_is_over(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    with on(date(2025, 3, 31)), pytest.raises(Refused, match="return_too_early"):
        services.keep_draft(cast.owner.actor, form, Q1, said({}))
    with on(date(2025, 4, 1)):
        services.keep_draft(cast.owner.actor, form, Q1, said({}))


def test_a_draft_may_have_gaps_and_is_no_report(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    with on(date(2025, 4, 2)):
        row = services.keep_draft(cast.owner.actor, form, Q1, said({"victims": 3}))
    assert (row.stage, row.submitted_on) == ("draft", None)
    (line,) = grid(form, World.REAL, Q1_DUE + DAY).rows
    assert line.cells[Q1].standing is Standing.MISSING
    with on(date(2025, 4, 2)), pytest.raises(Refused, match="return_not_whole"):
        services.keep_draft(cast.owner.actor, form, Q1, said({"victims": -3}))


def test_figures_that_do_not_hold_together_leave_nothing_behind(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    with pytest.raises(services.FiguresRefused) as caught:
        submitted(cast.owner.actor, form, Q1_DUE, GOOD | {"women": 9, "taken": 30})
    assert [fault.figure for fault in caught.value.faults] == ["victims", "taken"]
    assert not Return.objects.exists()


def test_every_revision_stays_and_a_draft_beside_a_submitted_one_changes_nothing(cast: Cast) -> None:
    row = filed(cast)
    with on(date(2025, 4, 11)):
        services.keep_draft(cast.owner.actor, row.form, Q1, said({"victims": 1}))
    row.refresh_from_db()
    assert (row.stage, row.revision) == ("submitted", 2)
    later = submitted(cast.owner.actor, row.form, Q1_DUE + DAY, GOOD | {"places": 25})
    assert (later.stage, later.submitted_on) == ("submitted", date(2025, 4, 10))
    numbers = ReturnRevision.objects.order_by("number").values_list("number", "submitted", "figures__places")
    assert list(numbers) == [(1, True, 20), (2, False, None), (3, True, 25)]
    assert len(set(ReturnRevision.objects.values_list("sha256", flat=True))) == 3


def test_I18_zero_not_known_and_not_reported_are_kept_apart(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    figures = {"victims": 0, "places": None, "taken": 0, "women": 0}
    submitted(cast.owner.actor, form, Q1_DUE, figures)
    assert ReturnRevision.objects.get().figures == figures


def test_I7_no_other_body_writes_or_approves_a_return(cast: Cast) -> None:
    row = filed(cast)
    for stranger in (cast.co_lead, cast.coordinator, cast.monitor, cast.outsider, cast.operator, cast.international):
        with on(Q1_DUE), pytest.raises(Refused):
            services.approve_return(stranger.actor, row)
        with on(Q1_DUE), pytest.raises(Refused, match=r"return_not_owed|not_your_return"):
            services.submit_return(stranger.actor, row.form, Q1, said(GOOD))
    row.refresh_from_db()
    assert (row.stage, row.revision) == ("submitted", 1)


def test_the_other_side_and_the_secretariat_ask_and_change_no_figure(cast: Cast) -> None:
    row = filed(cast)
    for asker in (cast.co_lead, cast.monitor, cast.coordinator):
        services.query_return(asker.actor, row, figure="victims", text={"en": "So few?"})
    for other in (cast.outsider, cast.owner, cast.international, cast.operator):
        with pytest.raises(Refused):
            services.query_return(other.actor, row, figure="", text={"en": "So few?"})
    row.refresh_from_db()
    assert (row.stage, row.revision) == ("queried", 1)
    assert Notice.objects.filter(user=cast.owner.user, kind="council.return_asked").count() == 3


def test_a_query_is_answered_by_a_new_revision_before_anything_is_approved(cast: Cast) -> None:
    row = filed(cast)
    services.query_return(cast.co_lead.actor, row, figure="victims", text={"en": "So few?"})
    with pytest.raises(Refused, match="return_answer_first"):
        services.approve_return(cast.owner.actor, row)
    submitted(cast.owner.actor, row.form, Q1_DUE, GOOD)
    services.approve_return(cast.owner.actor, row)
    row.refresh_from_db()
    assert row.stage == "approved"


def test_where_a_body_has_a_second_person_she_approves(cast: Cast) -> None:
    row = filed(cast)
    second = make_member("second", Institution.objects.get(pk="T-LEA"), [Role.COORDINATOR])
    with pytest.raises(Refused, match="return_second_person"):
        services.approve_return(cast.owner.actor, row)
    services.approve_return(second.actor, row)


def test_approved_figures_are_readings_of_the_bodys_own_side_and_nothing_else_is(cast: Cast) -> None:
    row = filed(cast)
    assert not Reading.objects.exists()
    services.approve_return(cast.owner.actor, row)
    reading = Reading.objects.get()
    assert (reading.indicator_id, reading.value, reading.period) == ("t_victims", 10, Q1)
    assert (reading.side, reading.author_body_id, reading.counting_rule) == ("state", "T-LEA", "t_rule")
    assert reading.made_in_id == Event.objects.get(verb="council.return.approved").pk


def test_I8_a_later_revision_supersedes_the_reading_also_with_not_known(cast: Cast) -> None:
    row = filed(cast)
    services.approve_return(cast.owner.actor, row)
    submitted(cast.owner.actor, row.form, Q1_DUE + DAY, GOOD | {"victims": None})
    services.approve_return(cast.owner.actor, row)
    old, new = Reading.objects.order_by("recorded_at")
    assert (new.supersedes_id, new.value, old.value) == (old.pk, None, 10)


def test_each_verb_writes_one_event(cast: Cast) -> None:
    row = filed(cast)
    services.query_return(cast.co_lead.actor, row, figure="", text={"en": "Why?"})
    submitted(cast.owner.actor, row.form, Q1_DUE)
    services.approve_return(cast.owner.actor, row)
    services.name_duty(cast.owner.actor, cast.owner.post, None)
    verbs = Event.objects.filter(verb__startswith="council.return").order_by("at").values_list("verb", flat=True)
    assert sorted(verbs) == sorted([
        "council.returns.started", "council.return.submitted", "council.return.queried", "council.return.submitted",
        "council.return.approved", "council.returns.duty",
    ])  # fmt: skip


def test_the_grid_tells_in_time_late_and_missing_apart(form: ReturnForm, cast: Cast) -> None:
    for member in (cast.owner, cast.co_lead):
        joins(member.actor, form)
    submitted(cast.owner.actor, form, Q1_DUE)
    submitted(cast.co_lead.actor, form, Q1_DUE + DAY)
    found = grid(form, World.REAL, date(2025, 7, 31))
    assert [period.code for period in found.periods] == ["2025-Q2", "2025-Q1"]
    cells = {row.body_id: row.cells for row in found.rows}
    assert [(cells[body][Q1].standing, cells[body][Q1].late) for body in ("T-LEA", "T-ORG")] == [
        (Standing.SUBMITTED, False), (Standing.SUBMITTED, True),
    ]  # fmt: skip
    assert found.tally == Tally(in_time=1, late=1, missing=2)


def test_the_state_of_a_return_is_what_its_revisions_and_answers_say(cast: Cast) -> None:
    """The columns of the grid only repeat: played again from the rows that stay, they come out the same."""
    row = filed(cast)
    services.query_return(cast.co_lead.actor, row, figure="", text={"en": "Why?"})
    submitted(cast.owner.actor, row.form, Q1_DUE)
    services.approve_return(cast.owner.actor, row)
    submitted(cast.owner.actor, row.form, Q1_DUE + DAY)
    row.refresh_from_db()
    revisions = list(row.revisions.order_by("number"))
    sent = [one for one in revisions if one.submitted]
    newest = sent[-1]
    stage = "approved" if hasattr(newest, "approval") else "queried" if newest.queries.exists() else "submitted"
    assert (row.stage, row.revision) == (stage, revisions[-1].number)
    assert row.submitted_on == sent[0].at.date()


@pytest.mark.parametrize(("days", "told"), [(-8, 0), (-7, 1), (-1, 0), (0, 1), (7, 1), (8, 0), (84, 1), (91, 0)])
def test_a_body_is_reminded_before_its_day_and_each_week_after_it_and_once_a_day(
    form: ReturnForm, cast: Cast, days: int, told: int
) -> None:
    joins(cast.owner.actor, form)
    services.start_returns(cast.owner.actor, form, files=False, since=date(2025, 4, 1), place=None)  # one is owed
    with on(Q1_DUE + timedelta(days=days)):
        assert remind("real") == told
        assert remind("real") == 0
    assert Notice.objects.filter(user=cast.owner.user, kind="council.returns_due").count() == told


def test_an_earlier_page_of_the_grid_holds_the_earlier_periods_alone(form: ReturnForm, cast: Cast) -> None:
    joins(cast.owner.actor, form)
    submitted(cast.owner.actor, form, Q1_DUE)
    today = date(2026, 8, 1)
    pages = [grid(form, World.REAL, today, most=4, page=page) for page in ("1", "2", "no page")]
    newest = ["2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"]
    assert [[one.code for one in found.periods] for found in pages] == [newest, ["2025-Q2", "2025-Q1"], newest]
    assert [sorted(row.cells) for row in pages[1].rows] == [["2025-Q1", "2025-Q2"]]
    assert [(found.tally.in_time, found.tally.missing) for found in pages[:2]] == [(0, 4), (1, 1)]


def test_a_submitted_return_reminds_nobody_and_a_missing_one_comes_to_the_table(form: ReturnForm, cast: Cast) -> None:
    for member in (cast.owner, cast.co_lead):
        joins(member.actor, form)
    submitted(cast.owner.actor, form, Q1_DUE)
    with on(Q1_DUE + 7 * DAY):
        assert remind("real") == 1
    table = Table("C", "real", "national", frozenset(), Q1_DUE + DAY)
    assert [point.subject_id for point in late_returns(table)] == ["T-RET/T-ORG/2025-Q1"]
    assert late_returns(Table("C", "real", "district", frozenset({"PK1"}), Q1_DUE + DAY)) == []


def test_I8_the_share_in_time_is_unknown_where_no_return_was_owed(form: ReturnForm, cast: Cast) -> None:
    assert list(in_time(Context(today=Q1_DUE + DAY))) == [("", None)]
    for member in (cast.owner, cast.co_lead):
        joins(member.actor, form)
    submitted(cast.owner.actor, form, Q1_DUE)
    assert list(in_time(Context(today=Q1_DUE + DAY))) == [("", 0.5)]


def test_the_forecast_holds_what_falls_due_and_is_not_submitted(form: ReturnForm, cast: Cast) -> None:
    for member in (cast.owner, cast.co_lead):
        joins(member.actor, form)
    submitted(cast.owner.actor, form, date(2025, 4, 2))
    weeks = workload(World.REAL, date(2025, 4, 3))
    assert [(week.monday, week.total) for week in weeks if week.total] == [(Q1_DUE, 1)]
    assert [week.total for week in workload(World.REAL, date(2025, 4, 3), body="T-LEA")] == [0] * 12


def test_who_is_told_is_the_named_person_with_her_deputy_while_they_are_members(cast: Cast) -> None:
    row = filed(cast)
    second = make_member("second", Institution.objects.get(pk="T-LEA"), [Role.ANALYST])
    third = make_member("third", Institution.objects.get(pk="T-LEA"), [Role.ANALYST])
    services.name_duty(cast.owner.actor, second.post, third.post)
    with pytest.raises(Refused, match="no_such_member"):
        services.name_duty(cast.owner.actor, cast.monitor.post, None)
    services.query_return(cast.co_lead.actor, row, figure="", text={"en": "Why?"})
    assert set(Notice.objects.values_list("user", flat=True)) == {second.user.pk, third.user.pk}
