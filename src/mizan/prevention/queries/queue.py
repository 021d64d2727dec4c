"""The queues of one body, for its own desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mizan.kit.actors import Actor
from mizan.ledger.models import Duty, DutyState
from mizan.prevention.access import enrolments_of, entitlements_of, referrals_of
from mizan.prevention.kinds import ENTITLEMENT, REFERRAL
from mizan.prevention.models import Enrolment, Entitlement, Programme, Referral
from mizan.prevention.queries.places import offered
from mizan.prevention.rules.queue import EARLY, YEAR


@dataclass(frozen=True)
class QueueLine:
    """One programme with the people in it now, the longest first; `places` are all that are offered."""

    programme: Programme
    waiting: Sequence[Enrolment]
    enrolled: Sequence[Enrolment]
    to_ask: Sequence[Enrolment]
    places: int


def queue_of(actor: Actor, today: date) -> list[QueueLine]:
    """Every programme of the actor's body with who waits, who is inside, and who is to be asked after a year."""
    rows = enrolments_of(actor).select_related("place").order_by("stage_on", "asked_on")
    found: dict[str, dict[str, list[Enrolment]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.filter(stage__in=("waiting", "enrolled")):
        found[row.programme_id][row.stage].append(row)
    due = today - timedelta(days=YEAR - EARLY)
    for row in rows.filter(stage="completed", stage_on__lte=due, follow_ups=None):
        found[row.programme_id]["to_ask"].append(row)
    programmes = Programme.objects.filter(provider=actor.body, world=actor.world, retired_at=None)
    places = offered([row.pk for row in programmes])
    return [
        QueueLine(
            row, found[row.pk]["waiting"], found[row.pk]["enrolled"], found[row.pk]["to_ask"],
            sum(one.places for one in places.get(row.pk, {}).values()),
        )
        for row in programmes
    ]  # fmt: skip


@dataclass(frozen=True)
class ReferralLine:
    """A referral as its sender and the asked bodies see it; `duty` is the clock that runs."""

    row: Referral
    duty: Duty | None
    is_mine: bool  # the actor's body is asked now
    is_late: bool


def referral_lines(actor: Actor, today: date) -> list[ReferralLine]:
    """What the body is asked now first, then the rest by day."""
    rows = list(referrals_of(actor).select_related("need", "place", "sender").order_by("-sent_on", "id"))
    clocks = running(REFERRAL.code, [row.pk for row in rows])
    lines = [_referral(row, clocks.get(str(row.pk)), actor, today) for row in rows]
    return sorted(lines, key=lambda line: (not line.is_mine, not line.is_late))


def _referral(row: Referral, duty: Duty | None, actor: Actor, today: date) -> ReferralLine:
    mine = duty is not None and duty.owner == actor.body
    return ReferralLine(row, duty, mine, duty is not None and today > duty.due_on)


@dataclass(frozen=True)
class OwedLine:
    """Something owed, with the clock that runs."""

    row: Entitlement
    duty: Duty | None
    is_late: bool


def owed_lines(actor: Actor, today: date) -> list[OwedLine]:
    """What runs first, the most overdue at the top."""
    rows = list(entitlements_of(actor).select_related("kind", "owed_by", "place").order_by("due_on", "id"))
    clocks = running(ENTITLEMENT.code, [row.pk for row in rows])
    lines = [OwedLine(row, clocks.get(str(row.pk)), row.stage == "owed" and today > row.due_on) for row in rows]
    return sorted(lines, key=lambda line: line.row.stage != "owed")


def running(kind: str, subjects: Sequence[object]) -> dict[str, Duty]:
    """The open duty of each subject."""
    ids = [str(one) for one in subjects]
    rows = Duty.objects.filter(kind=kind, subject_id__in=ids, state=DutyState.OPEN)
    return {row.subject_id: row for row in rows}
