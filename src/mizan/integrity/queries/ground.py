"""What a report is routed and sealed on, on one day: the graph, who could read, the pack's rules, and public keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mizan.institutions.models import BodyKeys, PersonKeys
from mizan.institutions.rules.routing import Graph, Policy, Reader, Rosters, Routing, RungKind, route
from mizan.institutions.rules.routing.data import Terms
from mizan.integrity.rules.accusation import Accusation, case_of
from mizan.ledger.pins import trusted

Readers = Callable[[str, frozenset[str]], Mapping[str, PersonKeys]]
Bodies = Callable[[Iterable[str]], Mapping[str, BodyKeys]]


@dataclass(frozen=True)
class Ground:
    """All of one world on one day. `readers` gives the keys of people on a body's roster, `bodies` those of bodies;
    `clock` and `escrow` are public keys of 32 bytes from the manifest."""

    world: str
    today: date
    graph: Graph
    rosters: Rosters
    policy: Policy
    terms: Terms
    readers: Readers
    bodies: Bodies
    clock: bytes
    escrow: tuple[bytes, ...] = ()

    def routed(self, accusation: Accusation) -> Routing:
        """Who reads now and later. Raises KeyError where the accusation names a body that is not there."""
        return route(case_of(accusation), self.graph, self.rosters, self.policy, self.today)

    def holder(self, routing: Routing) -> str:
        """The body that owes the first duties: of those that read now the innermost, in the order of the pack; one that
        can act at the desk before one that has no computers."""
        return min(routing.now, key=self._distance).body

    def _distance(self, one: Reader) -> tuple[bool, int, int, str]:
        order = [rung.kind for rung in self.policy.rungs]
        enrolled = self.rosters.enrolled.get(one.body)
        offline = enrolled is not None and enrolled.offline
        return offline, order.index(one.rung), self._seat(one.rung, one.body), one.body

    def _seat(self, kind: RungKind, body: str) -> int:
        seats = [seat.body for rung in self.policy.rungs if rung.kind is kind for seat in rung.seats]
        return seats.index(body) if body in seats else -1


def ground(world: str, today: date) -> Ground:
    """From the key store, as it stands now."""
    from mizan.institutions.queries import rosters as store  # noqa: PLC0415

    manifest = trusted()
    standing, rules = store.standing(world, manifest), store.routing_data(world)
    return Ground(
        world=world,
        today=today,
        graph=store.graph(world),
        rosters=store.rosters_on(standing, world, today),
        policy=rules.policy,
        terms=rules.terms,
        readers=standing.readers,
        bodies=standing.bodies,
        clock=store.clock_public(manifest),
        escrow=tuple(store.escrow_publics(manifest)),
    )
