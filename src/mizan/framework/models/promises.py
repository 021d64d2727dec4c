"""The letter: instruments, their obligations, and the nine pillars under which everything is weighed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Level
from mizan.kit.facts import Retirable, Sourced
from mizan.kit.texts import Texts


class PillarRows(models.QuerySet["Pillar"]):
    def weighing(self) -> PillarRows:
        """Pillars of the pack, and one that left it for as long as something counted still lies on it."""
        carried = Q(obligations__retired_at=None, obligations__isnull=False) | Q(
            actions__retired_at=None, actions__isnull=False
        )
        return self.filter(Q(retired_at=None) | carried).distinct()

    def former(self, code: str) -> Pillar | None:
        """The pillar a recoded row had before (its `pillar_was`); None for one that kept its own."""
        return self.filter(pk=code).first() if code else None


class Pillar(Retirable):
    """One of the nine. `pan` is society's five or enforcement's four; the number of each is the pack's."""

    class Pan(models.TextChoices):
        SOCIETY = "society", _("society")
        ENFORCEMENT = "enforcement", _("enforcement")

    code = models.SlugField(primary_key=True)
    name = Texts()
    meaning = Texts()
    pan = models.CharField(max_length=11, choices=Pan.choices)
    order = models.PositiveSmallIntegerField(unique=True)
    pack = models.CharField(max_length=40)
    objects = PillarRows.as_manager()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.code


class Cluster(Sourced):
    """A cluster of the UNTOC review, keyed by slug because the order of two of them is not confirmed."""

    slug = models.SlugField(primary_key=True)
    name = Texts()
    articles = models.JSONField(default=dict)
    articles_basis = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.slug


class Instrument(Sourced):
    """A treaty, law, plan, process or statement."""

    code = models.CharField(primary_key=True, max_length=40)
    title = Texts()
    level = models.CharField(max_length=13, choices=Level.choices)
    kind = models.CharField(max_length=20)
    adopted = models.CharField(max_length=10, blank=True)
    in_force = models.CharField(max_length=10, blank=True)
    status = Texts()  # what the country's standing toward it is
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Strength(models.TextChoices):
    MANDATORY = "mandatory", _("mandatory")
    CONSIDER = "consider", _("to be considered")
    OPTIONAL = "optional", _("optional")


class Obligation(Sourced):
    """One provision of an instrument. `text_basis` says whether the paraphrase was held against the treaty text."""

    code = models.CharField(primary_key=True, max_length=40)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="obligations")
    article = models.CharField(max_length=20)
    paragraph = models.CharField(max_length=20, blank=True)
    order = models.PositiveIntegerField(default=0)
    title = Texts()
    summary = Texts()
    wording = models.CharField(max_length=20)
    strength = models.CharField(max_length=9, choices=Strength.choices)
    cluster = models.ForeignKey(Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="obligations")
    also_pillars = models.ManyToManyField(Pillar, blank=True, related_name="also_obligations")
    pillar_was = models.CharField(max_length=40, blank=True)
    pillar_reason = Texts()
    text_basis = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("instrument", "order", "code")

    def __str__(self) -> str:
        return self.code


class Question(Sourced):
    """One question of the review, put to the state, with its counterpart for society. It feeds both answers."""

    code = models.CharField(primary_key=True, max_length=40)
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="questions")
    obligations = models.ManyToManyField(Obligation, related_name="questions")
    state_question = Texts()
    society_prompt = Texts()
    answer_type = models.CharField(max_length=20)
    verified = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
