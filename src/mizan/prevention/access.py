"""The only way to a programme by its code, and to whoever stands in a queue.

Somebody in a queue is seen by the body that runs it, whoever referred her by the body that did, and nobody else: not by
the owners, the funder, the coordinator or the public. Missing and forbidden answer alike.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mizan.kit.actors import Actor, Role
from mizan.ledger.models import Duty, DutyState
from mizan.prevention.kinds import FEEDBACK
from mizan.prevention.models import (
    Campaign,
    Comparison,
    Enrolment,
    Entitlement,
    Feedback,
    FeedbackAnswer,
    Material,
    MaterialVersion,
    Programme,
    Referral,
    Service,
    Training,
)
from mizan.prevention.rules.feedback import ANSWERERS

WORKERS = (Role.PROGRAMME, Role.CASEWORK)


def programme_or_404(code: str) -> Programme:
    """Programmes are public, every one; one that ended is still shown."""
    rows = Programme.objects.select_related("mechanism", "pillar", "provider").filter(pk=code, retired_at=None)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def campaign_or_404(code: str) -> Campaign:
    """Campaigns are public, every one."""
    found = Campaign.objects.select_related("pillar", "body", "end", "correction", "corrects").filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def comparison_or_404(code: str) -> Comparison:
    """Comparisons are public, every one, superseded or not."""
    rows = Comparison.objects.select_related("programme__mechanism", "programme__provider", "supersedes")
    found = rows.filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def training_or_404(code: str) -> Training:
    """Trainings are public, every one."""
    found = Training.objects.select_related("pillar", "body", "place").filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def enrolments_of(actor: Actor) -> QuerySet[Enrolment]:
    """The people in the queues of the actor's own body."""
    if not actor.body or not actor.has(*WORKERS):
        return Enrolment.objects.none()
    return Enrolment.objects.filter(programme__provider=actor.body, world=actor.world)


def enrolment_or_404(actor: Actor, pk: UUID) -> Enrolment:
    found = enrolments_of(actor).select_related("programme__mechanism", "place").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def referrals_of(actor: Actor) -> QuerySet[Referral]:
    """What the actor's body sent, and what it was asked, now or before."""
    if not actor.body or not actor.has(*WORKERS, Role.COORDINATOR):
        return Referral.objects.none()
    mine = Q(sender=actor.body) | Q(offers__body=actor.body)
    return Referral.objects.filter(mine, world=actor.world).distinct()


def referral_or_404(actor: Actor, pk: UUID) -> Referral:
    found = referrals_of(actor).select_related("need", "place", "sender").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def entitlements_of(actor: Actor) -> QuerySet[Entitlement]:
    """What the actor's body owes, and what it wrote down for somebody."""
    if not actor.body or not actor.has(*WORKERS):
        return Entitlement.objects.none()
    return Entitlement.objects.filter(Q(owed_by=actor.body) | Q(asker=actor.body), world=actor.world)


def entitlement_or_404(actor: Actor, pk: UUID) -> Entitlement:
    found = entitlements_of(actor).select_related("kind", "owed_by", "place").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def service_or_404(code: str) -> Service:
    """Services are public, every one; one that ended or was changed is still shown, with where it stands now."""
    rows = Service.objects.select_related("provider", "place__parent").filter(pk=code, retired_at=None)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def own_service_or_404(actor: Actor, code: str) -> Service:
    """A service of the actor's own body."""
    row = service_or_404(code)
    if row.provider_id != actor.body or row.world != actor.world:
        raise Http404
    return row


def material_or_404(code: str) -> Material:
    """Materials are public, every one."""
    found = Material.objects.select_related("body").filter(pk=code, retired_at=None).first()
    if found is None:
        raise Http404
    return found


def version_or_404(pk: object) -> MaterialVersion:
    found = MaterialVersion.objects.filter(pk=pk, material__retired_at=None).first()
    if found is None:
        raise Http404
    return found


def feedback_of(actor: Actor) -> QuerySet[Feedback]:
    """What the actor's own body was asked. What silence moved to it, whoever answers reads while the body owes the
    answer, and afterwards where it gave one. Nobody else reads a word."""
    if not actor.body:
        return Feedback.objects.none()
    mine = Q(body=actor.body)
    if ANSWERERS & actor.roles:
        mine |= Q(pk__in=_moved_to(actor.body)) | Q(
            pk__in=FeedbackAnswer.objects.filter(made_in__body=actor.body).values("feedback")
        )
    return Feedback.objects.filter(mine, world=actor.world)


def _moved_to(body: str) -> list[UUID]:
    rows = Duty.objects.filter(kind=FEEDBACK.code, owner=body, state=DutyState.OPEN, rung__gt=0)
    return [UUID(one) for one in rows.values_list("subject_id", flat=True)]


def feedback_or_404(actor: Actor, pk: object) -> Feedback:
    found = feedback_of(actor).select_related("body").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
