"""`validate(path)`: every fault of a pack and of the packs it depends on, with file, line and reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mizan.web.packs.files import Fault
from mizan.web.packs.reading import Pack, read_all


def validate(path: Path | str) -> list[Fault]:
    """Every fault of the pack in this folder, sorted; an empty list when it may be loaded. Never raises on content."""
    return list(faults_of(read_all([Path(path)])))


def faults_of(packs: Sequence[Pack]) -> tuple[Fault, ...]:
    """Faults of packs already read: those of each file, then those between rows, files and packs."""
    found = [fault for pack in packs for fault in pack.faults]
    return tuple(sorted(set(found)))
