"""What every row about the world carries: where it comes from, how good the source is, and which world it is in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.kit.texts import Texts


class World(models.TextChoices):
    """Every row is real or exercise; no figure adds the two (DESIGN section 6)."""

    REAL = "real", _("real")
    EXERCISE = "exercise", _("exercise")


class Grade(models.TextChoices):
    """How good the source is. Shown in words, never as a tick (I-18)."""

    PRIMARY = "primary", _("primary source")
    SECONDARY = "secondary", _("secondary source")
    NEWS = "news", _("news report")
    UNATTRIBUTED = "unattributed", _("no attribution")


class InWorld(models.Model):
    world = models.CharField(max_length=8, choices=World.choices, default=World.REAL, db_index=True)

    class Meta:
        abstract = True


class Retirable(models.Model):
    """A row that a pack may take back: marked, kept, no longer counted or offered."""

    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Sourced(InWorld, Retirable):
    """A row with a source. `pack` is empty for rows that people added; pack rows are read-only in the desk."""

    source = models.TextField(blank=True)
    as_of = models.CharField(max_length=10, blank=True)  # ISO day, month or year, as exact as the source is
    grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    note = Texts()
    pack = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        abstract = True

    @property
    def is_pack_row(self) -> bool:
        return bool(self.pack)
