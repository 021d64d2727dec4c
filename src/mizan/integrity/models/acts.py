"""What officers did with a report. Each act is signed with its officer's own key; its text, if any, is sealed."""

from __future__ import annotations

from django.db import models

from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class OfficerAct(models.Model):
    """One act: opened, acknowledged, decided, fed back, extended, recused, found, referred ... (`rules.acts`).

    `signature` is Ed25519 over the act's canonical bytes, which the leaf's payload commits to through this row: a
    closing that cannot be opened to a valid signature is a proven false closing. `code` is the outcome where the act
    has one (a finding, a triage decision); `sealed` the reasons, sealed to the report as a note or to the reporter.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("integrity.Report", on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    code = models.CharField(max_length=40, blank=True)
    keys = models.ForeignKey("institutions.PersonKeys", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey("ledger.Duty", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    signature = models.BinaryField(max_length=64, editable=False)
    epoch = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField(default=b"", editable=False)
    made_in = EventOf()

    class Meta:
        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="acts_are_counted"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.id}"
