"""Who answers for what a body listed: its own side's owner at once, the other side's when it says yes itself (I-18)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id

SIDES = [("state", _("state")), ("society", _("society"))]
ANSWERS = [("suggested", _("suggested")), ("accepted", _("accepted")), ("declined", _("declined"))]


class SideOwner(models.Model):
    """A side's owner. The newest row of a side counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    side = models.CharField(max_length=7, choices=SIDES)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=9, choices=ANSWERS)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        abstract = True
        ordering = ("at", "id")
