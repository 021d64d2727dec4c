"""Campaigns: what a body of either side tells people, what it cost, whom it reached, and what they asked."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.owners import SideOwner
from mizan.prevention.models.programmes import Programme


class Channel(models.TextChoices):
    RADIO = "radio", _("radio")
    TELEVISION = "television", _("television")
    PRESS = "press", _("newspapers")
    POSTERS = "posters", _("posters and leaflets")
    MESSAGES = "messages", _("text and voice messages")
    SOCIAL_MEDIA = "social_media", _("social media")
    SCHOOLS = "schools", _("schools")
    MEETINGS = "meetings", _("meetings and theatre")
    WORSHIP = "worship", _("places of worship")
    DOORS = "doors", _("from door to door")


class Campaign(InWorld):
    """Listed by a body's own word, and never rewritten: what is learnt later are rows of their own.

    `services` and `materials` are codes of help lines and of the library, `languages` and `channels` codes too.
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    audience = Texts()
    pillar = models.ForeignKey("framework.Pillar", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="campaigns")
    channels = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    services = models.JSONField(default=list)
    materials = models.JSONField(default=list)
    places = models.ManyToManyField("places.Place", blank=True, related_name="+")
    programmes = models.ManyToManyField(Programme, blank=True, related_name="campaigns")
    starts_on = models.DateField()
    ends_on = models.DateField()
    listed_on = models.DateField()
    made_in = EventOf()

    class Meta:
        ordering = ("-starts_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="a_campaign_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def last_day(self) -> date:
        """The day on which it ended, planned or earlier."""
        end = getattr(self, "end", None)
        return min(self.ends_on, end.on) if end is not None else self.ends_on


class CampaignOwner(SideOwner):
    """A side's owner of a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="owners")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.side} {self.answer}"


class CampaignTally(models.Model):
    """How many people it reached, how that was counted, and what it cost, as of a day; unknown is empty, never 0 (I-8).
    The newest counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tallies")
    people = models.PositiveIntegerField(null=True, blank=True)
    how = Texts()
    cost = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(cost=None, currency="") | (Q(cost__isnull=False) & ~Q(currency="")),
                name="cost_of_a_campaign_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.on}"


class CampaignAsked(models.Model):
    """One thing that people asked, in the campaign's words, how often, and what was answered. A new row with the number
    of an old one takes its place; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="asked")
    number = models.PositiveSmallIntegerField()
    question = Texts()
    answer = Texts()
    times = models.PositiveIntegerField(null=True, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("number", "at", "id")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"
