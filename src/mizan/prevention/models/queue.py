"""The queue of a programme: people under a code, each step on the way, and what was left of it a year later."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.people import Someone
from mizan.prevention.models.programmes import Programme


class Stage(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ENROLLED = "enrolled", _("enrolled")
    COMPLETED = "completed", _("completed")
    DROPPED_OUT = "dropped_out", _("dropped out")


class WhyLeft(models.TextChoices):
    """Why somebody dropped out, as far as she said."""

    MOVED = "moved", _("moved away")
    WORK = "work", _("had to work")
    MARRIED = "married", _("married or was to be married")
    COST = "cost", _("could not pay what it costs to come")
    UNSAFE = "unsafe", _("did not feel safe")
    HEALTH = "health", _("was ill, or cared for somebody")
    NO_USE = "no_use", _("found no use in it")
    OTHER_PROGRAMME = "other_programme", _("went to another programme")
    PROVIDER = "provider", _("the provider ended it")
    NOT_SAID = "not_said", _("did not say")


class Enrolment(Someone, InWorld):
    """One person in one programme, by code. `stage` and `stage_on` repeat her newest step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    referral = models.OneToOneField(
        "prevention.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="enrolment"
    )
    asked_on = models.DateField()
    stage = models.CharField(max_length=11, choices=Stage.choices)
    stage_on = models.DateField()
    made_in = EventOf(but=("stage", "stage_on"))

    class Meta:
        ordering = ("asked_on", "id")
        indexes = (models.Index(fields=["programme", "stage"], name="queue_of_a_programme"),)

    def __str__(self) -> str:
        return self.code


class EnrolmentStep(models.Model):
    """One step; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=11, choices=Stage.choices)
    on = models.DateField()
    why = models.CharField(max_length=15, choices=WhyLeft.choices, blank=True)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(stage="dropped_out") & ~Q(why="")) | (~Q(stage="dropped_out") & Q(why="")),
                name="who_drops_out_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.stage}"


class EnrolmentFollowUp(models.Model):
    """Whether it still holds twelve months after she completed it: in school, free of debt, registered. Append-only;
    "not found" is an answer, and is not a no."""

    class Kept(models.TextChoices):
        YES = "yes", _("still so")
        NO = "no", _("no longer")
        NOT_FOUND = "not_found", _("not found")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="follow_ups")
    kept = models.CharField(max_length=9, choices=Kept.choices)
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.kept}"
