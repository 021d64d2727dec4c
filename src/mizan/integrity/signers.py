"""Whose signature is the reporter's: the keys of her codewords, one after the other.

The first door is hers by the report itself; each later one only if a key that was hers before signed it
(`sealing.reporter.hand_on`), so that no row that somebody adds speaks in her name. An ended key speaks for no epoch
after its `last`, and a key that nobody came in with for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mizan.integrity.models import Door
from mizan.sealing.reporter import is_handed_on


@dataclass(frozen=True)
class Signer:
    """One codeword's key, 32 bytes. `last`: the epoch up to which it counts; None while its door is open."""

    door: UUID
    number: int
    verify: bytes
    last: int | None


def signers(doors: Iterable[Door]) -> tuple[Signer, ...]:
    """The doors of one report that are the reporter's, in the order in which they were made."""
    found: list[Signer] = []
    for door in sorted(doors, key=lambda one: one.number):
        if _is_hers(door, found):
            found.append(Signer(door.pk, door.number, bytes(door.verify), door.last))
    return tuple(found)


def authors_at(doors: Sequence[Signer], epoch: int) -> list[bytes]:
    """The keys that speak for her in what was sealed to an epoch."""
    return [one.verify for one in doors if one.last is None or epoch <= one.last]


def _is_hers(door: Door, before: Sequence[Signer]) -> bool:
    if not before:
        return door.number == 0 and door.signed is None
    report, signature = door.report_id.bytes, bytes(door.signed or b"")
    return any(is_handed_on(one.verify, report, bytes(door.verify), signature) for one in before)
