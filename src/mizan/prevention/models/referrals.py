"""Referrals: any body asks a service, not a person, to take somebody in; silence is offered on and shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.people import Someone
from mizan.prevention.models.programmes import Mechanism, Programme


class Urgency(models.TextChoices):
    EMERGENCY = "emergency", _("emergency")
    URGENT = "urgent", _("urgent")
    ROUTINE = "routine", _("routine")


class Referral(Someone, InWorld):
    """Somebody under a code, what she needs, and how soon. No name, no case, no reason beyond the need. `stage` repeats
    where the newest answer stands."""

    class Stage(models.TextChoices):
        OPEN = "open", _("not answered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined by every provider")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    sender = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="referrals_sent")
    need = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=9, choices=Urgency.choices)
    language = models.CharField(max_length=20, blank=True)
    sent_on = models.DateField()
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.OPEN)
    made_in = EventOf(but=("stage",))

    class Meta:
        ordering = ("sent_on", "id")

    def __str__(self) -> str:
        return self.code


class ReferralOffer(models.Model):
    """Which programme was asked, in turn; the newest is asked now. `programme` empty: the coordinating body is asked to
    find one. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="offers")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="referral_offers"
    )
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="referrals_received")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["referral", "number"], name="offers_of_a_referral_in_turn"),)

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number}"


class ReferralAnswer(models.Model):
    """What the asked body, or the sender, said. Append-only. `is_late`: said after the due day."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the sender")

    class Why(models.TextChoices):
        FULL = "full", _("no place is free")
        CANNOT = "cannot", _("cannot meet this need")
        NOT_ADMITTED = "not_admitted", _("the programme is for others")
        LANGUAGE = "language", _("nobody speaks the language")
        FAR = "far", _("too far away")
        HERS = "hers", _("the person does not want it")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="answers")
    offer = models.ForeignKey(ReferralOffer, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=9, choices=Answer.choices)
    why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(answer="declined") & ~Q(why="")) | (~Q(answer="declined") & Q(why="")),
                name="a_declined_referral_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.referral_id} {self.answer}"
