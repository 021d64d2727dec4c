"""Who may never read a report (I-1). Every rule only widens: more accused never bring anybody back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mizan.institutions.rules.routing.cases import UNKNOWN, Accused, Case
from mizan.institutions.rules.routing.graph import Graph
from mizan.institutions.rules.routing.policy import Heads, Policy
from mizan.institutions.rules.routing.reasons import Because, Why
from mizan.institutions.rules.routing.rosters import Rosters, TieKind

TIES = {TieKind.RELATIVE: Why.RELATIVE, TieKind.CO_OWNER: Why.CO_OWNER, TieKind.COUNTER_CASE: Why.COUNTER_CASE}

SHUT = frozenset({Why.HEAD_ACCUSED, Why.UNKNOWN_RANK, Why.UNKNOWN_UNIT, Why.INTERNAL_ACCUSED})
WORKPLACE = frozenset({Why.ACCUSED_UNIT, Why.UNKNOWN_UNIT, Why.UNKNOWN_RANK, Why.HEAD_ACCUSED})


@dataclass(frozen=True)
class Exclusion:
    """Bodies and people kept out, each with every reason; the institutions accused, and whether nobody inside may read.

    `institutions` is empty when any accused institution is unknown: then nobody can be competent by coverage.
    """

    because: frozenset[Because]
    bodies: frozenset[str]
    people: frozenset[str]
    institutions: frozenset[str]
    outside_only: bool


def exclude(case: Case, graph: Graph, rosters: Rosters, policy: Policy) -> Exclusion:
    """Everybody who may not read this report. Raises KeyError on a body that the graph does not know."""
    accused = _widened(case.accused, graph, rosters)
    bodies = {b for one in accused if one.institution or one.unit for b in _bodies(one, case, graph, policy)}
    core = {b.subject for b in bodies if b.why in WORKPLACE}
    shut_out = frozenset(b.subject for b in bodies)
    named = frozenset(one.person for one in accused if one.person)
    people = {*_people(named, core, rosters), *_working_in(shut_out, rosters)}
    known = all(one.institution or one.unit for one in accused) and bool(accused)
    wholes = frozenset(graph.whole(one.unit or one.institution) for one in accused if one.institution or one.unit)
    return Exclusion(
        because=frozenset(bodies | people),
        bodies=shut_out,
        people=frozenset(b.subject for b in people),
        institutions=wholes if known else frozenset(),
        outside_only=not known or len(wholes) > 1 or any(b.why in SHUT for b in bodies),
    )


def _widened(accused: frozenset[Accused], graph: Graph, rosters: Rosters) -> frozenset[Accused]:
    """A named person is accused wherever she holds a post, whatever the reporter believed; and where the institution
    and the unit that were given do not belong together, both are accused."""
    found = set(accused)
    for one in accused:
        found |= {replace(one, institution=body, unit=body) for body in rosters.posts_of(one.person) if one.person}
        if one.unit and one.institution not in (UNKNOWN, one.unit, *graph.above(one.unit)):
            found.add(replace(one, unit=UNKNOWN))
    return frozenset(found)


def _bodies(one: Accused, case: Case, graph: Graph, policy: Policy) -> Iterator[Because]:
    """Rules 1 to 6 for one accused whose institution is known."""
    unit = one.unit or one.institution
    whole = graph.whole(unit)
    yield Because(unit, Why.ACCUSED_UNIT)
    for code in graph.below(unit):
        yield Because(code, Why.SUBORDINATE)
    for code in graph.above(unit):
        yield Because(code, Why.SUPERIOR)
    for why in _shutting(one, case, graph, policy):
        for code in graph.members(whole) | graph.below(whole):
            yield Because(code, why)


def _shutting(one: Accused, case: Case, graph: Graph, policy: Policy) -> Iterator[Why]:
    """The reasons, if any, for which the whole agency is kept out."""
    unit = one.unit or one.institution
    whole = graph.whole(unit)
    if not one.unit:
        yield Why.UNKNOWN_UNIT
    if one.band not in policy.bands:
        yield Why.UNKNOWN_RANK
    elif policy.heads(one.band) is Heads.AGENCY or (policy.heads(one.band) is Heads.UNIT and unit == whole):
        yield Why.HEAD_ACCUSED
    chain = {unit, *graph.below(unit), *graph.above(unit)}
    if not chain.isdisjoint(graph.internal(whole)) or case.serious & policy.accuses_internal:
        yield Why.INTERNAL_ACCUSED


def _people(named: frozenset[str], core: set[str], rosters: Rosters) -> Iterator[Because]:
    """Rule 7: the accused person, and whoever declared a tie to her, or to anybody in the accused unit; and back."""
    for person in named:
        yield Because(person, Why.ACCUSED_PERSON)
    for tie in rosters.ties:
        if tie.other in named or tie.body in core or not core.isdisjoint(rosters.posts_of(tie.other)):
            yield Because(tie.person, TIES[tie.kind])
        if tie.other and (tie.person in named or not core.isdisjoint(rosters.posts_of(tie.person))):
            yield Because(tie.other, TIES[tie.kind])


def _working_in(bodies: frozenset[str], rosters: Rosters) -> Iterator[Because]:
    """Whoever holds a post in a body kept out is kept out, also where she stands on another body's roster."""
    for code, one in rosters.enrolled.items():
        if code in bodies:
            yield from (Because(person, Why.OTHER_POST) for person in one.staff)
    for person, posts in rosters.posts.items():
        if not posts.isdisjoint(bodies):
            yield Because(person, Why.OTHER_POST)
