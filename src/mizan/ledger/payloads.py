"""What a leaf commits to, put together again from the rows: for openings and audits, never for a new leaf."""

from __future__ import annotations

from dataclasses import dataclass

from mizan.kit.sight import sight
from mizan.ledger import threads
from mizan.ledger.auditing.openings import opening_of
from mizan.ledger.committed import digest_of, rows_of
from mizan.ledger.fields import links
from mizan.ledger.leaves import NOTHING, duties_on, payload_of_duty, payload_of_event
from mizan.ledger.models import Event, Leaf


@dataclass(frozen=True)
class Opening:
    """Salt (32 bytes) and payload: whoever has them can check the leaf's commitment. To be shown to few."""

    salt: bytes
    payload: bytes


def opening(leaf: Leaf) -> Opening:
    """The opening of a leaf. Refused where its thread was erased; raises `Disagrees` or `Unreadable` where rows were
    altered, and `ValueError` for an unsalted leaf, which has nothing to open."""
    if leaf.thread is None:
        raise ValueError("an unsalted leaf has no opening")
    salt, _digest = opening_of(leaf, threads.keys_of(leaf.thread))
    return Opening(salt, payload_of(leaf))


@sight(keeper=True)
def payload_of(leaf: Leaf) -> bytes:
    """The payload of a salted leaf, from the rows of today."""
    duties = duties_on([leaf.pk]).get(leaf.pk, NOTHING)
    event = Event.objects.filter(leaf=leaf).first()
    if event is not None:
        rows = [row for link in links() for row in rows_of(link, [event.pk]).get(event.pk, [])]
        return payload_of_event(event, digest_of(rows), leaf.publish_from, duties)
    made = duties.opens.made_in_id if duties.opens else duties.closes.closed_in_id if duties.closes else None
    return payload_of_duty(made, leaf.publish_from, duties)
