"""Two answers to one obligation, the state's and society's, in letter and in spirit; the desk reading beside them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.framework.models.evidence import Evidence
from mizan.framework.models.promises import Obligation
from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld, Retirable, Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Dimension(models.TextChoices):
    LETTER = "letter", _("letter")
    SPIRIT = "spirit", _("spirit")


class AnswerSide(models.TextChoices):
    STATE = "state", _("state")
    SOCIETY = "society", _("society")


class Assessment(InWorld):
    """One body's answer to one obligation in one dimension. Append-only; a new one supersedes, both stay (I-7).

    `score` None is "not known" and never counts as 0 (I-8). A side may hold several answers (a province, a body, a
    dissent); which one is its headline is its focal body's own decision (`Headline`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="assessments")
    side = models.CharField(max_length=7, choices=AnswerSide.choices)
    dimension = models.CharField(max_length=6, choices=Dimension.choices)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    text = Texts()
    is_dissent = models.BooleanField(default=False)
    author_body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assessments")
    author = models.ForeignKey("institutions.User", null=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="assessments")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    adopts = models.ForeignKey("DeskReading", null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("obligation", "side", "dimension", "at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=4), name="assessment_score_0_to_4"),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.side} {self.dimension}: {self.score}"


class Headline(InWorld):
    """The answer a side stands by for an obligation and dimension. Append-only; the newest counts; never an average."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="headlines")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="headlines")
    side = models.CharField(max_length=7, choices=AnswerSide.choices)
    dimension = models.CharField(max_length=6, choices=Dimension.choices)
    at = models.DateTimeField()
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"headline {self.obligation_id} {self.side} {self.dimension}"


class DeskReading(Sourced):
    """A reading of a law from the desk. It belongs to no side and enters no gap until a side adopts it as its own."""

    key = models.CharField(primary_key=True, max_length=80)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="desk_readings")
    law = models.ForeignKey("framework.Instrument", on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=6, choices=Dimension.choices, default=Dimension.LETTER)
    provision = Texts()
    status = models.CharField(max_length=20)  # full, partial, absent, elsewhere
    score = models.PositiveSmallIntegerField(null=True, blank=True)  # full 4, partial 2, absent 0, otherwise unknown

    class Meta:
        ordering = ("obligation", "key")

    def __str__(self) -> str:
        return self.key


class FocalBody(InWorld, Retirable):
    """The body that speaks for a side in a world: it adopts the side's headlines. Named by the pack."""

    side = models.CharField(max_length=7, choices=AnswerSide.choices)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["world", "side"], name="one_focal_body_per_side"),)

    def __str__(self) -> str:
        return f"{self.side}: {self.institution_id}"
