"""Is there a conflict-free way to external oversight for every class of accused? On paper, and over enrolled keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mizan.institutions.rules.routing.cases import UNKNOWN, Accused, Case
from mizan.institutions.rules.routing.graph import Graph
from mizan.institutions.rules.routing.policy import Policy, RungKind
from mizan.institutions.rules.routing.readers import Routing, route
from mizan.institutions.rules.routing.reasons import Why
from mizan.institutions.rules.routing.rosters import Enrolment, Rosters, rosters_of

DAY_ON_PAPER = date(2000, 1, 1)  # on paper every key is proved on the day that is asked about


@dataclass(frozen=True)
class Opening:
    """What the proof found for one class: who would read at once, who of oversight, or why nobody could."""

    now: frozenset[str]
    oversight: frozenset[str]
    why: Why | None = None

    @property
    def is_open(self) -> bool:
        return self.why is None


def classes(graph: Graph, policy: Policy) -> Iterator[Accused]:
    """Every class of accused: each body with each rank band or none known, each institution without a known unit, and
    nothing known at all."""
    bands = (*sorted(policy.bands), UNKNOWN)
    for code in sorted(graph.bodies):
        yield from (Accused(graph.whole(code), code, band) for band in bands)
    for whole in sorted({graph.whole(code) for code in graph.bodies}):
        yield from (Accused(whole, UNKNOWN, band) for band in bands)
    yield Accused()


def open_classes(graph: Graph, rosters: Rosters, policy: Policy, today: date) -> Mapping[Accused, Opening]:
    """Every class with its way to oversight, or the reason why intake is closed for it. No place is assumed, so a
    body that hears one province only opens nothing that its list of institutions does not."""
    return {
        accused: opening(route(Case(frozenset({accused})), graph, rosters, policy, today))
        for accused in classes(graph, policy)
    }


def opening(found: Routing) -> Opening:
    """The proof for one routing: oversight reads now or on a later rung (I-4: outward), or the class is closed."""
    later = (reader for step in found.later for reader in step.readers)
    oversight = frozenset(r.body for r in (*found.now, *later) if r.rung is RungKind.OVERSIGHT)
    why = found.refused or (None if oversight else Why.NO_OVERSIGHT)
    return Opening(frozenset() if why else found.bodies_now, oversight, why)


def on_paper(graph: Graph) -> Rosters:
    """Rosters in which every body of the graph has a proved key and one person of its own."""
    return rosters_of(Enrolment(code, DAY_ON_PAPER, frozenset({f"somebody of {code}"})) for code in graph.bodies)


def bodies_without_path(graph: Graph, policy: Policy) -> frozenset[str]:
    """The bodies about which no report could reach oversight even if every body were enrolled: for any rank band, or
    where rank or unit is not known."""
    found = open_classes(graph, on_paper(graph), policy, DAY_ON_PAPER)
    return frozenset(a.unit or a.institution for a, one in found.items() if not one.is_open and a != Accused())
