"""The order of leaves within a slot: shuffled, but nothing is closed before it is opened. Pure but for the dice."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from mizan.tlog.leaf import CLOSE, tag

Shuffle = Callable[[list[int]], None]
_DICE = secrets.SystemRandom()
_FLAGS, _TAG, _NONCE = 1, slice(40, 72), slice(72, 104)  # offsets in leaf v1


class HasData(Protocol):
    """Anything with the 104 bytes of a leaf."""

    @property
    def data(self) -> bytes: ...


Row = TypeVar("Row", bound=HasData)


def shuffled(rows: Sequence[Row], shuffle: Shuffle = _DICE.shuffle) -> list[Row]:
    """The rows of one slot in an order that tells nothing of their arrival.

    A leaf that closes a duty opened by another row of the slot comes after it: every verifier asks for that.
    """
    order = list(range(len(rows)))
    shuffle(order)
    after = _openers(rows)
    placed: dict[int, None] = {}
    for number in order:
        for one in reversed(list(_chain(number, after, placed))):
            placed[one] = None
    return [rows[number] for number in placed]


def _openers(rows: Sequence[HasData]) -> dict[int, int]:
    """For each closing row the row of this slot that opened its duty, if it is here."""
    tags = {row.data[_TAG]: number for number, row in enumerate(rows)}
    closing = (number for number, row in enumerate(rows) if row.data[_FLAGS] & CLOSE)
    found = {number: tags.get(tag(rows[number].data[_NONCE])) for number in closing}
    return {number: opener for number, opener in found.items() if opener is not None and opener != number}


def _chain(number: int, after: dict[int, int], placed: dict[int, None]) -> Iterator[int]:
    """A row and, before it, what it waits for; ends at whatever has its place. Hashes cannot make a circle."""
    current: int | None = number
    while current is not None and current not in placed:
        yield current
        current = after.get(current)
