"""Sessions: called, opened, held or missed; their agenda, papers and who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.council.models.committees import Committee, SeatHolder, SeatSide
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Outcome(models.TextChoices):
    QUORATE = "quorate", _("quorate")
    INQUORATE = "inquorate", _("inquorate")
    MISSED = "missed", _("missed")


class Session(InWorld):
    """One meeting of a committee. `why`: called by a chair, or due by the committee's rhythm (then no side called it).

    What moves is set once, each move with its own event: the opening, and the outcome.
    """

    class Why(models.TextChoices):
        CALLED = "called", _("called by a chair")
        RHYTHM = "rhythm", _("due by the committee's rhythm")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField()
    day = models.DateField()
    venue = Texts()
    why = models.CharField(max_length=7, choices=Why.choices)
    called_by = models.ForeignKey(SeatHolder, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    called_side = models.CharField(max_length=7, choices=SeatSide.choices, blank=True)
    called_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, null=True, blank=True)  # noqa: DJ001  (unset until it is known)
    made_in = EventOf(but=("opened_on", "closed_on", "outcome", "opened_in", "closed_in"))
    opened_in = EventOf(null=True, only=("opened_on",))
    closed_in = EventOf(null=True, only=("closed_on", "outcome"))

    class Meta:
        ordering = ("-day", "-number")
        constraints = (
            models.UniqueConstraint(fields=["committee", "number"], name="a_session_has_its_own_number"),
            models.UniqueConstraint(fields=["committee"], condition=Q(outcome=None), name="one_session_at_a_time"),
            models.CheckConstraint(
                condition=Q(outcome=None, closed_on=None, closed_in=None)
                | Q(outcome__isnull=False, closed_on__isnull=False, closed_in__isnull=False),
                name="an_outcome_has_its_day_and_event",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee_id} {self.number}"

    @property
    def state(self) -> str:
        """called, open, quorate, inquorate or missed."""
        return self.outcome or ("open" if self.opened_on else "called")


class AgendaItem(models.Model):
    """One thing on the table. Drawn by the house when the session opens, or added by a member before. Append-only.

    `subject_kind` and `subject_id` say what it is about ("" where a member only has words).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="agenda")
    source = models.CharField(max_length=20)  # a code of kit.agenda, or "member"
    order = models.PositiveSmallIntegerField()
    title = Texts()
    url = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    added_by = models.ForeignKey(SeatHolder, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("session", "order", "id")

    def __str__(self) -> str:
        return f"{self.session_id} {self.order}"


class Paper(models.Model):
    """A paper before the committee: a file or an address kept as evidence. Of a sensitive one the public sees only
    that it exists, and its hash. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="papers")
    evidence = models.ForeignKey("framework.Evidence", on_delete=models.PROTECT, related_name="+")
    is_sensitive = models.BooleanField(default=False)
    laid_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"paper of {self.session_id}"


class Attendance(models.Model):
    """Who was there, said by the person or a chair, co-chair or secretary of her own side. The newest word counts.
    Append-only."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        REMOTE = "remote", _("present from afar")
        APOLOGIES = "apologies", _("sent apologies")
        LEFT = "left", _("left")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=9, choices=State.choices)
    said_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.holder_id} {self.state}"
