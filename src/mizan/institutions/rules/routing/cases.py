"""What routing is asked: who is accused, how serious it is, where, and what the reporter forbids."""

from __future__ import annotations

from dataclasses import dataclass, field

UNKNOWN = ""  # "I don't know" is a normal answer, and widens what is excluded


@dataclass(frozen=True, order=True)
class Accused:
    """One accused. Codes of bodies and of a rank band; `person` is an opaque id. UNKNOWN anywhere it is not known."""

    institution: str = UNKNOWN
    unit: str = UNKNOWN
    band: str = UNKNOWN
    person: str = UNKNOWN


@dataclass(frozen=True)
class Case:
    """One report as routing sees it; it lives in memory only and is never stored.

    `serious` holds codes of seriousness classes of the pack. `places` is the place and every place it lies in, empty
    when unknown. `vetoes` are codes of bodies that the reporter forbids, now and on every later rung.
    """

    accused: frozenset[Accused]
    serious: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    vetoes: frozenset[str] = field(default_factory=frozenset)
