"""Who may list a campaign or a training and say what of it; which surveys come before it and which after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mizan.prevention.rules.listing import LISTERS, SIDES

ASSESSED_AFTER = 180  # days from the end of a training to the question what people can do
EARLY = 15  # days before that from which the answer counts
PATIENCE = 60  # days after that until it is called late

Refusal = tuple[str, str]
FINE: Refusal = ("", "")


@dataclass(frozen=True)
class Draft:
    """A campaign or a training before it is listed. `other_side`: of the suggested other owner, "" for none."""

    side: str
    has_name: bool
    has_about: bool
    starts_on: date
    ends_on: date
    other_side: str = ""


def to_list(draft: Draft, roles: Collection[str]) -> Refusal:
    """(refusal code, field). No side asks the other."""
    if draft.side not in SIDES or not LISTERS & set(roles):
        return "prevention.role_needed", ""
    if not draft.has_name:
        return "prevention.name_needed", "name"
    if not draft.has_about:
        return "prevention.about_needed", "about"
    if draft.ends_on < draft.starts_on:
        return "prevention.ends_before_start", "ends_on"
    if draft.other_side and (draft.other_side not in SIDES or draft.other_side == draft.side):
        return "prevention.owner_of_other_side", "other_owner"
    return FINE


def to_list_training(draft: Draft, roles: Collection[str], today: date) -> Refusal:
    """A training is listed when it is over: what was planned has trained nobody."""
    refusal = to_list(draft, roles)
    return ("prevention.not_over_yet", "ends_on") if refusal == FINE and draft.ends_on > today else refusal


def to_own(*, body: str, roles: Collection[str], owners: Collection[str]) -> Refusal:
    """Whether somebody speaks for an owner."""
    return FINE if body in owners and LISTERS & set(roles) else ("prevention.not_your_campaign", "")


def to_end(*, how: str, has_why: bool, on: date, first: date, last: date, today: date, is_ended: bool, is_later: bool,
           has_counts: bool) -> Refusal:  # fmt: skip
    """Ended once, while it runs; taken back only where nobody has said yet whom it reached or what it cost, lest that
    vanish from the counts."""
    refused = {
        ("prevention.campaign_ended_before", ""): is_ended,
        ("prevention.campaign_superseded", ""): is_later,
        ("prevention.why_ended_needed", "why"): not has_why,
        ("prevention.day_out_of_order", "on"): on > today,
        ("prevention.ended_while_it_runs", "on"): how == "ended" and not first <= on < last,
        ("prevention.counted_not_taken_back", "how"): how == "taken_back" and has_counts,
    }
    return next((refusal for refusal, holds in refused.items() if holds), FINE)


def to_correct(*, has_why: bool, is_later: bool, co_owner: str, other: str) -> Refusal:
    """Once; and whoever owns it on the other side is named again: no side drops the other."""
    if is_later:
        return "prevention.campaign_superseded", ""
    if not has_why:
        return "prevention.why_corrected_needed", "why"
    return ("prevention.co_owner_stays", "other_owner") if co_owner and co_owner != other else FINE


def to_tally(*, people: int | None, has_how: bool, cost: Decimal | None, currency: str, on: date, starts: date,
             today: date) -> Refusal:  # fmt: skip
    """A number of people says how it was counted; an amount has a currency."""
    if people is None and cost is None:
        return "prevention.tally_says_nothing", "people"
    if people is not None and not has_how:
        return "prevention.how_counted_needed", "how"
    if (cost is None) != (not currency):
        return "prevention.currency_of_cost", "currency"
    if not starts <= on <= today:
        return "prevention.day_out_of_order", "on"
    return FINE


def to_survey(*, wave: str, first: date, last: date, starts: date, today: date, has_population: bool, has_drawn: bool,
              questions: int) -> Refusal:  # fmt: skip
    """Before is before the campaign starts, and after is not: else two waves show nothing."""
    refused = {
        ("prevention.questions_first", ""): not questions,
        ("prevention.population_needed", "population"): not has_population,
        ("prevention.drawn_needed", "drawn"): not has_drawn,
        ("prevention.day_out_of_order", "last_day"): not first <= last <= today,
        ("prevention.not_before", "last_day"): wave == "before" and last > starts,
        ("prevention.not_after", "first_day"): wave == "after" and first < starts,
    }
    return next((refusal for refusal, holds in refused.items() if holds), FINE)


def assessed_on(ends: date) -> date:
    """The day from which a training is asked what people can do."""
    return ends + timedelta(days=ASSESSED_AFTER)


def to_assess(*, trained: int | None, assessed: int, able: int, has_how: bool, on: date, ends: date,
              today: date) -> Refusal:  # fmt: skip
    """(refusal code, field)."""
    if on > today:
        return "prevention.day_out_of_order", "on"
    if on < assessed_on(ends) - timedelta(days=EARLY):
        return "prevention.assessed_too_early", "on"
    if able > assessed:
        return "prevention.able_above_assessed", "able"
    if trained is not None and assessed > trained:
        return "prevention.assessed_above_trained", "assessed"
    return FINE if has_how else ("prevention.how_assessed_needed", "how")


def standing(*, ends: date, is_assessed: bool, today: date) -> str:
    """assessed · waiting (six months are not over) · due · late. Being there is no result."""
    if is_assessed:
        return "assessed"
    asked = assessed_on(ends)
    if today < asked:
        return "waiting"
    return "due" if today <= asked + timedelta(days=PATIENCE) else "late"
