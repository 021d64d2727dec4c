"""Erasing a thread: two persons and oversight agree, then its keys are destroyed and its leaves can never be opened.

An erasure never discharges a duty: it is refused while one is open, or while a contest waits for its answer (I-3). It
has a leaf of its own, so that every erasure is counted in public.

KNOWN GAP: the rows of the rooms are theirs to erase; here the link between them and the public log is cut.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role
from mizan.kit.refusal import Refused
from mizan.ledger import rules
from mizan.ledger.contests import is_contested
from mizan.ledger.models import Duty, DutyState, Erasure, ErasureConsent, Event, Thread
from mizan.ledger.record import record
from mizan.ledger.revoking import on_replay, revoke
from mizan.ledger.verbs import CODE, COUNT, ID, verb

ASKED = verb("ledger.erasure.asked", _("asked for an erasure"), public=False, day_only=True, erasure=ID, basis=CODE)
CONSENTED = verb("ledger.erasure.consented", _("agreed to an erasure"), public=False, day_only=True, erasure=ID)
ERASED = verb(
    "ledger.thread.erased", _("destroyed the keys of a matter"), public=False, day_only=True, basis=CODE, consents=COUNT
)
REPLAY_BASIS = "replay"


def ask_erasure(actor: Actor, subject: Model, *, basis: str) -> Erasure:
    """Ask for the erasure of a subject's thread on a legal basis (a code of `rules.ERASURE_BASES`), and agree to it."""
    return ask_erasure_of(actor, thread_of(subject), basis=basis)


def ask_erasure_of(actor: Actor, thread: Thread, *, basis: str) -> Erasure:
    """The same for a thread whose subject may be gone already."""
    if basis not in rules.ERASURE_BASES:
        raise Refused("ledger.erasure_basis", where="basis")
    with acting(actor):
        _must_be_erasable(thread)
        row = Erasure.objects.create(thread=thread, basis=basis)
        _consent(actor, row)
        record(actor, ASKED, thread, erasure=row.pk, basis=basis)
    return row


def consent_to_erasure(actor: Actor, erasure: Erasure) -> ErasureConsent:
    """Another person agrees; oversight's word counts apart."""
    with acting(actor):
        _must_be_erasable(_locked(erasure.thread_id))
        row = _consent(actor, erasure)
        record(actor, CONSENTED, erasure.thread, erasure=erasure.pk)
    return row


def erase(actor: Actor, erasure: Erasure) -> Event:
    """Destroy the keys of a thread, once everyone needed agreed. Actor: one of those who agreed."""
    with acting(actor):
        thread = _locked(erasure.thread_id)
        _must_be_erasable(thread)
        consents = consents_to(erasure)
        _allow(rules.may_erase(consents, actor.id))
        return _destroy(actor, thread, basis=erasure.basis, consents=len(consents))


def consents_to(erasure: Erasure) -> list[rules.Consent]:
    """Who agreed."""
    return [rules.Consent(row.person, row.body, row.is_oversight) for row in erasure.consents.all()]


def _locked(thread: UUID) -> Thread:
    """The row, held until the transaction ends: of two who agree or erase at once, the second sees the first."""
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread)


def thread_of(subject: Model) -> Thread:
    """The thread of an object. Refused where nothing was ever recorded of it."""
    found = Thread.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)).first()
    if found is None:
        raise Refused("ledger.no_thread")
    return found


def is_erased_by(thread: Thread) -> bool:
    """Whether an erasure that the log knows destroyed the keys of this thread."""
    event = thread.erased_by
    return (
        thread.sealed is None
        and event is not None
        and (event.verb, event.target_kind, event.target_id) == (ERASED.name, "ledger.thread", str(thread.pk))
    )


@on_replay("key_destroyed")
def _again(actor: Actor, thread_id: UUID) -> None:
    """After a restore the key is there again: it goes again, whatever the restored duties say; they stay open."""
    thread = Thread.objects.filter(pk=thread_id).exclude(sealed=None).first()
    if thread is not None:
        event = record(actor, ERASED, thread, basis=REPLAY_BASIS, consents=0)
        Thread.objects.filter(pk=thread.pk).update(sealed=None, erased_by=event)


def _destroy(actor: Actor, thread: Thread, *, basis: str, consents: int) -> Event:
    event = record(actor, ERASED, thread, basis=basis, consents=consents)
    Thread.objects.filter(pk=thread.pk).update(sealed=None, erased_by=event)
    revoke("key_destroyed", thread.pk)
    return event


def _must_be_erasable(thread: Thread) -> None:
    if thread.sealed is None:
        raise Refused("ledger.thread_erased")
    duties = Duty.objects.filter(subject_kind=thread.subject_kind, subject_id=thread.subject_id)
    if duties.filter(state=DutyState.OPEN).exists():
        raise Refused("ledger.duty_open")
    if is_contested(thread):
        raise Refused("ledger.contested")


def _consent(actor: Actor, erasure: Erasure) -> ErasureConsent:
    if not actor.id:
        raise Refused("ledger.erasure_needs_person")
    if erasure.consents.filter(person=actor.id).exists():
        raise Refused("ledger.erasure_agreed_before")
    return ErasureConsent.objects.create(
        erasure=erasure, person=actor.id, body=actor.body, is_oversight=actor.has(Role.OVERSIGHT)
    )


def _allow(code: str) -> None:
    if code:
        raise Refused(code)
