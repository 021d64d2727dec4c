"""`validate(path)`: every fault of a pack and of the packs it depends on, with file, line and reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mizan.web.packs.files import Fault
from mizan.web.packs.headers import header_faults
from mizan.web.packs.reading import Pack, read_all
from mizan.web.packs.references import contents_faults, reference_faults
from mizan.web.packs.sense import sense_faults
from mizan.web.packs.strings import translation_faults
from mizan.web.packs.world import World


def validate(path: Path | str) -> list[Fault]:
    """Every fault of the pack in this folder, sorted; an empty list when it may be loaded. Never raises on content."""
    return list(faults_of(read_all([Path(path)])))


def faults_of(packs: Sequence[Pack]) -> tuple[Fault, ...]:
    """Faults of packs already read: those of each file, then those between rows, files and packs."""
    world = World(packs)
    found = [fault for pack in packs for fault in pack.faults]
    for pack in packs:
        found += [*header_faults(pack), *contents_faults(pack), *translation_faults(pack)]
    found += [*reference_faults(world), *sense_faults(world)]
    return tuple(sorted(set(found)))
