"""In which order a reader sees her reports, so that nobody's flood hides one. Pure.

What a sender chooses must not put him first: neither a serious class nor a rare unit nor a time of day. Reports with
the same next due day stand together, the earliest first. Among these each accused unit has its turn in a row of rounds;
whose turn comes first, and which of its reports, is drawn by a key that no sender knows. A narrative that came before,
word for word, waits until every other one had its turn.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import zip_longest


@dataclass(frozen=True)
class Waiting:
    """One report: its next due day (None: nothing is due), the units accused, and what was written."""

    id: str
    due: date | None
    group: tuple[str, ...]
    text: str


def ordered(reports: Iterable[Waiting], key: bytes) -> list[Waiting]:
    """The reports in the order of reading. `key`: 32 secret bytes of the installation."""
    by_day: dict[date, list[Waiting]] = defaultdict(list)
    for one in sorted(reports, key=lambda one: _drawn(key, one.id)):
        by_day[one.due or date.max].append(one)
    return [one for day in sorted(by_day) for one in _in_rounds(by_day[day], key)]


def _in_rounds(reports: Sequence[Waiting], key: bytes) -> list[Waiting]:
    first, again = _apart(reports)
    groups: dict[tuple[str, ...], list[Waiting]] = defaultdict(list)
    for one in first:
        groups[one.group].append(one)
    turns = sorted(groups, key=lambda group: _drawn(key, "\n".join(group)))
    rounds = zip_longest(*(groups[group] for group in turns))
    return [one for each in rounds for one in each if one is not None] + again


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
