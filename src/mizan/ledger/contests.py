"""Contesting a leaf: whoever holds the preimage that a thread's leaf committed to says "this closing is false".

The preimage is given to the reporter; its SHA-256 stands as the fact `contest` in an event of the thread (a verb
declares `contest=HASH`). Revealing it authorises the contest without a name. While a contest waits, nothing of the
thread can be erased; oversight answers it.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role, system
from mizan.kit.refusal import Refused
from mizan.ledger import rules
from mizan.ledger.models import Event, Leaf, Thread
from mizan.ledger.record import record
from mizan.ledger.verbs import CODE, HASH, ID, verb

CONTESTED = verb("ledger.leaf.contested", _("contested a leaf"), public=False, day_only=True, leaf_id=ID, preimage=HASH)
ANSWERED = verb("ledger.contest.answered", _("answered a contest"), public=False, day_only=True, finding=CODE)
PREIMAGE_SIZE = 32


def contest_hash(preimage: bytes) -> str:
    """What an event commits to (fact `contest`) so that its leaf can be contested later. 32 random bytes."""
    if len(preimage) != PREIMAGE_SIZE:
        raise Refused("ledger.contest_preimage")
    return sha256(preimage).hexdigest()


def contest(preimage: bytes, leaf_hash: bytes) -> Event:
    """Contest the leaf with this hash: it must belong to the thread that committed to the preimage. The preimage is
    part of the event, so that anyone who opens the contest's leaf can check who was entitled to it."""
    thread = _thread_of_preimage(contest_hash(preimage))
    leaf = Leaf.objects.filter(hash=leaf_hash, thread=thread).first()
    if leaf is None:
        raise Refused("ledger.contest_other_thread")
    actor = system("holder of a receipt", world=_world_of(leaf))
    with acting(actor):
        if is_contested(thread):
            raise Refused("ledger.contested_before")
        return record(actor, CONTESTED, thread, leaf_id=leaf.pk, preimage=preimage.hex())


def answer_contest(actor: Actor, thread: Thread, *, finding: str) -> Event:
    """Oversight's finding on a waiting contest: a code of `rules.CONTEST_FINDINGS`."""
    if not actor.has(Role.OVERSIGHT):
        raise Refused("ledger.oversight_only")
    if finding not in rules.CONTEST_FINDINGS:
        raise Refused("ledger.contest_finding", where="finding")
    with acting(actor):
        if not is_contested(thread):
            raise Refused("ledger.not_contested")
        return record(actor, ANSWERED, thread, finding=finding)


def is_contested(thread: Thread) -> bool:
    """Whether a contest of the thread waits for its answer."""
    events = Event.objects.filter(target_kind="ledger.thread", target_id=str(thread.pk))
    return events.filter(verb=CONTESTED.name).count() > events.filter(verb=ANSWERED.name).count()


def contested_in(world: str) -> QuerySet[Thread]:
    """Matters that were ever contested in a world, in a fixed order."""
    events = Event.objects.filter(verb=CONTESTED.name, target_kind="ledger.thread", world=world)
    return Thread.objects.filter(pk__in=[UUID(one) for one in events.values_list("target_id", flat=True)]).order_by(
        "pk"
    )


def _thread_of_preimage(hashed: str) -> Thread:
    event = Event.objects.filter(payload__contest=hashed).select_related("leaf__thread").first()
    if event is None or event.leaf is None or event.leaf.thread is None:
        raise Refused("ledger.contest_preimage")
    if event.leaf.thread.sealed is None:
        raise Refused("ledger.thread_erased")
    return event.leaf.thread


def _world_of(leaf: Leaf) -> str:
    return Event.objects.filter(leaf=leaf).values_list("world", flat=True).first() or "real"
