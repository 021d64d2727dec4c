"""Agenda sources: what a committee should see, named at start-up by the rooms that know it.

A source draws from rows, never from words that somebody could leave out: what is overdue, disputed or unanswered comes
to the table whether or not anybody wants it there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from mizan.kit.texts import TextMap


@dataclass(frozen=True)
class Table:
    """Whose table it is: the committee's world, level and place (p-code with all below it; empty = the country)."""

    committee: str
    world: str
    level: str
    places: frozenset[str]
    today: date


@dataclass(frozen=True)
class Point:
    """One thing for the table: what it is about, in words of its own, and where it is shown."""

    title: TextMap
    url: str
    subject_kind: str
    subject_id: str


Draw = Callable[[Table], Sequence[Point]]


@dataclass(frozen=True)
class Source:
    """One source, in its order on the agenda. `words` is its heading; `draw` gives the weightiest points first, and
    `rest` is the list where all of them stand."""

    code: str
    words: Promise | str
    order: int
    draw: Draw
    rest: str = ""


_SOURCES: dict[str, Source] = {}


def source(code: str, words: Promise | str, draw: Draw, *, order: int, rest: str = "") -> None:
    """Name a source; naming it again is harmless."""
    _SOURCES[code] = Source(code, words, order, draw, rest)


def sources() -> list[Source]:
    """Every source, in order."""
    return sorted(_SOURCES.values(), key=lambda one: one.order)


def words_of(code: str) -> Promise | str:
    """The heading of a source; its code where no room names it (any more)."""
    return _SOURCES[code].words if code in _SOURCES else code
