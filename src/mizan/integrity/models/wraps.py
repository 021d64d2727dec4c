"""Who holds a key to a report: readers now, rungs later, escrow pairs for lost keys."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mizan.institutions.rules.routing import RungKind
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id

RUNGS = [(rung.value, rung.value) for rung in RungKind]


class Wrap(models.Model):
    """The secret of one epoch for one reader. A reader who recuses himself, or is found in conflict, loses `box` for
    good; that he once read cannot be undone. `keys` empty: it is the reporter's, under her codeword's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("integrity.Report", on_delete=models.PROTECT, related_name="wraps")
    epoch = models.PositiveSmallIntegerField(default=0)
    keys = models.ForeignKey(
        "institutions.PersonKeys", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.ForeignKey(
        "institutions.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rung = models.CharField(max_length=16, choices=RUNGS, blank=True)
    why = models.CharField(max_length=40, blank=True)  # code of the routing rule
    box = models.BinaryField(null=True, editable=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("box", "until"))

    class Meta:
        indexes = (models.Index(fields=["keys", "report"], name="wraps_of_a_reader"),)
        constraints = (
            models.UniqueConstraint(
                fields=["report", "epoch", "keys", "institution"], condition=Q(until=None), name="one_wrap_per_reader"
            ),
            models.CheckConstraint(
                condition=Q(until=None, box__isnull=False) | Q(until__isnull=False, box=None),
                name="an_ended_wrap_is_empty",
            ),
        )

    def __str__(self) -> str:
        return f"wrap {self.id}"


class LaterWrap(models.Model):
    """A rung's wrap: to the clock's key and inside to a body's. `released` is what the clock left when it opened the
    outer box; the body's roster then opens the rest. `step` counts the rungs of this report outward from 1.

    For a body without computers (`keys.age`) what is inside, and so `released`, is an `.age` file of the report as it
    was then; step 0: it read from the start, or was brought in, and no clock stood before it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("integrity.Report", on_delete=models.PROTECT, related_name="later")
    epoch = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=16, choices=RUNGS)
    keys = models.ForeignKey("institutions.BodyKeys", on_delete=models.PROTECT, related_name="+")
    box = models.BinaryField(editable=False)
    released = models.BinaryField(null=True, editable=False)
    released_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)  # a conflict was found before the rung was reached
    made_in = EventOf(but=("released", "released_on", "withdrawn_on"))

    class Meta:
        ordering = ("report", "step")
        constraints = (
            models.UniqueConstraint(fields=["report", "epoch", "step", "keys"], name="one_rung_per_body"),
            models.CheckConstraint(
                condition=Q(released=None, released_on=None) | Q(released__isnull=False, released_on__isnull=False),
                name="a_released_rung_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"rung {self.step} of {self.report_id}"


class HandOver(models.Model):
    """That a carrier took a sealed copy to a body without computers (`rung.keys.age`), and that the body confirmed by
    the code inside that it opened it. A copy can be taken again: sticks get lost."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("integrity.Report", on_delete=models.PROTECT, related_name="handovers")
    rung = models.ForeignKey(LaterWrap, on_delete=models.PROTECT, related_name="handovers")
    carrier = models.ForeignKey("institutions.User", on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("confirmed_on",))

    class Meta:
        ordering = ("taken_on", "id")

    def __str__(self) -> str:
        return f"hand-over {self.id}"


class EscrowWrap(models.Model):
    """For two of the three offline keepers, named by the ids of their keys. For lost keys only, never a rung."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("integrity.Report", on_delete=models.PROTECT, related_name="escrow")
    epoch = models.PositiveSmallIntegerField(default=0)
    first = models.CharField(max_length=32)
    second = models.CharField(max_length=32)
    box = models.BinaryField(editable=False)
    made_in = EventOf()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "epoch", "first", "second"], name="one_wrap_per_pair"),
        )

    def __str__(self) -> str:
        return f"escrow of {self.report_id}"
