"""What the home page answers in ten seconds: what is promised, who owns it, what is late or unanswered, which pan is
lighter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.framework.queries.balance import balance_of
from mizan.framework.rules.balance import Balance
from mizan.institutions.queries.coverage import CoverageCounts, coverage_counts
from mizan.kit.facts import World


@dataclass(frozen=True)
class Glance:
    """The figures of the home page; each leads to its rows."""

    balance: Balance
    coverage: CoverageCounts
    promises: int
    asked: int
    owned: int
    undated: int

    @property
    def iad_owed(self) -> int:
        return self.coverage.owed("internal_affairs")

    @property
    def iad_known(self) -> int:
        return self.iad_owed - self.coverage.internal_affairs["unknown"]

    @property
    def acu_owed(self) -> int:
        return self.coverage.owed("anti_corruption")

    @property
    def acu_known(self) -> int:
        return self.acu_owed - self.coverage.anti_corruption["unknown"]


def glance(world: World, *, today: date) -> Glance:
    """Counts of one world."""
    weighed = balance_of(world, today=today)
    whole = weighed.whole
    return Glance(
        balance=weighed,
        coverage=coverage_counts(world),
        promises=whole.promises,
        asked=whole.n_actions - whole.promises,
        owned=whole.n_actions - whole.without_owner,
        undated=whole.promises - whole.dated,
    )
