"""Who may list a service and what it must say. Either side speaks for its own services alone (I-7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mizan.prevention.rules.hours import Hours, is_open

SIDES = frozenset({"state", "society"})
LISTERS = frozenset({"programme", "coordinator"})
# Codes of languages of the country (ISO 639); a pack of another country adds its own here.
LANGUAGES = ("ur", "en", "pa", "sd", "ps", "bal", "skr", "brh", "hnd", "ks", "bn", "fa")


@dataclass(frozen=True)
class Draft:
    """A service before it is listed."""

    side: str
    kind: str
    has_name: bool
    is_reachable: bool  # by telephone, by web or at a place
    has_address: bool
    age_from: int | None
    age_to: int | None


def to_serve(draft: Draft, roles: Collection[str]) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if draft.side not in SIDES or not LISTERS & set(roles):
        return "prevention.role_needed", ""
    if not draft.has_name:
        return "prevention.name_needed", "name"
    if draft.kind == "shelter" and draft.has_address:
        return "prevention.no_address_of_a_shelter", "address"
    if not draft.is_reachable:
        return "prevention.service_out_of_reach", "phone"
    if draft.age_from is not None and draft.age_to is not None and draft.age_to < draft.age_from:
        return "prevention.ages_out_of_order", "age_to"
    return "", ""


def to_say_load(month: str, this_month: str, received: int | None, answered: int | None) -> tuple[str, str]:
    """Figures of a month that is over, of which at least one is known."""
    if month >= this_month:
        return "prevention.month_not_over", "month"
    if received is None and answered is None:
        return "prevention.load_needed", "received"
    if received is not None and answered is not None and answered > received:
        return "prevention.more_answered_than_received", "answered"
    return "", ""


@dataclass(frozen=True)
class Offer:
    """A service as far as a search asks; what was not published is empty or None."""

    kind: str
    needs: Collection[str]
    languages: Collection[str]
    sex: str
    age_from: int | None
    age_to: int | None
    hours: Hours | None


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what she did not say is empty or None. `at`: day of the week and minute."""

    kind: str = ""
    need: str = ""
    language: str = ""
    sex: str = ""
    age: int | None = None
    at: tuple[int, int] | None = None


def fits(offer: Offer, asked: Asked) -> bool | None:
    """Whether a service fits; None: nothing speaks against it, but something asked for was not published (I-8)."""
    answers = [
        None if not asked.kind else offer.kind == asked.kind,
        _among(asked.need, offer.needs),
        _among(asked.language, offer.languages),
        None if not asked.sex or not offer.sex else offer.sex in {"any", asked.sex},
        None if asked.age is None else (offer.age_from or 0) <= asked.age <= _most(offer.age_to),
        None if asked.at is None or offer.hours is None else is_open(offer.hours, *asked.at),
    ]
    unknown = [
        bool(asked.need and not offer.needs), bool(asked.language and not offer.languages),
        bool(asked.sex and not offer.sex), asked.at is not None and offer.hours is None,
        asked.age is not None and not offer.sex and offer.age_from is None and offer.age_to is None,
    ]  # fmt: skip
    if False in answers:
        return False
    return None if any(unknown) else True


def _among(wanted: str, offered: Collection[str]) -> bool | None:
    return None if not wanted or not offered else wanted in offered


def _most(age: int | None) -> int:
    return 200 if age is None else age
