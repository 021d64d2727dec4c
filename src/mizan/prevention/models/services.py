"""Services: where a person finds help, when somebody answers, and how many asked and were answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.rules.hours import Hours, hours_of


class ServiceKind(models.TextChoices):
    """In the words and the order of somebody who needs it."""

    HOTLINE = "hotline", _("Somebody to talk to by telephone")
    POLICE = "police", _("Police, investigators")
    SHELTER = "shelter", _("A safe place to stay")
    CHILD_PROTECTION = "child_protection", _("Help for a child")
    HEALTH = "health", _("Doctor, hospital")
    COUNSELLING = "counselling", _("Counselling")
    LEGAL_AID = "legal_aid", _("Lawyer, legal advice")
    LABOUR = "labour", _("Work, wages, debt to an employer")
    DOCUMENTS = "documents", _("Identity papers")
    CASH = "cash", _("Money, food")


ANYBODY = [
    ("", _("not published")),
    ("any", _("anybody")),
    ("female", _("girls and women")),
    ("male", _("boys and men")),
]


class Service(Sourced):
    """What a body offers, by its own word or by a source's; both sides are shown alike.

    A row is fixed: a change is a new row of the same `line` (the code of its first), and the old one ends. `place`: a
    province or a district; empty: the whole country. Hours are spans of a week (`rules.hours`); NULL is "not
    published". The address of a shelter is never kept: whoever pursues a woman reads this page too.
    """

    code = models.CharField(primary_key=True, max_length=40)
    line = models.CharField(max_length=40, db_index=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )
    kind = models.CharField(max_length=16, choices=ServiceKind.choices)
    provider = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="services")
    name = Texts()
    about = Texts()
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    web = models.URLField(max_length=160, blank=True)
    open_hours = models.JSONField(null=True, blank=True)  # when the door is open
    staffed_hours = models.JSONField(null=True, blank=True)  # when a person answers the telephone
    answered_by = Texts()
    languages = models.JSONField(default=list)  # codes; empty: not published
    sex = models.CharField(max_length=6, choices=ANYBODY, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    needs = models.JSONField(default=list)  # codes of mechanisms
    is_free = models.BooleanField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    made_in = EventOf(null=True, but=("ended_on", "ended_in", "retired_at"))
    ended_in = EventOf(only=("ended_on",), null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=~Q(kind="shelter") | Q(address=""), name="a_shelter_has_no_address"),
            models.CheckConstraint(
                condition=(Q(pack="") & Q(made_in__isnull=False)) | (~Q(pack="") & Q(made_in=None)),
                name="a_service_of_people_has_its_event",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="ages_of_a_service_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def open(self) -> Hours | None:
        return hours_of(self.open_hours)

    @property
    def staffed(self) -> Hours | None:
        return hours_of(self.staffed_hours)


class ServiceLoad(models.Model):
    """How many asked for a service in a month and how many were answered; unknown is empty, never 0 (I-8). The newest
    word on a month counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="load")
    month = models.CharField(max_length=7)  # "2026-03"
    received = models.PositiveIntegerField(null=True, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("month", "at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(received__isnull=False) | Q(answered__isnull=False), name="a_load_says_something"
            ),
            models.CheckConstraint(
                condition=Q(received=None) | Q(answered=None) | Q(answered__lte=F("received")),
                name="answered_were_received",
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_id} {self.month}"
