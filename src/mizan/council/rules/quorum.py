"""Quorum and majority, each counted side by side: neither side meets alone, and neither outvotes the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

THERE = frozenset({"present", "remote"})


@dataclass(frozen=True)
class Voice:
    """One vote: the side of its seat, and for, against or abstain."""

    side: str
    choice: str


@dataclass(frozen=True)
class Count:
    """Votes of both sides."""

    state_for: int = 0
    state_against: int = 0
    society_for: int = 0
    society_against: int = 0
    abstained: int = 0

    @property
    def is_carried(self) -> bool:
        """More for than against on each side, and on each side somebody for it."""
        return self.state_for > self.state_against and self.society_for > self.society_against


def count(votes: Iterable[Voice]) -> Count:
    """Votes by side. An abstention counts for nobody."""
    tally = dict.fromkeys(("state_for", "state_against", "society_for", "society_against", "abstained"), 0)
    for vote in votes:
        tally["abstained" if vote.choice == "abstain" else f"{vote.side}_{vote.choice}"] += 1
    return Count(**tally)


def is_quorate(sides_there: Iterable[str], *, state: int, society: int) -> bool:
    """Whether enough seats of each side are there; `state` and `society` are the least of each, never below 1."""
    there = list(sides_there)
    return there.count("state") >= max(1, state) and there.count("society") >= max(1, society)
