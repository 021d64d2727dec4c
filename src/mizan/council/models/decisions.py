"""Motions, votes and decisions: each with an owner and a day, none "noted"."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.council.models.committees import SeatHolder
from mizan.council.models.sessions import AgendaItem, Session
from mizan.institutions.models import Institution
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Becomes(models.TextChoices):
    """What a carried motion becomes. There is no other thing: nothing is noted."""

    ACTION = "action", _("a new action")
    CHANGE = "change", _("a change of an action")
    REPLY = "reply", _("a reply to a proposal")
    ASSESSMENT = "assessment", _("an answer to an obligation by both sides")
    PROPOSAL = "proposal", _("a proposal to a body")


class Motion(models.Model):
    """What is put to the vote. `owner` (state), `co_owner` (society) and `due_on` are never empty. Append-only.

    `terms` holds what the outcome needs beside them, by kind: action {pillar, level, mode, obligations, plans, places};
    change {action}; reply {proposal, answer}; assessment {obligation, dimension, score, period}; proposal {kind, to,
    reason, action, pillar, unit, indicator}. Codes only, but for the reason, which is in the languages of its writer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="motions")
    becomes = models.CharField(max_length=10, choices=Becomes.choices)
    text = Texts()
    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    co_owner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    terms = models.JSONField(default=dict)
    moved_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("session", "number")
        constraints = (models.UniqueConstraint(fields=["session", "number"], name="a_motion_has_its_own_number"),)

    def __str__(self) -> str:
        return f"{self.session_id} motion {self.number}"

    @property
    def table_id(self) -> str:
        """The id of its table of votes on the session's page."""
        return f"votes-{self.number}"


class Vote(models.Model):
    """One seat's voice on one motion, with a dissent in words where it has one. Cast once. Append-only."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstains")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=7, choices=Choice.choices)
    dissent = Texts()
    said_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=["motion", "holder"], name="a_seat_votes_once"),)

    def __str__(self) -> str:
        return f"{self.holder_id} {self.choice}"


class Decision(models.Model):
    """The end of a motion: carried or lost, with the count of each side. A carried one names what it became
    (`result_kind`, `result_id`). Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="decision")
    carried = models.BooleanField()
    state_for = models.PositiveSmallIntegerField()
    state_against = models.PositiveSmallIntegerField()
    society_for = models.PositiveSmallIntegerField()
    society_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    result_kind = models.CharField(max_length=60, blank=True)
    result_id = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(carried=False, result_id="") | (Q(carried=True) & ~Q(result_id="")),
                name="what_is_carried_becomes_something",
            ),
        )

    def __str__(self) -> str:
        return f"decision of {self.motion_id}"


class Minutes(models.Model):
    """The minutes of a session, in every language of the house. A new text is a new row; signatures stay with the text
    that was signed. `sha256` is of the canonical JSON of `text`. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    text = Texts()
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("session", "number")
        verbose_name_plural = "minutes"
        constraints = (models.UniqueConstraint(fields=["session", "number"], name="minutes_are_numbered"),)

    def __str__(self) -> str:
        return f"minutes {self.number} of {self.session_id}"


class MinutesSignature(models.Model):
    """The chair's or co-chair's name under one text of the minutes. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=["minutes", "holder"], name="minutes_are_signed_once"),)

    def __str__(self) -> str:
        return f"{self.holder_id} under {self.minutes_id}"
