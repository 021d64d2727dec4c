"""A report that a reader has opened in her session, and what today's rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mizan.institutions.rules.routing import UNKNOWN, Accused, Graph, Routing, RungKind, route
from mizan.integrity.keys import Keys, Place, newest
from mizan.integrity.models import LaterWrap, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules import acts
from mizan.integrity.rules.accusation import Accusation, case_of, read_body
from mizan.integrity.wall import within
from mizan.sealing.context import Purpose
from mizan.sealing.reports import ReportKey

ORDER = {kind.value: number for number, kind in enumerate(RungKind)}


@dataclass(frozen=True)
class Opened:
    """One report with its keys, in memory only. `routing` is today's, whoever read it before."""

    report: Report
    place: Place
    keys: Keys = field(repr=False)
    accusation: Accusation = field(repr=False)
    narrative: str = field(repr=False)
    routing: Routing = field(repr=False)

    @property
    def newest(self) -> ReportKey:
        return newest(self.keys)

    @property
    def kept_out(self) -> frozenset[str]:
        """Codes of bodies and ids of people that today's rules keep out."""
        return frozenset(one.subject for one in self.routing.excluded)

    def keeps_out(self, person: str, body: str) -> bool:
        """Whether somebody may no longer read it, for whatever reason."""
        return not self.kept_out.isdisjoint({person, body})


def opened(report: Report, place: Place, keys: Keys, ground: Ground) -> Opened:
    """Open the body and route it again. Raises `OpenError` or `NoReport` for rows that were altered."""
    accusation, narrative = read_body(keys[0].open(Purpose.BODY, bytes(report.body)))
    return Opened(report, place, keys, accusation, narrative, routed_again(accusation, ground))


def routed_again(accusation: Accusation, ground: Ground) -> Routing:
    """Today's routing without the reporter's vetoes: those bound whoever wrapped, and she may have lifted one since. A
    body that is no longer there counts as not known: that closes the inside, and takes nobody's key away."""
    known = tuple(_known(one, ground.graph) for one in accusation.accused)
    case = case_of(replace(accusation, accused=known, vetoes=()))
    return route(case, ground.graph, ground.rosters, ground.policy, ground.today)


def _known(one: Accused, graph: Graph) -> Accused:
    named = {one.institution, one.unit} - {UNKNOWN}
    return one if all(code in graph for code in named) else replace(one, institution=UNKNOWN, unit=UNKNOWN)


@within("report")
def places_of(report: Report) -> Mapping[str, acts.Place]:
    """Where each body stands that holds, held or will hold a key: by its code."""
    found = {
        body: acts.Place(ORDER.get(rung, 0))
        for body, rung in Wrap.objects.filter(report=report).exclude(keys=None).values_list("institution_id", "rung")
        if body
    }
    later = LaterWrap.objects.filter(report=report).values_list("keys__institution_id", "rung", "step")
    return found | {body: acts.Place(ORDER.get(rung, 0), step) for body, rung, step in later}
