"""Feedback by code: who asks is nobody's to know; what a body answers, and the marks of a panel of survivors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class About(models.TextChoices):
    PROGRAMME = "programme", _("a programme")
    SERVICE = "service", _("a service")
    CAMPAIGN = "campaign", _("a campaign")


class FeedbackKind(models.TextChoices):
    QUESTION = "question", _("I ask something")
    PRAISE = "praise", _("I praise something")
    COMPLAINT = "complaint", _("Something does not work")


class Feedback(InWorld):
    """What somebody without an account wrote about a programme, a service or a campaign.

    `locator` is a keyed hash of the code that she was given; the code is nowhere. The words are for the asked body
    alone: they may name people. Only a day is kept, no hour. Append-only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.CharField(max_length=9, choices=About.choices)
    subject = models.CharField(max_length=40)
    kind = models.CharField(max_length=9, choices=FeedbackKind.choices)
    text = models.TextField()
    language = models.CharField(max_length=3)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="feedback")
    locator = models.CharField(max_length=64, unique=True)
    received_on = models.DateField()
    due_on = models.DateField()
    made_in = EventOf()

    class Meta:
        ordering = ("received_on", "id")

    def __str__(self) -> str:
        return f"{self.about} {self.subject} on {self.received_on}"


class FeedbackAnswer(models.Model):
    """What the body answers. `asked` and `told` are for everybody: the question in the body's own words, which name
    nobody, and what it says to it; empty: nothing is published. Append-only; a later row adds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="answers")
    text = Texts()
    asked = Texts()
    told = Texts()
    said_on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.feedback_id} on {self.said_on}"


class Criterion(models.TextChoices):
    """By what a panel of survivors and community members marks."""

    CLEAR = "clear", _("People like us understand it")
    TRUE = "true", _("It is as they say")
    SAFE = "safe", _("It puts nobody in danger")
    RESPECT = "respect", _("It speaks of us with respect")


class Mark(InWorld):
    """One mark of a panel on a material or a programme, by one criterion, with the consent to show it. Never added to
    others, and no score of anybody. The newest of a panel and criterion counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.CharField(max_length=9, choices=[("material", "material"), ("programme", "programme")])
    subject = models.CharField(max_length=40)
    criterion = models.CharField(max_length=7, choices=Criterion.choices)
    says = models.CharField(max_length=6, choices=[("yes", _("yes")), ("partly", _("partly")), ("no", _("no"))])
    why = Texts()
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="marks")
    may_show = models.BooleanField()
    said_on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.body_id} on {self.subject}: {self.criterion} {self.says}"
