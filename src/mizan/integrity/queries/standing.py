"""How a report stands: what is owed, and what was done, as the rules of acts need it."""

from __future__ import annotations

from collections.abc import Mapping

from mizan.institutions.rules.routing import Graph
from mizan.integrity.kinds import CLOCK_OF
from mizan.integrity.models import OfficerAct, Report
from mizan.integrity.opened import places_of
from mizan.integrity.rules.acts import Act, Done, Owed, Place, Standing
from mizan.integrity.wall import within
from mizan.ledger.duties import facts, of_subject
from mizan.ledger.models import Duty, DutyState


def open_duties(report: Report) -> dict[str, Duty]:
    """What is owed toward a report, by the name of the clock."""
    rows = of_subject(report).filter(state=DutyState.OPEN, kind__in=CLOCK_OF).select_related("follows")
    return {CLOCK_OF[row.kind]: row for row in rows}


@within("report")
def standing_of(report: Report, graph: Graph) -> Standing:
    """The facts for `rules.acts.may`."""
    places = places_of(report)
    rows = OfficerAct.objects.filter(report=report).order_by("number").select_related("keys")
    return Standing(
        is_open=report.state == Report.State.OPEN,
        is_held=report.held_on is not None,
        owed={clock: _owed(duty, places) for clock, duty in open_duties(report).items()},
        done=tuple(_done(row, graph) for row in rows),
    )


def _owed(duty: Duty, places: Mapping[str, Place]) -> Owed:
    return Owed(duty.owner, places.get(duty.owner, Place()), duty.rung > 0, facts(duty).extended_before)


def _done(row: OfficerAct, graph: Graph) -> Done:
    body = row.institution_id
    return Done(Act(row.verb), row.code, str(row.keys.user_id), graph.whole(body) if body in graph else body)
