"""The room's clock: silence on referrals is offered on, what is owed and late moves outward, unanswered feedback goes
to who coordinates, quarters are frozen.

Idempotent; catches up. Whoever a duty moves to has a whole term; on the last rung it stays open and overdue (I-4).
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from mizan.council.queries.silence import Ways, ways
from mizan.institutions.founding import founding_body
from mizan.kit.acting import acting
from mizan.kit.actors import Side, system
from mizan.kit.days import today_in
from mizan.ledger.duties import escalate, overdue
from mizan.ledger.models import Duty, DutyState
from mizan.ledger.record import record
from mizan.prevention import help_verbs, verbs
from mizan.prevention.kinds import ENTITLEMENT, FEEDBACK, REFERRAL
from mizan.prevention.models import Entitlement, Feedback, Referral
from mizan.prevention.notices import tell_feedback
from mizan.prevention.queries.terms import entitlement_due, feedback_due, referral_due
from mizan.prevention.rules.feedback import silence_goes_to
from mizan.prevention.services._tools import open_duty_of
from mizan.prevention.services.freezing import freeze
from mizan.prevention.services.referrals import ask, next_programme


def tick(world: str) -> Counter[str]:
    """Move everything of one world that today's date moves; returns how often each thing happened."""
    done = Counter[str]()
    for pk in _late(world, REFERRAL.code, REFERRAL.rungs):
        done["referrals"] += _move_referral(pk, world)
    known = ways(world)
    for pk in _late(world, ENTITLEMENT.code, ENTITLEMENT.rungs):
        done["entitlements"] += _move_entitlement(pk, world, known)
    for pk in _late(world, FEEDBACK.code, FEEDBACK.rungs):
        done["feedback"] += _move_feedback(pk, world)
    done["frozen"] = freeze(world)
    return done


def _late(world: str, kind: str, rungs: int) -> list[UUID]:
    """The overdue duties of a kind that can still move, by what they are owed to."""
    rows = overdue(today_in(world)).filter(world=world, kind=kind, rung__lt=rungs - 1)
    return [UUID(one) for one in rows.order_by("due_on", "id").values_list("subject_id", flat=True)]


def _move_referral(pk: UUID, world: str) -> bool:
    """The next provider with a free place is asked; where there is none, or the second was silent too, the coordinating
    body of the state is. Where a world names none, the clock stays with the silent provider."""
    actor, today = system("prevention-clock", world=world), today_in(world)
    with acting(actor):
        row = Referral.objects.select_for_update(of=("self",)).get(pk=pk)
        duty = open_duty_of(row)
        if not _still(duty, row.world) or duty is None:
            return False
        following = next_programme(row) if duty.rung == 0 else None
        to = following.provider_id if following else founding_body(Side.STATE, world)
        if not to or to == duty.owner:
            return False
        ask(row, following, to, today)
        moved = escalate(duty, on=today, owner=to, due_on=referral_due(row.urgency, today, world))
        record(actor, verbs.REFERRAL_MOVED, row, to=to, due=moved.due_on)
    return True


def _move_entitlement(pk: UUID, world: str, known: Ways) -> bool:
    """The committee of whoever owes it, then the one above; both see how many are late, and nobody."""
    actor, today = system("prevention-clock", world=world), today_in(world)
    with acting(actor):
        row = Entitlement.objects.select_for_update(of=("self",)).select_related("owed_by", "kind").get(pk=pk)
        duty = open_duty_of(row)
        if not _still(duty, row.world) or duty is None:
            return False
        outward = known.outward_from(row.owed_by.place_id)
        if duty.rung >= len(outward):
            return False
        to = outward[duty.rung].pk
        moved = escalate(duty, on=today, owner=to, due_on=entitlement_due(row.kind.days, today, world))
        record(actor, verbs.ENTITLEMENT_MOVED, row, rung=moved.rung, to=to, due=moved.due_on)
    return True


def _move_feedback(pk: UUID, world: str) -> bool:
    """Once, to the coordinating body of the asked body's side, else of the state. Where there is no other body, the
    clock stays with the asked one."""
    actor, today = system("prevention-clock", world=world), today_in(world)
    with acting(actor):
        row = Feedback.objects.select_for_update(of=("self",)).select_related("body").get(pk=pk)
        duty = open_duty_of(row)
        to = silence_goes_to(
            asked=row.body_id, own=founding_body(row.body.side, world), state=founding_body(Side.STATE, world)
        )
        if not _still(duty, world) or duty is None or not to:
            return False
        moved = escalate(duty, on=today, owner=to, due_on=feedback_due(today, world))
        tell_feedback(to, row)
        record(actor, help_verbs.FEEDBACK_MOVED, row, to=to, due=moved.due_on)
    return True


def _still(duty: Duty | None, world: str) -> bool:
    """Whether it is open and overdue now that nobody else can answer."""
    return duty is not None and duty.state == DutyState.OPEN and today_in(world) > duty.due_on
