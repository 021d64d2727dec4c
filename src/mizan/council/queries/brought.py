"""Proposals that belong on one committee's table."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mizan.council.kinds import ANSWER
from mizan.council.models import Committee, Proposal
from mizan.council.queries.proposals import Line, lines_of, open_rows
from mizan.council.queries.silence import ways
from mizan.council.rules.proposals import ENDED, State
from mizan.kit.agenda import Table
from mizan.ledger.models import Duty, DutyState

ASKED = {State.NOT_DELIVERED, State.WAITING, State.SILENT}


def brought_to(committee: Committee) -> QuerySet[Proposal]:
    """Those that it may speak on: whose clock stands on its rung, or went past it; and its own that have not ended."""
    duties = Duty.objects.filter(kind=ANSWER.code, world=committee.world, state=DutyState.OPEN, rung__gt=0)
    rows = Proposal.objects.filter(pk__in=duties.values_list("subject_id", flat=True), retired_at=None)
    rung, known = dict(duties.values_list("subject_id", "rung")), ways(committee.world)
    found = [
        row.pk
        for row in rows.select_related("addressed_to")
        if committee.pk in {one.pk for one in known.committees_of(row)[: rung[row.pk]]}
    ]
    own = Proposal.objects.filter(by_committee=committee, retired_at=None).exclude(answers__answer__in=ENDED)
    return Proposal.objects.filter(Q(pk__in=found) | Q(pk__in=own.values_list("pk", flat=True)))


def on_the_table(table: Table) -> list[Line]:
    """Unanswered proposals whose silence this committee is, or would be, the first to hear: those that are with it
    now, then the overdue, then by age. One that nobody took delivery of is among them: it waits for somebody too; and
    what the committee proposed itself, while it waits for an answer, or for the committee's own on a counter."""
    known = ways(table.world)
    lines = lines_of(open_rows(table.world), table.world, table.today, known)
    mine = [
        line for line in lines if _is_mine(line, table.committee, [c.pk for c in known.committees_of(line.proposal)])
    ]
    return sorted(mine, key=lambda line: _weight(line, table.committee))


def _is_mine(line: Line, committee: str, way: list[str]) -> bool:
    if line.state not in ASKED:
        return line.state == State.COUNTERED and line.proposal.by_committee_id == committee
    return _is_with(line, committee) or committee in {*way[:1], line.proposal.by_committee_id}


def _is_with(line: Line, committee: str) -> bool:
    return line.duty is not None and line.duty.owner == committee


def _weight(line: Line, committee: str) -> tuple[object, ...]:
    return not _is_with(line, committee), -line.late_days, line.duty is None, line.proposal.made_on, line.proposal.pk
