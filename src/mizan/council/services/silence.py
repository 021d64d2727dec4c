"""Silence on proposals moves on by itself: from the body to its committee, to the committee above, to the public list.

On the last rung the duty stays open and overdue for ever (I-4). A clock that stood still for weeks moves each silent
proposal one rung, and whoever it moves to has the whole term. What nobody took delivery of has no clock.
"""

from __future__ import annotations

from uuid import UUID

from mizan.council import verbs
from mizan.council.kinds import ANSWER
from mizan.council.models import Proposal
from mizan.council.notices import tell_committee
from mizan.council.queries.silence import Ways, due_by, ways
from mizan.council.rules.proposals import next_rung
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.days import today_in
from mizan.ledger.duties import escalate, overdue
from mizan.ledger.models import Duty, DutyState
from mizan.ledger.record import record


def move_silent(world: str) -> int:
    """Move every overdue answer of a world one rung outward where there is one; returns how many moved. Idempotent."""
    rows = overdue(today_in(world)).filter(world=world, kind=ANSWER.code)
    silent = rows.filter(rung__lt=ANSWER.rungs - 1).order_by("due_on", "id").values_list("pk", flat=True)
    known = ways(world)
    return sum(_move(pk, world, known) for pk in list(silent))


def _move(pk: UUID, world: str, known: Ways) -> bool:
    actor, today = system("council-clock", world=world), today_in(world)
    with acting(actor):
        proposal = _locked(Duty.objects.get(pk=pk))
        duty = Duty.objects.get(pk=pk)  # as it is once nobody else can answer
        committees = [one.pk for one in known.committees_of(proposal)]
        to = next_rung(rung=duty.rung, committees=committees, due_on=duty.due_on, today=today)
        if not to or duty.state != DutyState.OPEN:
            return False
        moved = escalate(duty, on=today, owner=to, due_on=due_by(world, today))
        tell_committee(to, proposal)
        record(actor, verbs.MOVED_ON, proposal, rung=moved.rung, to=to, due=moved.due_on)
    return True


def _locked(duty: Duty) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("addressed_to")
    return rows.get(pk=duty.subject_id)
