"""With which reports somebody may help: never with one about her own agency, or about anybody whom it keeps out.

A helper hears who is accused before anybody else does. So the exclusions of reading (I-1) hold for helping too, and go
further: a colleague of the same agency is declined also where he could read, and while the agency is not known, whoever
works for the state is (what is not known widens exclusion).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mizan.institutions.rules.routing import Graph, Policy, Rosters, exclude
from mizan.integrity.rules.accusation import Accusation, Kind, case_of


@dataclass(frozen=True)
class Helper:
    """Who types: her account, her body, and whether that is one of the state."""

    person: str
    body: str
    of_state: bool


def may_help(helper: Helper, accusation: Accusation, graph: Graph, rosters: Rosters, policy: Policy) -> bool:
    """Whether she may go on. Raises KeyError on a body that the graph does not know."""
    found = exclude(case_of(replace(accusation, vetoes=())), graph, rosters, policy)
    if helper.person in found.people or helper.body in found.bodies:
        return False
    named = {one.unit or one.institution for one in accusation.accused} - {""}
    wholes = {graph.whole(code) for code in named}
    if helper.body in graph and graph.whole(helper.body) in wholes:
        return False
    return not helper.of_state or accusation.kind is Kind.TIP or all(one.institution for one in accusation.accused)
