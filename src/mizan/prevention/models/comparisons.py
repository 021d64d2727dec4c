"""Did a programme help? Districts with it against districts without it, before and after; kept whatever came out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.programmes import Programme


class Direction(models.TextChoices):
    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


def _computed() -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True)


class Comparison(InWorld):
    """What was compared, why these districts, and what `science.comparing` said of the figures when they came in, with
    its method and seed. Append-only: it is never withdrawn; a later one may supersede it, and both are shown."""

    code = models.CharField(primary_key=True, max_length=40)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="comparisons")
    outcome = Texts()
    unit = Texts()
    direction = models.CharField(max_length=6, choices=Direction.choices)
    chosen = Texts()
    by_outcome = models.BooleanField(null=True, blank=True)  # chosen because the figure was bad there; None: not said
    start = models.PositiveSmallIntegerField()  # the first year with the programme
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=20)  # of the interval; "none": too few districts for one
    seed = models.PositiveIntegerField()
    value, low, high, p = _computed(), _computed(), _computed(), _computed()
    before = models.CharField(max_length=8)  # did both move alike before: alike, apart, unclear, unknown
    # Difference of both trends before the start, a year; empty: a single year before, or computed by an older release.
    drift, drift_low, drift_high = _computed(), _computed(), _computed()
    unfair = models.JSONField(default=list)
    points = models.JSONField(default=list)  # [year, mean with the programme, mean without]
    left_out = models.JSONField(default=list)  # districts with a missing figure
    others = models.JSONField(default=list)  # compared districts with another programme against the same ill
    n_with = models.PositiveSmallIntegerField()
    n_without = models.PositiveSmallIntegerField()
    listed_on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(method="none", p=None) | (~Q(method="none") & Q(p__isnull=False)),
                name="no_interval_no_p",
            ),
        )

    def __str__(self) -> str:
        return self.code


class ComparisonRow(models.Model):
    """One figure of one district in one year, as it came in; empty is missing, never 0. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="rows")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    is_with = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    made_in = EventOf()

    class Meta:
        ordering = ("place", "year")
        constraints = (
            models.UniqueConstraint(fields=["comparison", "place", "year"], name="figure_of_a_comparison_once"),
        )

    def __str__(self) -> str:
        return f"{self.comparison_id} {self.place_id} {self.year}"
