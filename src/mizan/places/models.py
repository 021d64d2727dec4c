"""Places as the pack gives them: no level is invented, an unknown population stays unknown."""

from __future__ import annotations

from django.db import models

from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts


class PlaceLevel(models.Model):
    """One level of the pack's geography, outermost first (for Pakistan: province, district)."""

    slug = models.SlugField(primary_key=True)
    depth = models.PositiveSmallIntegerField(unique=True)
    name = Texts()
    plural = Texts()
    pack = models.CharField(max_length=40)

    class Meta:
        ordering = ("depth",)

    def __str__(self) -> str:
        return self.slug


class Place(Sourced):
    """One area. `code` is its p-code; `column`/`row` its cell in the tile grid; people unknown = None."""

    code = models.CharField(primary_key=True, max_length=20)
    name = Texts()
    level = models.ForeignKey(PlaceLevel, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    population = models.PositiveBigIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    column = models.PositiveSmallIntegerField(null=True, blank=True)
    row = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("level__depth", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.name.get('en', '')}"


class Boundary(models.Model):
    """The outlines of one level: a replaceable pack file, with the disclaimer that every map must carry."""

    level = models.OneToOneField(PlaceLevel, primary_key=True, on_delete=models.CASCADE, related_name="boundary")
    topology = models.TextField()
    object_name = models.CharField(max_length=40)
    source = models.TextField()
    disclaimer = Texts()
    pack = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"outlines of {self.level_id}"
