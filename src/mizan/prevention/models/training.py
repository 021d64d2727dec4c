"""Training of officials and of NGO staff: it counts by what people can do six months later, not by who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Trained(models.TextChoices):
    POLICE = "police", _("police and investigators")
    BORDER = "border", _("border and immigration staff")
    PROSECUTORS = "prosecutors", _("prosecutors")
    JUDGES = "judges", _("judges")
    LABOUR = "labour", _("labour inspectors")
    TEACHERS = "teachers", _("teachers")
    HEALTH = "health", _("health workers")
    SOCIAL = "social", _("social and child-protection workers")
    NGO = "ngo", _("staff of civil society")
    OFFICIALS = "officials", _("other officials")


class Training(InWorld):
    """Listed by the body that gave it. `trained` empty: not known. Append-only."""

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    pillar = models.ForeignKey("framework.Pillar", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=11, choices=Trained.choices)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="trainings")
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    trained = models.PositiveIntegerField(null=True, blank=True)
    listed_on = models.DateField()
    made_in = EventOf()

    class Meta:
        ordering = ("-ends_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="a_training_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.code


class TrainingResult(models.Model):
    """How many were assessed six months later, how, and how many of them can do it. The newest counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="results")
    assessed = models.PositiveIntegerField()
    able = models.PositiveIntegerField()
    how = Texts()
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.CheckConstraint(condition=Q(able__lte=models.F("assessed")), name="able_are_assessed"),)

    def __str__(self) -> str:
        return f"{self.training_id} {self.on}"
