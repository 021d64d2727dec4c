"""Evidence: a file or an address, its hash, when it was captured, when it goes stale, who of the other side checked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.clock import now
from mizan.kit.facts import InWorld
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Evidence(InWorld):
    class Kind(models.TextChoices):
        LAW = "law", _("law or rule")
        DECISION = "decision", _("decision or order")
        STATISTIC = "statistic", _("statistic")
        REPORT = "report", _("report")
        PHOTO = "photo", _("photograph")
        TESTIMONY = "testimony", _("statement of an organisation")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    title = Texts()
    url = models.URLField(max_length=500, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_path = models.CharField(max_length=200, blank=True)  # below MIZAN_VAR/evidence, named by hash
    sha256 = models.CharField(max_length=64, blank=True)
    captured_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    author_body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("captured_on", "id")
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_stale(self) -> bool:
        """Past the day until which it could be relied on."""
        return self.expires_on is not None and self.expires_on < now().date()


class EvidenceCheck(models.Model):
    """The other side's word on one piece of evidence. Append-only."""

    class Finding(models.TextChoices):
        HOLDS = "holds", _("checked: it holds")
        DOUBTED = "doubted", _("checked: doubted")
        UNREACHABLE = "unreachable", _("could not be reached")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="checks")
    finding = models.CharField(max_length=11, choices=Finding.choices)
    at = models.DateTimeField()
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.finding}"
