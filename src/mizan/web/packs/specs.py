"""What a field of a pack row may hold, written beside its type in `rows`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Text:
    """Plain text. `digits_ok`: an unquoted number such as `article: 6` is read as text."""

    pattern: str | None = None
    digits_ok: bool = False


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Text that people read, and that is therefore translated."""

    max_words: int | None = None


@dataclass(frozen=True)
class Cite:
    """A source: an address, or words (translated) where there is no address."""


@dataclass(frozen=True)
class Code:
    """The name of a row, unique among all packs in its space."""

    space: str


@dataclass(frozen=True)
class Ref:
    """The name of a row in that space, in this pack or one it depends on."""

    space: str


@dataclass(frozen=True)
class Day:
    """YYYY, YYYY-MM or YYYY-MM-DD."""


@dataclass(frozen=True, kw_only=True)
class Number:
    low: float | None = None
    high: float | None = None


Spec = Text | Prose | Cite | Code | Ref | Day | Number
