"""Minutes in every language of the house, signed by both chairs."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings

from mizan.council import verbs
from mizan.council.models import Minutes, MinutesSignature, Session
from mizan.council.rules.meeting import CHAIRS, OFFICERS
from mizan.council.services._tools import allow, locked, my_seat
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record


def digest(text: TextMap) -> str:
    """SHA-256 of the text as canonical JSON (sorted keys, UTF-8, no spaces), in hex: what both chairs sign."""
    canonical = json.dumps(dict(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def write_minutes(actor: Actor, session: Session, *, text: TextMap) -> Minutes:
    """An officer of either side writes the minutes of a session that was held, until both chairs signed one text."""
    missing = [code for code, _name in settings.LANGUAGES if not text.get(code, "").strip()]
    if missing:
        raise Refused("council.minutes_languages", where=f"text_{missing[0]}", missing=missing[0])
    with acting(actor):
        session = locked(session)
        seat = my_seat(actor, session.committee)
        allow("" if seat.seat.part in OFFICERS else "council.only_officers")
        if session.state not in {"quorate", "inquorate"}:
            raise Refused("council.minutes_of_open")
        newest = session.minutes.order_by("number").last()
        if newest is not None and is_complete(newest):
            raise Refused("council.minutes_signed")
        row = Minutes.objects.create(
            session=session, number=newest.number + 1 if newest else 1, text=dict(text), sha256=digest(text),
            written_by=seat, at=now(),
        )  # fmt: skip
        record(actor, verbs.MINUTES_WRITTEN, session, minutes=row.pk, sha256=row.sha256)
    return row


def sign_minutes(actor: Actor, minutes: Minutes) -> MinutesSignature:
    """A chair signs the newest text, by its hash. The signature of the second side completes it."""
    with acting(actor):
        session = locked(minutes.session)
        seat = my_seat(actor, session.committee)
        allow("" if seat.seat.part in CHAIRS else "council.only_chairs_sign")
        if session.minutes.order_by("number").last() != minutes:
            raise Refused("council.newer_minutes")
        if MinutesSignature.objects.filter(minutes=minutes, holder__seat=seat.seat).exists():
            raise Refused("council.signed_before")
        row = MinutesSignature.objects.create(minutes=minutes, holder=seat, at=now())
        complete = is_complete(minutes)
        record(actor, verbs.MINUTES_SIGNED, session, minutes=minutes.pk, sha256=minutes.sha256, complete=complete)
    return row


def is_complete(minutes: Minutes) -> bool:
    """Whether a chair of each side signed this text."""
    return set(minutes.signatures.values_list("holder__seat__side", flat=True)) == {"state", "society"}
