"""Counts of people that the public sees: frozen once a quarter, from 10 up, rounded to 5 (I-14)."""

from __future__ import annotations

from django.db import models

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class FrozenCount(InWorld):
    """One public figure of one quarter. `value` empty: some, but fewer than may be shown; 0 is a true nought of a list
    that exists. `split` parts a whole ("sex:female", "band:14-17") or is empty. Append-only: a number never changes
    silently."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    quarter = models.CharField(max_length=7)  # "2026-Q3"
    subject = models.CharField(max_length=60)  # code of a programme, or "kind:" and the code of an entitlement kind
    measure = models.CharField(max_length=20)
    split = models.CharField(max_length=12, blank=True)
    value = models.PositiveIntegerField(null=True, blank=True)
    reported_by = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # a provider that keeps its queue elsewhere; empty: counted here
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("quarter", "subject", "measure", "split")
        constraints = (
            models.UniqueConstraint(fields=["world", "quarter", "subject", "measure", "split"], name="frozen_once"),
        )

    def __str__(self) -> str:
        return f"{self.quarter} {self.subject} {self.measure} {self.split}"
