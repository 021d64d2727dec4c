"""I-18 through the services: suggested owners own nothing, claims wait for the co-lead, what is disputed stays late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mizan.framework import services
from mizan.framework.models import Action, ActionLead, Progress
from mizan.framework.queries.actions import ActionRow, action_rows
from mizan.framework.queries.balance import balance_of
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from tests.framework.cast import DAY, Cast, both_accept, evidence_of

TEXT = {"en": "so it is"}
AFTER = DAY + timedelta(1)


def row(cast: Cast, **filters: Any) -> ActionRow:
    (found,) = [one for one in action_rows(filters, World.EXERCISE, today=AFTER) if one.action.code == "T-01"]
    return found


def claim(cast: Cast, **more: Any) -> Progress:
    return services.claim_progress(
        cast.owner, cast.action, text=TEXT, evidence=[evidence_of(cast.owner)], on=DAY, **more
    )


def answered(cast: Cast, to: Progress, *, confirms: bool) -> None:
    services.answer_progress(cast.society, to, confirms=confirms, text=TEXT)


def test_I18_a_suggested_owner_is_not_an_owner_and_cannot_claim(cast: Cast) -> None:
    assert row(cast).lead.state == "suggested"  # type: ignore[union-attr]
    with pytest.raises(Refused, match="lead_not_accepted"):
        claim(cast)
    services.answer_lead(cast.owner, cast.lead, accepts=True)
    assert row(cast).lead.state == "accepted"  # type: ignore[union-attr]
    assert claim(cast).pk


def test_I18_whoever_declined_after_accepting_cannot_claim_any_more(cast: Cast) -> None:
    both_accept(cast)
    services.answer_lead(cast.owner, cast.lead, accepts=False)
    assert row(cast).lead.state == "declined"  # type: ignore[union-attr]
    with pytest.raises(Refused, match="lead_not_accepted"):
        claim(cast)


def test_I18_a_co_lead_that_was_only_suggested_confirms_nothing(cast: Cast) -> None:
    services.answer_lead(cast.owner, cast.lead, accepts=True)
    made = claim(cast)
    with pytest.raises(Refused, match="lead_not_accepted"):
        answered(cast, made, confirms=True)
    assert row(cast).progress == "claimed"


def test_I18_a_source_that_says_so_makes_an_owner_too(cast: Cast) -> None:
    ActionLead.objects.filter(pk=cast.lead.pk).update(accepted_source="https://gazette.example/1")
    assert row(cast).lead.state == "accepted"  # type: ignore[union-attr]
    assert claim(cast).pk


def test_I18_claimed_then_disputed_then_confirmed(cast: Cast) -> None:
    assert row(cast).progress == "no_report"
    both_accept(cast)
    made = claim(cast, done=True)
    assert (row(cast).progress, row(cast).due_state) == ("claimed", "done")
    answered(cast, made, confirms=False)
    assert (row(cast).progress, row(cast).due_state) == ("disputed", "late")
    answered(cast, made, confirms=True)
    assert (row(cast).progress, row(cast).due_state) == ("confirmed", "done")
    assert [one.answer for one in made.answers.order_by("at")] == ["disputed", "confirmed"]


def test_the_same_answer_is_not_given_twice(cast: Cast) -> None:
    both_accept(cast)
    made = claim(cast)
    answered(cast, made, confirms=True)
    with pytest.raises(Refused, match="answered_before"):
        answered(cast, made, confirms=True)


@pytest.mark.parametrize("standing", ["adopted", "directed", "recommended", "proposed"])
def test_only_promises_are_late_on_pages_and_in_the_balance(cast: Cast, standing: str) -> None:
    before = balance_of(World.EXERCISE, today=AFTER).whole.overdue
    late = standing in {"adopted", "directed"}
    Action.objects.filter(pk="T-01").update(standing=standing)
    assert (row(cast).due_state == "late") is late
    assert balance_of(World.EXERCISE, today=AFTER).whole.overdue == before - (not late)
    assert bool(action_rows({"state": "late", "q": "T-01"}, World.EXERCISE, today=AFTER)) is late
    assert row(cast).is_unanswered is (not late)


def test_an_action_without_a_date_says_so_and_is_never_late(cast: Cast) -> None:
    Action.objects.filter(pk="T-01").update(due_on=None)
    assert row(cast).due_state == "no_date"


def test_an_action_serves_plans_of_several_levels_and_is_found_under_each(cast: Cast) -> None:
    from mizan.framework.models import Plan

    for level in ("district", "provincial", "regional", "global"):
        plan = Plan.objects.create(code=f"T-{level}", level=level, world="exercise")
        cast.action.plans.add(plan)
    for level in ("district", "provincial", "national", "regional", "global"):
        found = action_rows({"level": level, "q": "T-01"}, World.EXERCISE, today=DAY)
        assert [one.action.code for one in found] == ["T-01"]
    assert "T-01" not in {one.action.code for one in action_rows({}, World.REAL, today=DAY)}


def test_a_claim_without_a_share_stays_without_one(cast: Cast) -> None:
    both_accept(cast)
    assert Progress.objects.get(pk=claim(cast).pk).percent is None


def test_words_typed_by_people_keep_their_language(cast: Cast) -> None:
    both_accept(cast)
    made = services.claim_progress(
        cast.owner, cast.action, text={"ur": "ہو گیا"}, evidence=[evidence_of(cast.owner)], on=DAY
    )
    assert Progress.objects.get(pk=made.pk).text == {"ur": "ہو گیا"}
