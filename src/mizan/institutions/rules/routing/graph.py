"""The institution graph: who stands above and below whom, and what counts as one institution (I-1, I-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mizan.institutions.rules.bodies import UNIT_KINDS, Body, whole_of


class BrokenGraph(ValueError):
    """Bodies that name a parent that is not there, or each other in a circle. Routing never guesses past it."""


@dataclass(frozen=True)
class Graph:
    """Bodies by code. Build it with `graph_of`, which refuses circles and missing parents."""

    bodies: Mapping[str, Body]

    def __contains__(self, code: object) -> bool:
        return code in self.bodies

    def above(self, code: str) -> tuple[str, ...]:
        """The chain of command over a body, nearest first, without the body itself."""
        chain: list[str] = []
        parent = self.bodies[code].parent
        while parent:
            chain.append(parent)
            parent = self.bodies[parent].parent
        return tuple(chain)

    def below(self, code: str) -> frozenset[str]:
        """Every body under a body, at any depth, without the body itself."""
        found: set[str] = set()
        waiting = list(self._children.get(code, ()))
        while waiting:
            child = waiting.pop()
            found.add(child)
            waiting += self._children.get(child, ())
        return frozenset(found)

    def whole(self, code: str) -> str:
        """The one institution that a body counts as."""
        return self._wholes[code]

    def members(self, whole: str) -> frozenset[str]:
        """Every body that counts as this institution."""
        return frozenset(code for code, one in self._wholes.items() if one == whole)

    def internal(self, whole: str, kinds: Iterable[str] = UNIT_KINDS) -> frozenset[str]:
        """The bodies of these kinds inside an institution that watch it: never the institution itself."""
        wanted = frozenset(kinds)
        return frozenset(c for c in self.members(whole) if c != whole and self.bodies[c].kind in wanted)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for body in self.bodies.values():
            if body.parent:
                found.setdefault(body.parent, []).append(body.code)
        return found

    @cached_property
    def _wholes(self) -> dict[str, str]:
        return {code: whole_of(body, self.bodies) for code, body in self.bodies.items()}


def graph_of(bodies: Iterable[Body]) -> Graph:
    """A graph of these bodies. Raises BrokenGraph naming the body whose parent is missing or leads in a circle."""
    known = {body.code: body for body in bodies}
    for code, body in known.items():
        seen, here = {code}, body.parent
        while here:
            if here not in known:
                raise BrokenGraph(f"{code}: the parent {here} is not among the bodies")
            if here in seen:
                raise BrokenGraph(f"{code}: the chain of command leads in a circle")
            seen.add(here)
            here = known[here].parent
    return Graph(known)
