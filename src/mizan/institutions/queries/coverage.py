"""Accountability coverage: which owed unit of which body is absent, mandated, staffed, at work or unknown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from mizan.institutions import rules
from mizan.institutions.models import Institution, UnitKind, UnitStatus
from mizan.kit.facts import World

STATES = ("absent", "mandated", "staffed", "operational", "unknown")


@dataclass(frozen=True)
class CoverageCell:
    """One owed unit of one body: its state, and every statement behind it, newest first."""

    kind: UnitKind
    state: str
    statements: list[UnitStatus]


@dataclass(frozen=True)
class CoverageRow:
    """One body on the board. `cells` holds only what it owes."""

    body: Institution
    cells: dict[str, CoverageCell]

    @property
    def internal_affairs(self) -> CoverageCell | None:
        return self.cells.get(UnitKind.INTERNAL_AFFAIRS)

    @property
    def anti_corruption(self) -> CoverageCell | None:
        return self.cells.get(UnitKind.ANTI_CORRUPTION)


@dataclass(frozen=True)
class CoverageCounts:
    """How many owed units stand in each state, per kind."""

    by_kind: Mapping[str, Mapping[str, int]]

    def owed(self, kind: str) -> int:
        return sum(self.by_kind[kind].values())

    @property
    def internal_affairs(self) -> Mapping[str, int]:
        return self.by_kind[UnitKind.INTERNAL_AFFAIRS]

    @property
    def anti_corruption(self) -> Mapping[str, int]:
        return self.by_kind[UnitKind.ANTI_CORRUPTION]


def coverage(world: World) -> list[CoverageRow]:
    """Every body that owes a unit, law-enforcement agencies first."""
    said: dict[str, list[UnitStatus]] = defaultdict(list)
    statuses = UnitStatus.objects.filter(world=world, retired_at=None).select_related("unit", "author_body")
    for status in statuses.order_by("-recorded_at", "-id"):
        said[status.institution_id].append(status)
    bodies = Institution.objects.filter(world=world, retired_at=None, agency=None)
    rows = [_row(body, said[body.code]) for body in bodies.select_related("place")]
    return sorted(rows, key=lambda row: (row.body.kind != "lea", row.body.side, row.body.kind, row.body.code))


def matching(rows: list[CoverageRow], filters: Mapping[str, str]) -> list[CoverageRow]:
    """The rows that owe the `unit` asked for, and of those the ones where it is in the `state` ("known": not unknown).
    Without a `unit`, any that the body owes."""
    return [row for row in rows if any(_is_asked_for(cell, filters) for cell in row.cells.values())]


def _is_asked_for(cell: CoverageCell, filters: Mapping[str, str]) -> bool:
    if cell.kind != filters.get("unit", cell.kind):
        return False
    wanted = filters.get("state", cell.state)
    return cell.state != "unknown" if wanted == "known" else cell.state == wanted


def _row(body: Institution, said: list[UnitStatus]) -> CoverageRow:
    owed = rules.owed_units(rules.Body(body.code, body.kind, body.side, body.parent_id or "", body.agency_id or ""))
    cells = {}
    for kind in owed:
        mine = [status for status in said if status.kind == kind]
        facts = [rules.Statement(status.kind, status.state) for status in _newest_per_source(mine)]
        cells[kind.value] = CoverageCell(UnitKind(kind), rules.state_of(facts, kind), mine)
    return CoverageRow(body, cells)


def _newest_per_source(statuses: list[UnitStatus]) -> list[UnitStatus]:
    """Per named unit only the newest statement counts (the list is newest first); older ones stay visible."""
    seen: dict[str | None, UnitStatus] = {}
    for status in statuses:
        seen.setdefault(status.unit_id, status)
    return list(seen.values())


def coverage_counts(world: World) -> CoverageCounts:
    """The board in figures."""
    counts: dict[str, Counter[str]] = {kind.value: Counter() for kind in UnitKind}
    for row in coverage(world):
        for kind, cell in row.cells.items():
            counts[kind][cell.state] += 1
    return CoverageCounts({kind: {state: found[state] for state in STATES} for kind, found in counts.items()})


def coverage_of(body: Institution) -> CoverageRow:
    """One body's row with all statements about it."""
    statuses = UnitStatus.objects.filter(institution=body, retired_at=None).select_related("unit", "author_body")
    return _row(body, list(statuses.order_by("-recorded_at", "-id")))
