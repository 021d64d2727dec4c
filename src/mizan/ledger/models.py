"""Events and duties. Both are guarded by triggers in the database (`guards`), on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import InWorld
from mizan.ledger.ids import new_id


class Event(InWorld):
    """One thing that happened: who acted, which verb, on what, with which facts. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=64, blank=True)  # user id, or the system's name
    body = models.CharField(max_length=40, blank=True, db_index=True)
    side = models.CharField(max_length=13, blank=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["target_kind", "target_id", "at"], name="event_of_target"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}:{self.target_id}"


class DutyState(models.TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("met in time")
    LATE = "late", _("met late")
    EXTENDED = "extended", _("extended")
    ESCALATED = "escalated", _("escalated")


class Duty(InWorld):
    """What a body owes by a due day. Reports, referrals, entitlements, proposals and tips all use this one table.

    An extension or an escalation closes the row and opens its successor (`follows`), so that neither can ever be
    counted as met. No row is deleted; a closed row is not changed (I-3, I-4).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40, db_index=True)
    owner = models.CharField(max_length=40, db_index=True)  # institution code
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    rung = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=9, choices=DutyState.choices, default=DutyState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)  # a code of the extension, never free text
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["subject_kind", "subject_id"], name="duty_of_subject"),)
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=models.F("opened_on")), name="duty_due_after_opening"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="duty_closed_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on} ({self.state})"
