"""The seam of the balance: every room puts its rows on the two pans, and nobody takes one mean of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mizan.indicators.adding import add_parts
from mizan.indicators.faults import RegistryFault
from mizan.indicators.readings import Label, World
from mizan.indicators.registry import Context, origin


@dataclass(frozen=True)
class Measured:
    """A sum of what is known, with how many stand behind it and how many are unknown."""

    known_sum: Decimal | None
    n_known: int
    n_unknown: int = 0

    @property
    def is_half_known(self) -> bool:
        """Whether at least half of its parts are known; nothing at all is not known."""
        return self.n_known > 0 and self.n_known >= self.n_unknown


def measure(figures: Iterable[Decimal | int | None]) -> Measured:
    """Sum figures of one unit, counting the unknown ones apart."""
    return Measured(*add_parts(None if figure is None else Decimal(figure) for figure in figures))


@dataclass(frozen=True)
class BalanceRow:
    """What one room lays on one pillar. None means unknown, in every field.

    `side` is the pillar's pan (`enforcement` or `society`); `money` is per currency code and never added across;
    `counts` are numbers by state (`claimed`, `no_report` ...); `href` leads to all rows of this line, `leads` from the
    name of a figure (`places`, `people`, `late`) to exactly the rows it counts: a known figure without them is broken.
    """

    pillar: str
    side: str
    label: Label
    source: str
    money: Mapping[str, Measured] = field(default_factory=dict)
    places: int | None = None
    people: Measured | None = None
    late: int | None = None
    counts: Mapping[str, int | None] = field(default_factory=dict)
    href: str = ""
    leads: Mapping[str, str] = field(default_factory=dict)
    world: World = World.REAL

    @property
    def kept(self) -> int | None:
        """How many people it still holds for a year later, where the room counts that."""
        return self.counts.get("kept")

    @property
    def bare(self) -> list[str]:
        """The known figures that lead to no rows."""
        known = {"places": self.places, "people": self.people and self.people.known_sum, "late": self.late}
        return [name for name, figure in known.items() if figure is not None and not self.leads.get(name)]


BalanceSource = Callable[[Context], Iterable[BalanceRow]]


@dataclass
class Balance:
    """The sources that rooms name at start-up, asked in order of their names."""

    _sources: dict[tuple[str, str], BalanceSource] = field(default_factory=dict)
    _is_frozen: bool = False

    def source(self, function: BalanceSource) -> BalanceSource:
        """Name a source; usable as a decorator. The same one again is no matter."""
        key = (function.__module__, function.__qualname__)
        if key not in self._sources:
            if self._is_frozen:
                raise RegistryFault(f"balance source {origin(function)} came after start-up")
            self._sources[key] = function
        return function

    def freeze(self) -> None:
        """End of start-up."""
        self._is_frozen = True

    def rows(self, context: Context) -> list[BalanceRow]:
        """All rows for the context. A row of another world, of an unknown pillar or with a bare figure is broken."""
        found = [row for key in sorted(self._sources) for row in self._sources[key](context)]
        for row in found:
            if row.world is not context.world:
                raise RegistryFault(f"{row.source} mixes {row.world} into {context.world}")
            if context.pillars and row.pillar not in context.pillars:
                raise RegistryFault(f"{row.source} names the unknown pillar {row.pillar}")
            if row.bare:
                raise RegistryFault(f"{row.source} shows {', '.join(row.bare)} without the rows behind")
        return found


BALANCE = Balance()
"""The one of the running house; tests make their own."""


def balance_source(function: BalanceSource) -> BalanceSource:
    """Name a source of the running house."""
    return BALANCE.source(function)


def balance_rows(context: Context) -> list[BalanceRow]:
    """All rows of the running house."""
    return BALANCE.rows(context)


@dataclass(frozen=True)
class Ratio:
    """The lightest pillar against the heaviest: 1 is level, 0 is empty against full."""

    value: Decimal
    lightest: str
    heaviest: str


def min_max_ratio(pillars: Mapping[str, Measured]) -> Ratio | None:
    """Min over max of one quantity across pillars; None when under half of any pillar is known, or all are empty.

    Ties go to the first code in order, so that the answer never depends on how rows were read.
    """
    sums = {code: pillars[code].known_sum for code in sorted(pillars)}
    known = {code: value for code, value in sums.items() if value is not None and pillars[code].is_half_known}
    if len(known) < max(len(pillars), 2) or min(known.values()) < 0:
        return None
    lightest, heaviest = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    if known[heaviest] == 0:
        return None
    return Ratio(known[lightest] / known[heaviest], lightest, heaviest)
