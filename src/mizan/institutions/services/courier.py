"""The key of a body without computers: its `age1...` recipient, and drills that somebody carries there and back.

The body keeps its secret on a machine that is on no network; this one never holds it, so nobody can open for the body
what was sealed to it, and no member of it reads at the desk. A member with a reader's role is its *courier*: she enrols
the recipient, carries drills and sealed copies, and brings codes back. The recipient counts only when the manifest that
state oversight and society signed names it, so that a courier cannot put a key of her own in its place alone.
"""

from __future__ import annotations

from mizan.institutions import verbs
from mizan.institutions.models import BodyKeys, Drill, Membership
from mizan.institutions.queries.courier import waiting
from mizan.institutions.services._keys import person, reading_post, today
from mizan.institutions.services.drills import ask_drill, met
from mizan.institutions.services.rosters import next_epoch
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.record import record
from mizan.sealing.courier import courier_answer, public_of_recipient
from mizan.sealing.errors import KeyRefused


def enrol_recipient(actor: Actor, recipient: str) -> BodyKeys:
    """The recipient of the actor's own body, from today: a new epoch, unproved, and in no manifest yet. Refused where
    somebody still reads for the body with keys of this machine."""
    try:
        public = public_of_recipient(recipient)
    except KeyRefused as error:
        raise Refused("institutions.no_recipient", where="recipient") from error
    with acting(actor):
        person(actor)
        _courier(actor)
        if BodyKeys.objects.filter(public=public).exists():
            raise Refused("institutions.recipient_used", where="recipient")
        epoch = next_epoch(actor.body)
        # It signs nothing, so that no certificate can hold: the second column repeats the first.
        row = BodyKeys.objects.create(
            institution_id=actor.body, epoch=epoch, public=public, verify=public, age=recipient, since=today(),
            world=actor.world,
        )  # fmt: skip
        record(actor, verbs.RECIPIENT_ENROLLED, row, institution=actor.body, epoch=epoch)
    return row


def ask_courier_drill(actor: Actor) -> Drill:
    """A new drill for the own body's recipient: a file that its courier carries there. One at a time."""
    _courier(actor)
    keys = _own_keys(actor)
    if waiting(keys, today()) is not None:
        raise Refused("institutions.drill_waits")
    return ask_drill(actor, keys)


def answer_courier_drill(actor: Actor, typed: str) -> Drill:
    """The code that the courier brought back answers the drill that waits. The proof is as old as the question was."""
    try:
        answer = courier_answer(typed)
    except KeyRefused as error:
        raise Refused("institutions.code_mistyped", where="code") from error
    with acting(actor):
        _courier(actor)
        keys = BodyKeys.objects.select_for_update().get(pk=_own_keys(actor).pk)
        row = waiting(keys, today())
        if row is None:
            raise Refused("institutions.drill_over", where="code")
        _met(row, answer)
        record(actor, verbs.DRILL_MET, row, institution=actor.body)
    return row


def _met(row: Drill, answer: bytes) -> None:
    try:
        met(row, answer)
    except Refused as refused:
        raise Refused(refused.code, where="code") from refused


def _courier(actor: Actor) -> Membership:
    """The actor's post of today; the rules of a reader decide, since she carries what readers may know of."""
    post = reading_post(actor)
    if post is None:
        raise Refused("institutions.no_reader")
    if post.institution.retired_at is not None:
        raise Refused("institutions.body_retired", body=actor.body)
    return post


def _own_keys(actor: Actor) -> BodyKeys:
    row = BodyKeys.objects.filter(institution=actor.body, until=None, world=actor.world).exclude(age="").first()
    if row is None:
        raise Refused("institutions.no_recipient_yet")
    return row
