"""What this room knows of a person: sex, age band, district, and a code. Identity stays with the provider."""

from __future__ import annotations

from secrets import choice

from django.db import models
from django.utils.translation import gettext_lazy as _

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read for another one


class Sex(models.TextChoices):
    FEMALE = "female", _("girl or woman")
    MALE = "male", _("boy or man")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("not known")


class AgeBand(models.TextChoices):
    UNDER_5 = "0-4", _("under 5 years")
    CHILD = "5-9", _("5 to 9 years")
    YOUNG = "10-13", _("10 to 13 years")
    TEEN = "14-17", _("14 to 17 years")
    ADULT = "18-29", _("18 to 29 years")
    MIDDLE = "30-59", _("30 to 59 years")
    OLD = "60+", _("60 years and more")
    UNKNOWN = "unknown", _("not known")


def new_code(letter: str) -> str:
    """A code safe to say aloud, drawn and never counted up: "E-7KQ2-M9TX" (40 bits). It tells nothing of a person."""
    drawn = "".join(choice(LETTERS) for _each in range(8))
    return f"{letter}-{drawn[:4]}-{drawn[4:]}"


class Someone(models.Model):
    """A person as far as this room knows her."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=7, choices=Sex.choices)
    band = models.CharField(max_length=7, choices=AgeBand.choices)

    class Meta:
        abstract = True
