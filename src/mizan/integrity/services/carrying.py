"""Carrying sealed copies to a body without computers: what waits for it, taking one, and the body's own word that it
opened it. Each is a row and an event; who carried is the account that acts.

A carrier sees that a copy waits, and of which day: never of which report, and no copy whose report came in before her
post began, since no rule has looked at her for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet

from mizan.institutions.models import Membership
from mizan.institutions.rules.keys import may_read
from mizan.integrity import act_verbs
from mizan.integrity.models import HandOver, LaterWrap
from mizan.kit.acting import acting, reading
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger import threads
from mizan.ledger.record import record
from mizan.sealing.courier import is_receipt
from mizan.sealing.errors import KeyRefused


@dataclass(frozen=True)
class Waiting:
    """One copy: its id, the day from which it can be taken, its size in bytes, when it was taken last and confirmed."""

    id: UUID
    since: date
    size: int
    taken_on: date | None = None
    confirmed_on: date | None = None


def waiting_for(actor: Actor) -> list[Waiting]:
    """Every copy that this carrier may take for her body, the oldest first."""
    with reading(actor), sight(courier=actor.body):
        rows = list(_rows(actor).prefetch_related("handovers"))
    return sorted((_waiting(row) for row in rows), key=lambda one: (one.confirmed_on is not None, one.since, one.id))


def take(actor: Actor, copy: UUID, on: date) -> bytes:
    """The `.age` file, with the record that it was taken. Again, if need be. Refused for a copy that is not hers."""
    with acting(actor), sight(courier=actor.body):
        row = _row(actor, copy)
        data = bytes(row.released or b"")
        HandOver.objects.create(report=row.report, rung=row, carrier_id=UUID(actor.id), taken_on=on)
        record(actor, act_verbs.COPY_TAKEN, row.report, sealed=sha256(data).hexdigest())
    return data


def confirm(actor: Actor, copy: UUID, typed: str, on: date) -> HandOver:
    """The code that stands inside the copy proves that the body opened it. Refused for another one."""
    with acting(actor), sight(courier=actor.body):
        row = _row(actor, copy)
        taken = HandOver.objects.select_for_update().filter(rung=row).order_by("taken_on", "id").last()
        if taken is None or HandOver.objects.filter(rung=row, confirmed_on__isnull=False).exists():
            raise Refused("integrity.copy_not_taken" if taken is None else "integrity.copy_gone", where="code")
        _checked(row, typed)
        taken.confirmed_on = on
        taken.save(update_fields=["confirmed_on"])
        record(actor, act_verbs.COPY_CONFIRMED, row.report)
    return taken


def _checked(row: LaterWrap, typed: str) -> None:
    try:
        right = is_receipt(threads.instance_key(), row.pk.bytes, typed)
    except KeyRefused as error:
        raise Refused("integrity.receipt_mistyped", where="code") from error
    if not right:
        raise Refused("integrity.receipt_wrong", where="code")


def _row(actor: Actor, copy: UUID) -> LaterWrap:
    row = _rows(actor).filter(pk=copy).first()
    if row is None:
        raise Refused("integrity.copy_gone")
    return row


def _rows(actor: Actor) -> QuerySet[LaterWrap]:
    """Copies for the actor's body that were released and not withdrawn, of reports that came in during her post."""
    post = Membership.objects.filter(
        user=actor.id or None, institution=actor.body, until=None, suspended_at=None
    ).first()
    if post is None or not may_read(post.roles):
        return LaterWrap.objects.none()
    found = LaterWrap.objects.select_related("report").filter(
        keys__institution=actor.body, report__world=actor.world, released_on__isnull=False, withdrawn_on=None,
        report__received_on__gte=post.since,
    )  # fmt: skip
    return found.exclude(keys__age="")


def _waiting(row: LaterWrap) -> Waiting:
    taken = list(row.handovers.all())
    confirmed = next((one.confirmed_on for one in taken if one.confirmed_on), None)
    assert row.released_on is not None  # the query leaves out what the clock still holds
    last = max((one.taken_on for one in taken), default=None)
    return Waiting(row.pk, row.released_on, len(bytes(row.released or b"")), last, confirmed)
