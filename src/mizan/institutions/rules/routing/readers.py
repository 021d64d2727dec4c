"""Who reads a report now, and who later if a clock is missed. `route` is the one entry to conflict-free routing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mizan.institutions.rules.routing.cases import Case
from mizan.institutions.rules.routing.exclusion import Exclusion, exclude
from mizan.institutions.rules.routing.graph import Graph
from mizan.institutions.rules.routing.policy import INSIDE, Policy, RungKind, Seat
from mizan.institutions.rules.routing.reasons import Because, Why
from mizan.institutions.rules.routing.rosters import Rosters

RULES_VERSION = "mizan/routing/1"
ALONE = 2  # oversight reading alone is two bodies where two may


@dataclass(frozen=True, order=True)
class Reader:
    """A body that may read, the rung it sits on, its people without a conflict, and why it was chosen."""

    body: str
    rung: RungKind
    people: frozenset[str]
    why: Why


@dataclass(frozen=True)
class Step:
    """What happens when a clock is missed: these readers are added. The docket has no reader of its own."""

    rung: RungKind
    readers: frozenset[Reader]


@dataclass(frozen=True)
class Routing:
    """The decision with everything needed to explain it. `now` is empty exactly when `refused` says why."""

    rules: str
    policy: str
    now: frozenset[Reader]
    later: tuple[Step, ...]
    excluded: frozenset[Because]
    unasked: frozenset[Because]
    stripped: frozenset[str]  # bodies that would have been asked, had they not been accused or conflicted
    refused: Why | None = None

    @property
    def bodies_now(self) -> frozenset[str]:
        return frozenset(reader.body for reader in self.now)

    @property
    def bodies_ever(self) -> frozenset[str]:
        """Every body that can come to read, on any rung."""
        return self.bodies_now | {reader.body for step in self.later for reader in step.readers}


def route(case: Case, graph: Graph, rosters: Rosters, policy: Policy, today: date) -> Routing:
    """Who reads this report now and later, from who is accused. Same input and versions give the same answer.

    Raises KeyError when the case or the policy names a body that the graph does not hold.
    """
    out = exclude(case, graph, rosters, policy)
    desk = Desk(case, graph, rosters, policy, today, out)
    now = desk.first_readers()
    refused = desk.refusal(now)
    return Routing(
        rules=RULES_VERSION,
        policy=policy.version,
        now=frozenset() if refused else frozenset(now),
        later=() if refused else tuple(desk.steps(now)),
        excluded=out.because,
        unasked=frozenset(desk.unasked()),
        stripped=frozenset(body for body in desk.competent() if body in out.bodies or desk.lost_all(body)),
        refused=refused,
    )


@dataclass(frozen=True)
class Desk:
    """One report being routed: who is competent, who of them may read, who does."""

    case: Case
    graph: Graph
    rosters: Rosters
    policy: Policy
    today: date
    out: Exclusion

    def first_readers(self) -> list[Reader]:
        """Rules 10 to 14: the innermost body that may read, a second institution, and oversight where it is owed."""
        now = self._inside_readers()
        why = self._oversight_because(now)
        if why is not None:
            take = 1 if now else ALONE
            now += self._pick(RungKind.OVERSIGHT, why, take, now)
        return now

    def _inside_readers(self) -> list[Reader]:
        """The agency's own body and, from a rung before oversight, a body of another institution."""
        if self.out.outside_only:
            return []
        own = [Reader(b, kind, self.free(b), Why.INTERNAL_BODY) for kind, b in self._own_bodies() if self.may_read(b)]
        if not own:
            return []
        first = [reader for reader in own if reader.rung is own[0].rung]
        return first + self._pick(RungKind.ANTI_CORRUPTION, Why.SECOND_INSTITUTION, 1, first)

    def _own_bodies(self) -> list[tuple[RungKind, str]]:
        """Internal bodies of the one accused institution, in the order of the rungs."""
        whole = next(iter(self.out.institutions), "")
        if not whole:
            return []
        kinds = [rung.kind for rung in self.policy.rungs if rung.kind in INSIDE]
        return [(kind, body) for kind in kinds for body in sorted(self.graph.internal(whole, [kind]))]

    def _oversight_because(self, now: Sequence[Reader]) -> Why | None:
        """Why oversight reads at once, or None when it need not."""
        if not now:
            return self._nobody_inside()
        if not self._is_two(now):
            return Why.OVERSIGHT_SECOND
        return Why.OVERSIGHT_SERIOUS if self.is_serious() else None

    def _nobody_inside(self) -> Why:
        if len(self.out.institutions) != 1:
            return Why.OVERSIGHT_UNKNOWN
        return Why.OVERSIGHT_OUTSIDE if self.out.outside_only else Why.OVERSIGHT_NO_INTERNAL

    def is_serious(self) -> bool:
        """A serious class was ticked, or the rank of an accused makes it serious."""
        bands = {one.band for one in self.case.accused}
        return bool(self.case.serious & self.policy.serious or bands & self.policy.serious_bands)

    def steps(self, now: Sequence[Reader]) -> Iterable[Step]:
        """The rungs after those that read now, outward; each again conflict-free, and none reads twice."""
        reading = list(now)
        furthest = max(self._order(reader.rung) for reader in now)
        for rung in self.policy.rungs:
            if rung.kind is RungKind.DOCKET:
                yield Step(rung.kind, frozenset())
            elif rung.kind not in INSIDE and self._order(rung.kind) >= furthest:
                added = self._pick(rung.kind, Why.LATER, rung.take, reading)
                reading += added
                if added:
                    yield Step(rung.kind, frozenset(added))

    def _order(self, kind: RungKind) -> int:
        return [rung.kind for rung in self.policy.rungs].index(kind)

    def _pick(self, kind: RungKind, why: Why, take: int, reading: Sequence[Reader]) -> list[Reader]:
        """Up to `take` bodies of a rung, in the order of the pack, of institutions that do not read yet."""
        met = {self.graph.whole(reader.body) for reader in reading}
        picked: list[Reader] = []
        for body in self._seated(kind):
            if len(picked) < take and self.graph.whole(body) not in met and self.may_read(body):
                met.add(self.graph.whole(body))
                picked.append(Reader(body, kind, self.free(body), why))
        return picked

    def _seated(self, kind: RungKind) -> list[str]:
        """The bodies with a competent seat on this rung, in the order of the pack."""
        seats = [seat for rung in self.policy.rungs if rung.kind is kind for seat in rung.seats]
        return [seat.body for seat in seats if seat.hears(self.out.institutions, self.case.places)]

    def competent(self) -> list[str]:
        """Everybody whom a report on these accused could be given to, were nobody in conflict."""
        own = [body for _kind, body in self._own_bodies()]
        return own + [body for rung in self.policy.rungs for body in self._seated(rung.kind)]

    def may_read(self, body: str) -> bool:
        return self._why_not(body) is None

    def free(self, body: str) -> frozenset[str]:
        """The people on a body's roster who have no conflict. A sealed copy is carried by whoever carries for the body,
        and nobody can tell afterwards what it is about: one carrier in conflict keeps the whole body out."""
        enrolled = self.rosters.enrolled.get(body)
        staff = enrolled.staff if enrolled else frozenset()
        if enrolled and enrolled.offline and not staff.isdisjoint(self.out.people):
            return frozenset()
        return staff - self.out.people

    def lost_all(self, body: str) -> bool:
        """Routable, but everybody on the roster is in conflict."""
        return self._why_not(body) is Why.NOBODY_FREE

    def _why_not(self, body: str) -> Why | None:
        if body in self.out.bodies:
            return Why.ACCUSED_UNIT
        enrolled = self.rosters.enrolled.get(body)
        if enrolled is None or not enrolled.is_routable(self.today, self.policy.key_proof_days):
            return Why.NOT_ROUTABLE
        if not self.free(body):
            return Why.NOBODY_FREE
        return Why.VETOED if body in self.case.vetoes else None

    def unasked(self) -> Iterable[Because]:
        """Competent bodies that are not excluded and yet cannot be asked, each with the reason."""
        for body in self.competent():
            why = self._why_not(body)
            if why is not None and why is not Why.ACCUSED_UNIT:
                yield Because(body, why)

    def refusal(self, now: Sequence[Reader]) -> Why | None:
        """Rule 15: no route without two institutions or oversight, nor a serious one without oversight. The reporter's
        veto may spare oversight a serious report, but not take the last reader: that is refused before sending."""
        overseen = any(reader.rung is RungKind.OVERSIGHT for reader in now)
        if overseen or (self._is_two(now) and not self.is_serious()):
            return None
        without = replace(self, case=replace(self.case, vetoes=frozenset()))
        if not self.case.vetoes or without.refusal(without.first_readers()):
            return Why.NO_OVERSIGHT
        return None if self._is_two(now) else Why.LAST_READER

    def _is_two(self, now: Sequence[Reader]) -> bool:
        return len({self.graph.whole(reader.body) for reader in now}) >= 2


def oversight_seats(policy: Policy) -> tuple[Seat, ...]:
    """The seats of external oversight, in the order of the pack."""
    return tuple(seat for rung in policy.rungs if rung.kind is RungKind.OVERSIGHT for seat in rung.seats)
