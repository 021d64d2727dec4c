"""Whether a body watches its own house: internal affairs, anti-corruption, and the risks it knows of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models.bodies import Institution
from mizan.institutions.rules import investigators_per_thousand
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class UnitKind(models.TextChoices):
    INTERNAL_AFFAIRS = "internal_affairs", _("Internal Affairs Division")
    ANTI_CORRUPTION = "anti_corruption", _("anti-corruption unit")


class UnitState(models.TextChoices):
    """How far a unit exists. Unknown is its own answer, never "absent" (I-8)."""

    ABSENT = "absent", _("absent")
    MANDATED = "mandated", _("mandated")
    STAFFED = "staffed", _("staffed")
    OPERATIONAL = "operational", _("operational")
    UNKNOWN = "unknown", _("not known")


class UnitStatus(Sourced):
    """What one source says, at one date, of one body's unit. Append-only: a newer statement supersedes, both stay.

    The strength profile is whatever of it the source gives; None or empty is unknown.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="unit_statuses")
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    state = models.CharField(max_length=11, choices=UnitState.choices)
    unit = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    author_body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reporting_line = Texts()
    head_tenure_months = models.PositiveSmallIntegerField(null=True, blank=True)
    budget = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    investigators = models.PositiveIntegerField(null=True, blank=True)
    agency_staff = models.PositiveIntegerField(null=True, blank=True)
    powers = models.JSONField(default=list, blank=True)  # codes: suspend, compel, search, own_motion, refer
    caseload = models.PositiveIntegerField(null=True, blank=True)
    pack_key = models.CharField(max_length=120, blank=True)
    made_in = EventOf(but=("retired_at",))

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=["institution", "kind", "recorded_at"], name="unit_status_newest"),)

    def __str__(self) -> str:
        return f"{self.institution_id} {self.kind}: {self.state}"

    @property
    def per_thousand(self) -> float | None:
        return investigators_per_thousand(self.investigators, self.agency_staff)


class CorruptionRisk(Sourced):
    """One line of a body's corruption-risk register: process, weakness, control, who owns it, when it was tested."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="corruption_risks")
    process = Texts()
    weakness = Texts()
    control = Texts()
    owner = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tested_on = models.DateField(null=True, blank=True)
    test_due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("institution", "id")

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.process.get('en', '')}"
