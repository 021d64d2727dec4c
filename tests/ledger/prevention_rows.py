"""One row of each table of prevention, as its verbs leave it: guards and audits look at rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mizan.framework.models import Pillar
from mizan.kit.clock import now
from mizan.ledger.fields import move
from mizan.places.models import Place, PlaceLevel
from mizan.prevention.models import (
    Enrolment,
    EnrolmentFollowUp,
    EnrolmentStep,
    Entitlement,
    EntitlementKind,
    EntitlementStart,
    EntitlementStep,
    FrozenCount,
    Mechanism,
    Offer,
    Programme,
    ProgrammeOwner,
    Referral,
    ReferralAnswer,
    ReferralOffer,
    Spending,
)
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening


def play_prevention(cast: Cast) -> Programme:
    """A programme of the owner's body with places and money; somebody was referred to it and is owed something."""
    pillar = Pillar.objects.all()[0]
    level, _made = PlaceLevel.objects.get_or_create(slug="district", defaults={"depth": 2})
    place, _made = Place.objects.get_or_create(code="T-PLACE", defaults={"level": level})
    someone = {"place": place, "sex": "female", "band": "14-17"}
    with happening():
        row = _programme(cast, pillar, place)
    with happening():
        _referred_and_enrolled(cast, row, someone)
    with happening():
        _owed(cast, row, someone)
    with happening():
        move(row, ended_on=DAY)
    return row


def _programme(cast: Cast, pillar: Pillar, place: Place) -> Programme:
    body = cast.owner.body
    row = Programme(
        code="PR-1", name={"en": "A class"}, mechanism=Mechanism.objects.create(code="debt", pillar=pillar, pack="t"),
        pillar=pillar, provider_id=body, starts_on=DAY, listed_on=DAY, world="exercise",
    )  # fmt: skip
    Programme._meta.get_field("made_in").take(row)
    row.save(force_insert=True)
    ProgrammeOwner.objects.create(programme=row, side="state", body_id=body, answer="accepted", at=now())
    Offer.objects.create(programme=row, place=place, places=5, since=DAY, at=now())
    Spending.objects.create(programme=row, year=2026, spent=Decimal("10.50"), currency="PKR", at=now())
    FrozenCount.objects.create(
        quarter="2026-Q1", subject=row.pk, measure="waiting", value=15, at=now(), world="exercise"
    )
    return row


def _referred_and_enrolled(cast: Cast, row: Programme, someone: dict[str, Any]) -> None:
    body = cast.owner.body
    asked = Referral.objects.create(
        code="R-AAAA-BBBB", sender_id=cast.society.body, need=row.mechanism, urgency="routine", sent_on=DAY,
        world="exercise", **someone,
    )  # fmt: skip
    offer = ReferralOffer.objects.create(referral=asked, programme=row, body_id=body, number=1, on=DAY, at=now())
    ReferralAnswer.objects.create(referral=asked, offer=offer, answer="accepted", body_id=body, at=now())
    enrolled = Enrolment.objects.create(
        code="E-AAAA-BBBB", programme=row, referral=asked, asked_on=DAY, stage="waiting", stage_on=DAY,
        world="exercise", **someone,
    )  # fmt: skip
    EnrolmentStep.objects.create(enrolment=enrolled, stage="waiting", on=DAY, at=now())
    EnrolmentFollowUp.objects.create(enrolment=enrolled, kept="yes", on=DAY, at=now())


def _owed(cast: Cast, row: Programme, someone: dict[str, Any]) -> None:
    body = cast.owner.body
    kind = EntitlementKind.objects.create(code="wages", pillar=row.pillar, days=30, is_money=True, pack="t")
    EntitlementStart.objects.create(body_id=body, kind=kind, keeps=True, since=DAY, at=now(), world="exercise")
    owed = Entitlement.objects.create(
        code="C-AAAA-BBBB", kind=kind, owed_by_id=body, asker_id=cast.society.body, programme=row,
        amount=Decimal("100.00"), currency="PKR", awarded_on=DAY, due_on=DAY, stage_on=DAY, world="exercise",
        **someone,
    )  # fmt: skip
    EntitlementStep.objects.create(
        entitlement=owed, what="part", on=DAY, amount=Decimal("40.00"), body_id=body, at=now()
    )
