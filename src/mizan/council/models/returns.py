"""Returns: the forms of a pack, who joined, and what each body said in every revision. What was said stays."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.council.rules import returns as rules
from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld, Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class ReturnStage(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    QUERIED = "queried", _("queried")
    APPROVED = "approved", _("approved")


class ReturnForm(Sourced):
    """What a pack asks of bodies of some kinds, for every month, quarter or year.

    `figures`: [{code, name, group, unit, whole, by, indicator, question}], texts by language; `limits`: [{figure, most,
    must, reason}]. Bodies of both worlds file by the same forms.
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    sides = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    every = models.CharField(max_length=11)  # a clocks.PeriodKind
    days = models.PositiveSmallIntegerField()  # working days after the period's last
    version = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField(default=list)
    limits = models.JSONField(default=list)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def asked(self) -> rules.Form:
        """The form as the rules know it."""
        figures = tuple(rules.Figure(one["code"], one["whole"], one["by"]) for one in self.figures)
        limits = tuple(rules.Limit(one["figure"], one["most"], one["must"]) for one in self.limits)
        return rules.Form(figures, limits)


class ReturnStart(InWorld):
    """A body's word that it files by a form from a day on, or no longer does. The newest word counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="return_starts")
    form = models.ForeignKey(ReturnForm, on_delete=models.PROTECT, related_name="starts")
    files = models.BooleanField()
    since = models.DateField()
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.body_id}: {self.form_id} from {self.since}"


class Return(InWorld):
    """One body's return of one form for one period. What it says stands in its revisions; `stage`, `revision` and the
    two days repeat where the newest of them stand, so that a country's grid is one query."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="returns")
    form = models.ForeignKey(ReturnForm, on_delete=models.PROTECT, related_name="returns")
    period = models.CharField(max_length=21)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=9, choices=ReturnStage.choices, default=ReturnStage.DRAFT)
    revision = models.PositiveSmallIntegerField(default=0)
    submitted_on = models.DateField(null=True, blank=True)  # the first time
    approved_on = models.DateField(null=True, blank=True)  # the newest time
    made_in = EventOf(but=("stage", "revision", "submitted_on", "approved_on"))

    class Meta:
        ordering = ("form", "body", "first")
        constraints = (models.UniqueConstraint(fields=["body", "form", "period"], name="one_return_a_period"),)
        indexes = (models.Index(fields=["form", "world", "first"], name="returns_of_a_grid"),)

    def __str__(self) -> str:
        return f"{self.form_id} of {self.body_id} for {self.period}"


class ReturnRevision(models.Model):
    """What a body says, once: `figures` {code: whole number, or null for "not known"}; a code that is missing was not
    reported. Drafts are its own; what is submitted everybody at the desk may read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    submitted = models.BooleanField()
    figures = models.JSONField(default=dict)
    note = Texts()
    form_version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey("institutions.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("of", "number")
        constraints = (models.UniqueConstraint(fields=["of", "number"], name="a_revision_has_its_own_number"),)

    def __str__(self) -> str:
        return f"{self.of_id}, revision {self.number}"


class ReturnQuery(models.Model):
    """A question about a figure ("" = about the whole return). The next submitted revision answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.ForeignKey(ReturnRevision, on_delete=models.PROTECT, related_name="queries")
    figure = models.CharField(max_length=40, blank=True)
    text = Texts()
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.body_id} asks about {self.figure or 'all'}"


class ReturnApproval(models.Model):
    """The author body's word that a revision is its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.OneToOneField(ReturnRevision, on_delete=models.PROTECT, related_name="approval")
    person = models.ForeignKey("institutions.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    def __str__(self) -> str:
        return f"{self.revision_id} approved"


class ReturnDuty(InWorld):
    """Who in a body is told of its returns, and who stands in for her. The newest word counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="return_duties")
    person = models.ForeignKey("institutions.User", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("institutions.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.body_id}: {self.person_id}"


class ReturnReminder(InWorld):
    """A body was reminded on a day of so many returns. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    coming = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    made_in = EventOf()

    class Meta:
        ordering = ("day", "body")
        constraints = (models.UniqueConstraint(fields=["body", "day"], name="one_reminder_a_day"),)

    def __str__(self) -> str:
        return f"{self.body_id} on {self.day}"
