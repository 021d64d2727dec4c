"""What a country's pack decides: rank bands, seriousness, the ladder and who sits on its rungs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Heads(StrEnum):
    """What somebody of a rank band is the head of."""

    NOTHING = "nothing"
    UNIT = "unit"
    AGENCY = "agency"


class RungKind(StrEnum):
    """The rungs of the ladder, each further out than the one before it."""

    INTERNAL_AFFAIRS = "internal_affairs"
    ANTI_CORRUPTION = "anti_corruption"
    OVERSIGHT = "oversight"
    PARLIAMENT = "parliament"
    DOCKET = "docket"


INSIDE = frozenset({RungKind.INTERNAL_AFFAIRS, RungKind.ANTI_CORRUPTION})


@dataclass(frozen=True)
class Seat:
    """A body on a rung. None means everyone and everywhere; a seat is only for accused institutions in `covers`."""

    body: str
    covers: frozenset[str] | None = None
    places: frozenset[str] | None = None

    def hears(self, institutions: frozenset[str], places: frozenset[str]) -> bool:
        """Whether it may hear a report on these institutions at these places; an unknown one (none) needs None."""
        about = self.covers is None or (bool(institutions) and institutions <= self.covers)
        return about and (self.places is None or bool(self.places & places))


@dataclass(frozen=True)
class Rung:
    """One rung: the accused agency's own units if it is inside, then its seats in the order of the pack.

    `take`: how many seats read at once. The order of the pack, never a code, decides who comes first.
    """

    kind: RungKind
    seats: tuple[Seat, ...] = ()
    take: int = 1


@dataclass(frozen=True)
class Policy:
    """The routing data of one country. `serious` holds the classes that add oversight at once."""

    version: str
    rungs: tuple[Rung, ...]
    bands: Mapping[str, Heads] = field(default_factory=dict)
    serious: frozenset[str] = field(default_factory=frozenset)
    serious_bands: frozenset[str] = field(default_factory=frozenset)
    accuses_internal: frozenset[str] = field(default_factory=frozenset)  # classes that accuse internal affairs itself
    key_proof_days: int = 90

    def heads(self, band: str) -> Heads:
        """What a band heads; unknown and unheard-of bands count as the head of the agency."""
        return self.bands.get(band, Heads.AGENCY)
