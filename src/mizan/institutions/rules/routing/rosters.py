"""Who could read: bodies with a proved key and a staffed roster, and the ties that their people declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class TieKind(StrEnum):
    RELATIVE = "relative"
    CO_OWNER = "co_owner"
    COUNTER_CASE = "counter_case"  # an open case between the two, whoever brought it


@dataclass(frozen=True, order=True)
class Tie:
    """A declared relation of `person` to another person, or to somebody in a body when the person is not named."""

    person: str
    kind: TieKind
    other: str = ""
    body: str = ""


@dataclass(frozen=True)
class Enrolment:
    """A body's key as the manifest has it. `proved_on`: the day of the last drill that it passed, None for none.
    `offline`: it has no computers; its staff are those who carry sealed copies to it and open none."""

    body: str
    proved_on: date | None
    staff: frozenset[str] = field(default_factory=frozenset)
    offline: bool = False

    def is_routable(self, today: date, within_days: int) -> bool:
        """Proved by a drill not longer ago than that, not in the future, and somebody on the roster."""
        if self.proved_on is None or not self.staff:
            return False
        return timedelta(0) <= today - self.proved_on <= timedelta(days=within_days)


@dataclass(frozen=True)
class Rosters:
    """Every enrolled body, by code, every declared tie, and posts outside the rosters (person to bodies)."""

    enrolled: Mapping[str, Enrolment] = field(default_factory=dict)
    ties: frozenset[Tie] = field(default_factory=frozenset)
    posts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def posts_of(self, person: str) -> frozenset[str]:
        """The bodies in which a person holds a post."""
        enrolled = (code for code, one in self.enrolled.items() if person in one.staff)
        return frozenset(enrolled) | self.posts.get(person, frozenset())


def rosters_of(enrolled: Iterable[Enrolment], ties: Iterable[Tie] = ()) -> Rosters:
    """Rosters with one enrolment per body; the later one wins."""
    return Rosters({one.body: one for one in enrolled}, frozenset(ties))
