"""For whom a programme is. The conditions are closed: sex, age, and where somebody lives.

What is not here cannot be asked. A complaint, a testimony, help to the police, an origin or a faith has no field, so
no programme can make its help depend on one (Trafficking Protocol, article 6(3); OHCHR, Recommended Principles and
Guidelines, 2002, principle 8).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

# Lowest and highest age of each band; an unknown age is none.
BANDS: dict[str, tuple[int, int]] = {
    "0-4": (0, 4), "5-9": (5, 9), "10-13": (10, 13), "14-17": (14, 17), "18-29": (18, 29), "30-59": (30, 59),
    "60+": (60, 130),
}  # fmt: skip


@dataclass(frozen=True)
class Eligibility:
    """`sex` is "any", "female" or "male"; ages in whole years, inclusive, None = no limit."""

    sex: str = "any"
    age_from: int | None = None
    age_to: int | None = None
    residents_only: bool = False


@dataclass(frozen=True)
class Applicant:
    """What is known of a person: nothing else can speak for or against her."""

    sex: str
    band: str
    place: str


def admits(conditions: Eligibility, someone: Applicant, places: Collection[str]) -> bool:
    """Whether the programme is for her. In doubt it is: an unknown sex or age keeps nobody out, and a band that only
    partly lies within the ages is within."""
    return (
        _sex(conditions, someone.sex)
        and _age(conditions, someone.band)
        and (not conditions.residents_only or someone.place in places)
    )


def _sex(conditions: Eligibility, sex: str) -> bool:
    return conditions.sex == "any" or sex in {conditions.sex, "other", "unknown"}


def _age(conditions: Eligibility, band: str) -> bool:
    if band not in BANDS:
        return True
    low, high = BANDS[band]
    return (conditions.age_from is None or high >= conditions.age_from) and (
        conditions.age_to is None or low <= conditions.age_to
    )
