"""Ties that people declare: to another account, or to somebody in a body. They keep both ends off reports."""

from __future__ import annotations

from mizan.institutions import verbs
from mizan.institutions.models import Institution, Tie, User
from mizan.institutions.services._keys import person, today
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.fields import move
from mizan.ledger.record import record


def declare_tie(actor: Actor, kind: str, *, other: User | None = None, body: Institution | None = None) -> Tie:
    """One's own relation to another account, or to somebody in a body; exactly one of the two."""
    if (other is None) == (body is None):
        raise Refused("institutions.tie_one_end", where="body")
    if kind not in Tie.Kind.values:
        raise Refused("institutions.tie_kind", where="kind")
    with acting(actor):
        user = person(actor)
        if other is not None and other.pk == user.pk:
            raise Refused("institutions.tie_yourself", where="other")
        if body is not None and body.world != actor.world:
            raise Refused("institutions.other_world", where="body")
        if Tie.objects.filter(person=user, kind=kind, other=other, body=body, until=None).exists():
            raise Refused("institutions.tie_known", where="kind")
        row = Tie.objects.create(person=user, kind=kind, other=other, body=body, since=today(), world=actor.world)
        record(actor, verbs.TIE_DECLARED, row)
    return row


def end_tie(actor: Actor, tie: Tie) -> None:
    """The relation is over. It keeps its people off reports for a year more (`rules.keys.TIE_LASTS`)."""
    with acting(actor):
        row = Tie.objects.select_for_update().filter(pk=tie.pk, person=actor.id or None, until=None).first()
        if row is None:
            raise Refused("institutions.tie_ended")
        move(row, until=today())
        record(actor, verbs.TIE_ENDED, row)
