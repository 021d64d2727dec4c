"""Where silence goes: the committees outward from a body, nearest first, and by when each has to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.clocks import Calendar, Unit, due_day
from mizan.council.kinds import ANSWER, CLOCK
from mizan.council.models import Committee, Proposal
from mizan.council.rules.proposals import DAYS
from mizan.institutions.queries.rosters import terms
from mizan.kit.refusal import Refused
from mizan.places.models import Place

MOST = ANSWER.rungs - 1  # committees, after the body itself


def due_by(world: str, opened: date) -> date:
    """The last day in time for an answer asked today: the pack's term, else 30 days on plain weekends."""
    try:
        found = terms(world)
    except Refused:
        return due_day(opened, DAYS, Unit.DAYS, Calendar("plain"))
    if CLOCK in found.days:
        return found.due(CLOCK, opened)
    return due_day(opened, DAYS, Unit.DAYS, found.calendar)


@dataclass(frozen=True)
class Ways:
    """The committees of a world, read once, and the places above each place."""

    committees: dict[str, Committee]
    above: dict[str, str | None]

    def committees_of(self, proposal: Proposal) -> list[Committee]:
        """The committees to which silence on this proposal moves in turn, at most two, each once: first the one that
        the proposal names, else the nearest of the addressed body's place.

        The one that made it is passed over: nobody answers herself. One below it, nearer to the addressed body, is
        asked first like for any other; where no other is left, silence stands on the public list after one term.
        """
        first = self.committees.get(proposal.committee_id or "")
        if not proposal.committee_id:
            first = self._nearest(proposal.addressed_to.place_id)
        return self._outward(first, but=proposal.by_committee_id)

    def outward_from(self, place: str | None) -> list[Committee]:
        """The nearest committee of a place, else the country's, and the one above it."""
        return self._outward(self._nearest(place))

    def _outward(self, here: Committee | None, *, but: str | None = None) -> list[Committee]:
        walked: list[Committee] = []
        while here is not None and here not in walked and len(walked) <= MOST:
            walked.append(here)
            here = self.committees.get(here.parent_id or "")
        return [one for one in walked if one.pk != but][:MOST]

    def _nearest(self, place: str | None) -> Committee | None:
        while place is not None:
            found = [one for one in self.committees.values() if one.place_id == place]
            if found:
                return found[0]
            place = self.above.get(place)
        country = [one for one in self.committees.values() if one.place_id is None and one.level == "national"]
        return country[0] if country else None


def ways(world: str) -> Ways:
    """Every current committee of a world, in the order of codes."""
    rows = Committee.objects.filter(world=world, retired_at=None).order_by("code")
    return Ways({row.pk: row for row in rows}, dict(Place.objects.values_list("pk", "parent_id")))
