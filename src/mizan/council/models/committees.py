"""Committees, their seats, and who sits in them. Each side fills its own seats (I-7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution, Level
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class SeatSide(models.TextChoices):
    STATE = "state", _("state")
    SOCIETY = "society", _("society")


class Part(models.TextChoices):
    CHAIR = "chair", _("chair")
    CO_CHAIR = "co_chair", _("co-chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class Committee(Sourced):
    """A place where both sides meet, at one level. `parent` is the committee to which silence moves on.

    `quorum_state` and `quorum_society` count seats that must be present of each side, each at least 1. A committee
    without a rhythm (`rhythm_days` None) meets when a chair calls it.
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    remit = Texts()
    level = models.CharField(max_length=13, choices=Level.choices)
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    rhythm_days = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=7)
    term_days = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_state = models.PositiveSmallIntegerField(default=1)
    quorum_society = models.PositiveSmallIntegerField(default=1)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(quorum_state__gte=1) & Q(quorum_society__gte=1), name="quorum_needs_both_sides"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Seat(Sourced):
    """One seat of a side. `body` is the body that fills it; without one, the side's founding body does."""

    code = models.CharField(primary_key=True, max_length=60)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    side = models.CharField(max_length=7, choices=SeatSide.choices)
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=9, choices=Part.choices, default=Part.MEMBER)
    body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        ordering = ("committee", "side", "number")
        constraints = (
            models.UniqueConstraint(fields=["committee", "side", "number"], name="a_seat_has_its_own_number"),
            models.UniqueConstraint(
                fields=["committee", "part"],
                condition=Q(part__in=("chair", "co_chair", "secretary")),
                name="a_committee_has_one_of_each_part",
            ),
        )

    def __str__(self) -> str:
        return self.code


class SeatHolder(models.Model):
    """A person in a seat from `since` until her term ends or she leaves. Append-only but for its one end.

    `procedure` names the published procedure by which her side chose her; `interests` is what she declared ("" = she
    declared to have none). Her name is for her own side alone; everybody sees her body.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    user = models.ForeignKey("institutions.User", on_delete=models.PROTECT, related_name="council_seats")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    procedure = models.CharField(max_length=200)
    interests = models.TextField(blank=True)
    seated_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    made_in = EventOf(but=("ended_on", "ended_why", "ended_in"))
    ended_in = EventOf(null=True, only=("ended_on", "ended_why"))

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(fields=["seat"], condition=Q(ended_on=None), name="one_person_in_a_seat"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_in=None) | Q(ended_on__isnull=False, ended_in__isnull=False),
                name="an_end_of_a_seat_has_its_event",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.seat_id}"
