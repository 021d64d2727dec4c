"""Who may list a programme and say what of it. Either side without asking the other; each speaks for itself (I-7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SIDES = frozenset({"state", "society"})
LISTERS = frozenset({"programme", "owner", "co_lead", "coordinator"})
WORKERS = frozenset({"programme", "casework"})


@dataclass(frozen=True)
class Draft:
    """A programme before it is listed."""

    side: str
    has_name: bool
    has_about: bool
    other_side: str  # side of the body suggested as the other owner, "" for none
    age_from: int | None
    age_to: int | None


def to_list(draft: Draft, roles: Collection[str]) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if draft.side not in SIDES or not LISTERS & set(roles):
        return "prevention.role_needed", ""
    if not draft.has_name:
        return "prevention.name_needed", "name"
    if not draft.has_about:
        return "prevention.about_needed", "about"
    if draft.other_side and (draft.other_side not in SIDES or draft.other_side == draft.side):
        return "prevention.owner_of_other_side", "other_owner"
    if draft.age_from is not None and draft.age_to is not None and draft.age_to < draft.age_from:
        return "prevention.ages_out_of_order", "age_to"
    return "", ""


def to_offer(places: int, kept_female: int, sex: str) -> tuple[str, str]:
    """Places of a district."""
    if kept_female > places:
        return "prevention.kept_more_than_there_are", "kept_female"
    if sex != "any" and kept_female:
        return "prevention.kept_where_all_are", "kept_female"
    return "", ""


def to_spend(budget: Decimal | None, spent: Decimal | None, year: int, today: date) -> tuple[str, str]:
    """Money of a year."""
    if budget is None and spent is None:
        return "prevention.money_needed", "budget"
    if spent is not None and year > today.year:
        return "prevention.not_spent_yet", "spent"
    return "", ""


def owners(said: Collection[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    """`side -> (body, answer)` from rows (side, body, answer), oldest first: the newest of a side counts."""
    return {side: (body, answer) for side, body, answer in said}
