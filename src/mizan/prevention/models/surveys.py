"""Surveys of knowledge before and after a campaign. The file's rows are read, estimated from and forgotten: what stays
is the design, the estimates and the file's hash, so that whoever holds the file can show that it is the one."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.campaigns import Campaign


class Wave(models.TextChoices):
    BEFORE = "before", _("before the campaign")
    AFTER = "after", _("after it began")


class Method(models.TextChoices):
    SIMPLE = "simple", _("persons drawn one by one")
    STRATIFIED = "stratified", _("persons drawn in each stratum")
    CLUSTERED = "clustered", _("clusters drawn, then persons in them")
    STRATIFIED_CLUSTERS = "stratified_clusters", _("clusters drawn in each stratum, then persons in them")


class KnowledgeQuestion(models.Model):
    """What is asked in both waves, under a code that heads its column. Append-only."""

    class Kind(models.TextChoices):
        SHARE = "share", _("yes or no")
        MEAN = "mean", _("a number")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=20)
    text = Texts()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["campaign", "code"], name="question_of_a_campaign_once"),)

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.code}"


class KnowledgeSurvey(models.Model):
    """One wave as it was drawn. The newest of a wave counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="surveys")
    wave = models.CharField(max_length=6, choices=Wave.choices)
    method = models.CharField(max_length=19, choices=Method.choices)
    population = Texts()
    drawn = Texts()
    first_day = models.DateField()
    last_day = models.DateField()
    respondents = models.PositiveIntegerField()
    clusters = models.PositiveIntegerField()
    strata = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.wave} {self.at:%Y-%m-%d}"


def _estimated(**kwargs: object) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(max_digits=20, decimal_places=8, null=True, blank=True, **kwargs)  # type: ignore[arg-type]


class KnowledgeEstimate(models.Model):
    """What one wave says of one question. `silence`: codes of `science.surveys`, why there is no interval."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(KnowledgeSurvey, on_delete=models.PROTECT, related_name="estimates")
    question = models.ForeignKey(KnowledgeQuestion, on_delete=models.PROTECT, related_name="estimates")
    value, se, low, high, effect = _estimated(), _estimated(), _estimated(), _estimated(), _estimated()
    df = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    silence = models.JSONField(default=list)
    made_in = EventOf()

    class Meta:
        ordering = ("question__code",)
        constraints = (models.UniqueConstraint(fields=["survey", "question"], name="estimate_of_a_survey_once"),)

    def __str__(self) -> str:
        return f"{self.survey_id} {self.question_id}"


class KnowledgeChange(models.Model):
    """After minus before, made with whichever of the two waves came last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    before = models.ForeignKey(KnowledgeEstimate, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(KnowledgeEstimate, on_delete=models.PROTECT, related_name="+")
    value, se, low, high, df = _estimated(), _estimated(), _estimated(), _estimated(), _estimated()
    silence = models.JSONField(default=list)
    made_in = EventOf()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["before", "after"], name="change_between_two_estimates_once"),)

    def __str__(self) -> str:
        return f"{self.before_id} {self.after_id}"

    @property
    def points(self) -> list[Decimal | None]:
        """Value, low and high of a share in points of per cent."""
        return [None if part is None else part * 100 for part in (self.value, self.low, self.high)]
