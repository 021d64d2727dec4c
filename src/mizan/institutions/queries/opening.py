"""May reports be taken in today? The proof over enrolled keys, for every class of accused, and what is still lacking.

Intake opens only with two institutions of oversight, a body of society and three keepers of the escrow, a clock, and a
conflict-free way to oversight for the class (DESIGN section 9). A lapse closes; nothing here opens by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mizan.institutions.queries import rosters as queries
from mizan.institutions.rules.routing import (
    Accused,
    BrokenGraph,
    Graph,
    Policy,
    Rosters,
    RungKind,
    Why,
    open_classes,
)
from mizan.kit.refusal import Refused

LEAST_OVERSIGHT, LEAST_KEEPERS = 2, 3


@dataclass(frozen=True)
class Proof:
    """What was found on a day. `lacks`: codes of what is missing for everybody; `closed`: classes without a way, by the
    code of the reason. `classes`: how many were asked about; 0 where something is lacking."""

    world: str
    day: date
    lacks: tuple[str, ...] = ()
    classes: int = 0
    closed: Mapping[Accused, Why] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether every class is open."""
        return not self.lacks and not self.closed


def prove(world: str, today: date) -> Proof:
    """The proof of today, from today's rows."""
    missing = lacks(world, today)
    if missing:
        return Proof(world, today, missing)
    found = open_classes(queries.graph(world), queries.rosters(world, today), queries.policy(world), today)
    closed = {accused: one.why for accused, one in found.items() if one.why is not None}
    return Proof(world, today, classes=len(found), closed=closed)


def lacks(world: str, today: date) -> tuple[str, ...]:
    """What no report can do without and is not there: codes, in a fixed order. A few queries, no routing."""
    try:
        graph, policy = queries.graph(world), queries.policy(world)
    except Refused:
        return ("routing",)
    except BrokenGraph:
        return ("graph",)
    rosters = queries.rosters(world, today)
    checks = {
        "clock": _has_clock(),
        "oversight": len(_oversight(graph, rosters, policy, today)) >= LEAST_OVERSIGHT,
        "society": any(_side(graph, body) == "society" for body in _routable(rosters, policy, today)),
        "escrow": len(set(queries.escrow_publics())) >= LEAST_KEEPERS,
    }
    return tuple(code for code, is_there in checks.items() if not is_there)


def _has_clock() -> bool:
    try:
        return bool(queries.clock_public())
    except Refused:
        return False


def _routable(rosters: Rosters, policy: Policy, today: date) -> set[str]:
    return {code for code, one in rosters.enrolled.items() if one.is_routable(today, policy.key_proof_days)}


def _oversight(graph: Graph, rosters: Rosters, policy: Policy, today: date) -> set[str]:
    """The institutions with a routable seat of external oversight."""
    seats = [seat.body for rung in policy.rungs if rung.kind is RungKind.OVERSIGHT for seat in rung.seats]
    return {graph.whole(body) for body in seats if body in _routable(rosters, policy, today) and body in graph}


def _side(graph: Graph, body: str) -> str:
    return graph.bodies[body].side if body in graph else ""
