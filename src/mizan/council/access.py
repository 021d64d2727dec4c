"""Who sits where today: the only way from an actor to her seat, and from an address to a committee or session."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mizan.council.models import Committee, Proposal, ReturnForm, ReturnRevision, Seat, SeatHolder, Session
from mizan.institutions.founding import founding_body
from mizan.institutions.models import Institution, Membership
from mizan.kit.actors import Actor


def sitting(today: date) -> QuerySet[SeatHolder]:
    """Everybody who holds a seat on a day: her term runs, she has not left, and her post in the body that the seat
    belongs to is current and not suspended."""
    held = Q(since__lte=today) & (Q(until=None) | Q(until__gte=today)) & (Q(ended_on=None) | Q(ended_on__gt=today))
    rows = SeatHolder.objects.filter(held, seat__retired_at=None, body__retired_at=None, user__is_active=True)
    return rows.filter(has_post()).select_related("seat__committee", "body", "user").distinct()


def has_post() -> Q:
    """Her post in that very body is current: a side that ends it ends the seat with it (I-7)."""
    posts = Membership.objects.filter(
        user=OuterRef("user"), institution=OuterRef("body"), until=None, suspended_at=None
    )
    return Q(Exists(posts))


def seat_of(actor: Actor, committee: Committee, today: date) -> SeatHolder | None:
    """The seat that the actor holds in the committee today, as a member of the body she acts for."""
    if not actor.id or actor.world != committee.world:
        return None
    rows = sitting(today).filter(seat__committee=committee, user_id=actor.id, body_id=actor.body)
    return rows.first()


def seats_of(actor: Actor, today: date) -> list[SeatHolder]:
    """Every seat that the actor holds today."""
    if not actor.id:
        return []
    mine = sitting(today).filter(user_id=actor.id, body_id=actor.body, seat__world=actor.world)
    return list(mine.order_by("seat__committee", "seat"))


def committee_or_404(code: str) -> Committee:
    found = Committee.objects.select_related("place", "parent").filter(pk=code, retired_at=None).first()
    if found is None:
        raise Http404
    return found


def session_or_404(pk: UUID) -> Session:
    """Sessions are public, every one."""
    found = Session.objects.select_related("committee__place", "called_by__seat", "called_by__body").filter(pk=pk)
    row = found.first()
    if row is None:
        raise Http404
    return row


def proposal_or_404(code: str) -> Proposal:
    """Proposals are public, every one; one that left its pack is still shown."""
    rows = Proposal.objects.select_related(
        "proposed_by", "by_committee", "motion__session", "motion__owner", "motion__co_owner", "addressed_to",
        "committee", "action", "pillar", "indicator",
    )  # fmt: skip
    found = rows.filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def seats_to_fill(actor: Actor) -> list[Seat]:
    """The seats that the actor's body fills: named for it, or left to its side and it founds that side."""
    if not actor.body or actor.side is None:
        return []
    mine = Q(body=actor.body)
    if founding_body(actor.side, actor.world) == actor.body:
        mine |= Q(body=None)
    rows = Seat.objects.filter(mine, side=actor.side, world=actor.world, retired_at=None)
    return list(rows.select_related("committee").order_by("committee", "number"))


def returns_seen_by(actor: Actor, form: ReturnForm, body: Institution, period: str) -> QuerySet[ReturnRevision]:
    """The revisions of one return that the actor may read: her own body's all, of another those that were submitted."""
    rows = ReturnRevision.objects.filter(of__form=form, of__body=body, of__period=period)
    own = rows if actor.body == body.pk else rows.filter(submitted=True)
    return own.select_related("approval").order_by("number")
