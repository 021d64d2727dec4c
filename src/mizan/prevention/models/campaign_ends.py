"""What becomes of a campaign that was wrong or called off: words of its own beside it, for a campaign is never
rewritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.campaigns import Campaign


class CampaignEnd(models.Model):
    """An owner ended it before its last day, or took it back, and said why. Once and for all; append-only."""

    class How(models.TextChoices):
        ENDED = "ended", _("ended before its last day")
        TAKEN_BACK = "taken_back", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="end")
    how = models.CharField(max_length=10, choices=How.choices)
    on = models.DateField()
    why = Texts()
    at = models.DateTimeField()
    made_in = EventOf()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.how}"


class CampaignCorrection(models.Model):
    """A later listing took the place of an old one, and why. Both stay shown, only the later counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    old = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="correction")
    new = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="corrects")
    why = Texts()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(old=models.F("new")), name="a_campaign_corrects_another"),)

    def __str__(self) -> str:
        return f"{self.old_id} {self.new_id}"
