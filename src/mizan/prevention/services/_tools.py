"""Shared steps of the room's verbs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.duties import of_subject
from mizan.ledger.models import Duty, DutyState
from mizan.prevention.models import Enrolment, Entitlement, Feedback, Referral

Row = TypeVar("Row", Enrolment, Entitlement, Feedback, Referral)


def allow(refusal: tuple[str, str], **facts: object) -> None:
    """Go on when the rule answered ("", ""), refuse otherwise."""
    code, where = refusal
    if code:
        raise Refused(code, where=where, **facts)


def same_world(actor: Actor, *rows: object) -> None:
    """No verb mixes real and exercise rows."""
    if any(row is not None and getattr(row, "world", actor.world) != actor.world for row in rows):
        raise Refused("prevention.other_world")


def today_of(actor: Actor) -> date:
    return today_in(actor.world)


def has_words(text: TextMap) -> bool:
    """Whether the text says anything in any language."""
    return any(words.strip() for words in text.values())


def kept(value: float | None) -> Decimal | None:
    """A computed figure as its column keeps it."""
    return None if value is None else Decimal(repr(value)).quantize(Decimal("0.00000001"))


def open_duty_of(row: Referral | Entitlement | Feedback) -> Duty | None:
    """The clock that runs toward it."""
    return of_subject(row).filter(state=DutyState.OPEN).first()


def locked(row: Row) -> Row:
    """The newest state, held until the transaction ends."""
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
