"""Progress: claimed by the owner, confirmed or disputed by the co-lead. A claim is not a fact (I-18)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.framework.models.evidence import Evidence
from mizan.framework.models.plans import Action, Milestone
from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class ProgressState(models.TextChoices):
    """What is known of an action's progress; no report is its own state and not zero."""

    CLAIMED = "claimed", _("claimed")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    NO_REPORT = "no_report", _("no report")


class Progress(InWorld):
    """One claim of an action's owner, with evidence. `percent` None: the owner gave no share. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="progress")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    done = models.BooleanField(default=False)
    text = Texts()
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="progress")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("institutions.User", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("action", "at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(percent=None) | Q(percent__lte=100), name="progress_at_most_100"),
        )

    def __str__(self) -> str:
        return f"claim on {self.action_id}"


class ProgressAnswer(models.Model):
    """The co-lead's answer to one claim. Append-only; the newest counts."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=9, choices=Answer.choices)
    text = Texts()
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="progress_answers")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("institutions.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.answer} {self.progress_id}"
