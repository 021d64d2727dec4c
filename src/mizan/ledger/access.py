"""The only way to matters, erasures and contests at the desk: what is missing and what is forbidden answer alike.

A matter can be erased at the desk only if nothing of it was ever public: acts of bodies that everybody may read are no
personal data, and an erasure of their keys would stop whatever may still be recorded of them.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from mizan.kit.actors import Actor, Role
from mizan.ledger.contests import contested_in, is_contested
from mizan.ledger.models import Erasure, Event, Thread
from mizan.ledger.verbs import all_verbs

# They run the machine, read figures or type for somebody; they decide nothing.
WITHOUT_MATTERS = frozenset({Role.OPERATOR, Role.ANALYST, Role.ASSISTANT})


def acts_on_matters(actor: Actor) -> bool:
    """Whether somebody may ask for erasures and agree to them at all."""
    return bool(actor.body and actor.roles - WITHOUT_MATTERS)


def own_matters(actor: Actor) -> QuerySet[Thread]:
    """Matters in which the actor's own body acted and whose keys are still there."""
    return _seen(actor, by_own_body=True).exclude(sealed=None).order_by("subject_kind", "subject_id")


def erasures_for(actor: Actor) -> QuerySet[Erasure]:
    """Requests about matters of the actor's own body; for oversight all of its world. Newest first."""
    seen = _seen(actor, by_own_body=not actor.has(Role.OVERSIGHT))
    rows = Erasure.objects.filter(thread__in=seen).select_related("thread", "made_in").prefetch_related("consents")
    return rows.order_by("-made_in__at", "-made_in_id")


def erasure_for(actor: Actor, pk: UUID) -> Erasure:
    """One request. Raises Http404."""
    row = erasures_for(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def waiting_for(actor: Actor) -> list[Erasure]:
    """Requests that the actor may still agree to: not carried out, and not agreed to by her."""
    open_ones = erasures_for(actor).exclude(thread__sealed=None)
    return [row for row in open_ones if actor.id not in {consent.person for consent in row.consents.all()}]


def contests_for(actor: Actor) -> list[Thread]:
    """Contests that wait for the answer of oversight, in its world; nobody else sees them."""
    found = contested_in(actor.world) if actor.has(Role.OVERSIGHT) else Thread.objects.none()
    return [thread for thread in found if is_contested(thread)]


def contest_for(actor: Actor, pk: UUID) -> Thread:
    """One matter that was contested, also one that was answered meanwhile. Raises Http404."""
    found = contested_in(actor.world) if actor.has(Role.OVERSIGHT) else Thread.objects.none()
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _seen(actor: Actor, *, by_own_body: bool) -> QuerySet[Thread]:
    """Matters of the actor's world alone of which nothing is public. What the ledger records of matters is none."""
    if not acts_on_matters(actor):
        return Thread.objects.none()
    private = [name for name, verb in all_verbs().items() if not verb.public]
    events = Event.objects.filter(leaf__thread=OuterRef("pk"))
    own = events.filter(verb__in=private, world=actor.world)
    mine = own.filter(body=actor.body) if by_own_body else own
    rows = Thread.objects.exclude(subject_kind__startswith="ledger.").filter(Exists(mine))
    return rows.exclude(Exists(events.exclude(verb__in=private))).exclude(Exists(events.exclude(world=actor.world)))
