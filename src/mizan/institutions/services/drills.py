"""Drills: proofs that somebody can open what is sealed to a body's keys. A body reads only for so long after one."""

from __future__ import annotations

import hmac
from hashlib import sha256
from uuid import UUID

from mizan.institutions import verbs
from mizan.institutions.courier_words import words_of_drill
from mizan.institutions.models import BodyKeys, Drill
from mizan.institutions.services._keys import open_share, own_place, today
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.fields import move
from mizan.ledger.record import record
from mizan.sealing import ceremony, courier
from mizan.sealing.errors import OpenError
from mizan.sealing.readers import ReaderKeys


def ask_drill(actor: Actor, keys: BodyKeys) -> Drill:
    """A new question to the keys of the actor's own body; the clock may ask every body."""
    if not actor.is_system and keys.institution_id != actor.body:
        raise Refused("institutions.not_your_body", body=keys.institution_id)
    asked = courier.ask_courier(keys.age, words_of_drill()) if keys.age else ceremony.ask_drill(bytes(keys.public))
    with acting(actor):
        if not BodyKeys.objects.filter(pk=keys.pk, until=None, world=actor.world).exists():
            raise Refused("institutions.keys_ended")
        row = Drill.objects.create(
            id=UUID(bytes=asked.id), body_keys=keys, box=asked.box, expected=sha256(asked.answer).digest(),
            asked_on=today(), world=keys.world,
        )  # fmt: skip
        record(actor, verbs.DRILL_ASKED, row, institution=keys.institution_id)
    return row


def meet_drill(actor: Actor, mine: ReaderKeys, drill: Drill) -> Drill:
    """Answer a drill of one's own body with one's share: from today its keys are proved."""
    with acting(actor):
        place = own_place(actor, mine)
        row = Drill.objects.select_for_update().filter(pk=drill.pk, body_keys=place.body_keys).first()
        if row is None or row.met_on is not None:
            raise Refused("institutions.drill_over")
        try:
            answer = ceremony.meet_drill(open_share(mine, place).secret, row.id.bytes, bytes(row.box))
        except OpenError as error:
            raise Refused("institutions.drill_wrong") from error
        met(row, answer)
        record(actor, verbs.DRILL_MET, row, institution=actor.body)
    return row


def met(row: Drill, answer: bytes) -> None:
    """Mark a drill as met today: its body's keys are proved (`BodyKeysRows.with_proof`). Refused unless the answer is
    right."""
    if not hmac.compare_digest(sha256(answer).digest(), bytes(row.expected)):
        raise Refused("institutions.drill_wrong", where="answer")
    move(row, met_on=today())
