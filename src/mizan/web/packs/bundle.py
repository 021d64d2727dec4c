"""What a loader receives: all rows of a pack and of the packs it depends on, dependencies first.

    bundle = read_bundle([Path("packs/pakistan")])     # also reads packs/untoc and packs/south_asia
    for row in bundle.obligations: row.id, row.pillar, row.grade, row.pack, row.file, row.line

`read_bundle` raises `BrokenPack` with every fault; it never returns half a pack. `validate` only reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mizan.web.packs import rows, rows_council, rows_help, rows_prevention, rows_returns, rows_routing
from mizan.web.packs.files import LISTS, TABLES, Fault
from mizan.web.packs.maps import Boundaries
from mizan.web.packs.reading import Pack, read_all
from mizan.web.packs.validate import faults_of


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Rows of several packs in dependency order; within a pack in file order."""

    packs: tuple[rows.PackInfo, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)  # pack code -> SHA-256 (hex) of its files
    pillars: tuple[rows.Pillar, ...] = ()
    clusters: tuple[rows.Cluster, ...] = ()
    questions: tuple[rows.Question, ...] = ()
    instruments: tuple[rows.Instrument, ...] = ()
    statuses: tuple[rows.Status, ...] = ()
    obligations: tuple[rows.Obligation, ...] = ()
    institutions: tuple[rows.Institution, ...] = ()
    plans: tuple[rows.Plan, ...] = ()
    actions: tuple[rows.Action, ...] = ()
    indicators: tuple[rows.Indicator, ...] = ()
    readings: tuple[rows.Reading, ...] = ()
    desk_readings: tuple[rows.DeskReading, ...] = ()
    units: tuple[rows.Unit, ...] = ()
    routing: tuple[rows_routing.Routing, ...] = ()
    committees: tuple[rows_council.Committee, ...] = ()
    proposals: tuple[rows_council.Proposal, ...] = ()
    returns: tuple[rows_returns.ReturnForm, ...] = ()
    mechanisms: tuple[rows_prevention.Mechanism, ...] = ()
    entitlements: tuple[rows_prevention.EntitlementKind, ...] = ()
    services: tuple[rows_help.Service, ...] = ()
    materials: tuple[rows_help.Material, ...] = ()
    places: tuple[rows.Place, ...] = ()
    district_readings: tuple[rows.DistrictReading, ...] = ()
    maps: tuple[Boundaries, ...] = ()

    def counting_rule(self, reading: rows.Reading) -> str:
        """The rule a reading was counted by: its own, else its indicator's."""
        if reading.counting_rule:
            return reading.counting_rule
        return next(item.counting_rule for item in self.indicators if item.code == reading.indicator)


class BrokenPack(ValueError):
    """A pack that must not be loaded, with every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def merge(packs: Iterable[Pack]) -> Bundle:
    """One bundle of all rows, in the order of the packs."""
    every = list(packs)
    gathered: dict[str, Any] = {
        content: tuple(row for pack in every for row in pack.rows.get(content, ())) for content in LISTS + TABLES
    }
    return Bundle(
        packs=tuple(pack.info for pack in every if pack.info),
        digests={pack.code: pack.digest() for pack in every},
        maps=tuple(item for pack in every for item in pack.maps),
        **gathered,
    )


def read_bundle(paths: Iterable[Path]) -> Bundle:
    """All rows of these packs and their dependencies.

    Raises: BrokenPack with every fault, when there is any.
    """
    packs = read_all(paths)
    faults = faults_of(packs)
    if faults:
        raise BrokenPack(faults)
    return merge(packs)
