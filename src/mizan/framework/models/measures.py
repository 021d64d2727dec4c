"""Indicators and their readings, each with the rule by which it was counted. Unlike counts are never added."""

from __future__ import annotations

from django.db import models

from mizan.framework.models.promises import Obligation, Pillar
from mizan.institutions.models import Institution
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf


class Indicator(Sourced):
    code = models.CharField(primary_key=True, max_length=60)
    name = Texts()
    definition = Texts()
    unit = models.CharField(max_length=40)
    unit_name = Texts()
    counting_rule = models.CharField(max_length=60, blank=True)
    definition_version = models.PositiveSmallIntegerField(default=1)
    value_type = models.CharField(max_length=10, default="number")  # number, text, tier, percent
    measure = models.CharField(max_length=10, default="flow")  # flow, stock, share, estimate, rating, statement
    direction = models.CharField(max_length=8, blank=True)  # higher, lower: which way is better; empty: neither
    pillar = models.ForeignKey(Pillar, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    obligations = models.ManyToManyField(Obligation, blank=True, related_name="indicators")
    cascade = models.CharField(max_length=10, blank=True)  # a stage of the complicity cascade, or "beside"; see packs
    cascade_part = models.BooleanField(default=False)  # counts only some of what reached the stage
    cascade_reason = Texts()
    computed_by = models.CharField(max_length=60, blank=True)  # name in the registry; empty: entered by hand

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Reading(Sourced):
    """One value of an indicator as one source gave it. Append-only; a correction is a new reading that supersedes."""

    code = models.CharField(primary_key=True, max_length=80)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_text = Texts()
    period = models.CharField(max_length=60)  # or the name of the survey, where a source gives no more
    scope = Texts()
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="readings")
    counting_rule = models.CharField(max_length=60, blank=True)
    definition_version = models.PositiveSmallIntegerField(default=1)
    event = models.CharField(max_length=60, blank=True)  # readings of one event are never added
    reported_by = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=13, blank=True)
    author_body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    recorded_at = models.DateTimeField()
    verified = models.BooleanField(default=False)
    made_in = EventOf(but=("retired_at",))

    class Meta:
        ordering = ("indicator", "period", "code")
        indexes = (models.Index(fields=["indicator", "place"], name="reading_by_place"),)

    def __str__(self) -> str:
        return self.code


class Target(Sourced):
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    due = models.CharField(max_length=10)
    author_body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("indicator", "due")

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value} by {self.due}"
