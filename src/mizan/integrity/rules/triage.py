"""In which order a reader sees her reports, so that nobody's flood hides one for certain. Pure.

What a sender chooses must not put him first: neither a serious class nor a rare unit nor a day of sending. Two orders
take turns, line by line. One is by the next due day, the earliest first, so that no clock is overlooked; a flood of
yesterday would fill it. The other knows no day. In both, each accused unit has its turn in a row of rounds; whose turn
comes first, and which of its reports, is drawn by a key that no sender knows. Of several accused units one is drawn:
whoever names many together takes no more turns. A narrative that came before, word for word, waits until every other
one had its turn.

Junk with texts of its own that accuses the same unit cannot be told from a report: it shares that unit's turns with it,
and nothing here puts the report before all of it (docs/integrity.md, "A flood").
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain, zip_longest


@dataclass(frozen=True)
class Waiting:
    """One report: its next due day (None: nothing is due), the units accused, and what was written."""

    id: str
    due: date | None
    group: tuple[str, ...]
    text: str


def ordered(reports: Iterable[Waiting], key: bytes) -> list[Waiting]:
    """The reports in the order of reading. `key`: 32 secret bytes of the installation."""
    drawn = sorted(reports, key=lambda one: _drawn(key, one.id))
    first, again = _apart(drawn)
    turns = chain.from_iterable(zip(_by_due(first, key), _in_rounds(first, key), strict=True))
    return list(dict.fromkeys(turns)) + _by_due(again, key)


def _by_due(reports: Iterable[Waiting], key: bytes) -> list[Waiting]:
    by_day: dict[date, list[Waiting]] = defaultdict(list)
    for one in reports:
        by_day[one.due or date.max].append(one)
    return [one for day in sorted(by_day) for one in _in_rounds(by_day[day], key)]


def _in_rounds(reports: Sequence[Waiting], key: bytes) -> list[Waiting]:
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for one in reports:
        groups[min(one.group, key=lambda unit: _drawn(key, unit), default="")].append(one)
    turns = sorted(groups, key=lambda unit: _drawn(key, unit))
    return [one for each in zip_longest(*(groups[unit] for unit in turns)) for one in each if one is not None]


def _apart(reports: Sequence[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """Each text once; and what repeats one."""
    seen: set[bytes] = set()
    first: list[Waiting] = []
    again: list[Waiting] = []
    for one in reports:
        digest = sha256(" ".join(one.text.split()).encode()).digest()
        (again if digest in seen else first).append(one)
        seen.add(digest)
    return first, again


def _drawn(key: bytes, name: str) -> bytes:
    return hmac.digest(key, name.encode(), "sha256")
