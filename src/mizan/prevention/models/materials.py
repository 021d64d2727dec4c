"""The library: what is read, printed or heard, each version in one language, and who answers for its wording."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class MaterialKind(models.TextChoices):
    RIGHTS = "rights", _("know your rights")
    LEAFLET = "leaflet", _("leaflet")
    POSTER = "poster", _("poster")
    RECORDING = "recording", _("recording")
    OTHER = "other", _("other")


class Material(Sourced):
    """One thing of the library; what it says stands in its versions. A row without a body is of a pack."""

    code = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=9, choices=MaterialKind.choices)
    name = Texts()
    about = Texts()
    body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="materials")
    rank = models.PositiveSmallIntegerField(default=0)
    made_in = EventOf(null=True, but=("retired_at",))

    class Meta:
        ordering = ("rank", "code")
        constraints = (
            models.CheckConstraint(
                condition=(Q(pack="") & Q(made_in__isnull=False)) | (~Q(pack="") & Q(made_in=None)),
                name="a_material_of_people_has_its_event",
            ),
        )

    def __str__(self) -> str:
        return self.code


class MaterialVersion(models.Model):
    """What a material says in one language since a version: words (`law`: [{text, instrument, provision}], `steps`:
    [text]) or a file under its hash. A new wording is a new row; append-only.

    `reviewer` answers for the wording on safety and rights; empty: nobody does yet, and the page says so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=3)
    number = models.PositiveSmallIntegerField()
    law = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    file_name = models.CharField(max_length=120, blank=True)
    media = models.CharField(max_length=4, blank=True)  # pdf, png, jpeg, mp3, ogg
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)  # of the file, or of the words
    licence = models.CharField(max_length=80)
    reviewer = models.CharField(max_length=160, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    made_in = EventOf(null=True)

    class Meta:
        ordering = ("material", "language", "number")
        constraints = (
            models.UniqueConstraint(fields=["material", "language", "number"], name="a_version_has_its_own_number"),
            models.CheckConstraint(
                condition=(Q(reviewer="") & Q(reviewed_on=None)) | (~Q(reviewer="") & Q(reviewed_on__isnull=False)),
                name="a_review_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.material_id} {self.language} {self.number}"

    @property
    def is_recording(self) -> bool:
        return self.media in {"mp3", "ogg"}
