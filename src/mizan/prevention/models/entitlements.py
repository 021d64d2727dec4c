"""Entitlements: what somebody is owed by a day. The clock is public in the log's totals, the person never is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Institution
from mizan.kit.facts import InWorld, Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.people import Someone
from mizan.prevention.models.programmes import Programme


class EntitlementKind(Sourced):
    """What can be owed (compensation, a birth certificate, a school place), and by when: `days` from the day on which
    it was awarded or asked for. Data of a pack, with the law or practice that says so."""

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    pillar = models.ForeignKey("framework.Pillar", on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    is_money = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class EntitlementStart(InWorld):
    """A body's word that it keeps the clock of a kind from a day on, or no longer does. Without it nothing runs against
    a body. The newest word counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="entitlement_starts")
    kind = models.ForeignKey(EntitlementKind, on_delete=models.PROTECT, related_name="starts")
    keeps = models.BooleanField()
    since = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.body_id}: {self.kind_id} from {self.since}"


class Entitlement(Someone, InWorld):
    """What one person, under a code, is owed by a body. `asker` wrote it down. `stage` and `stage_on` repeat the newest
    step."""

    class Stage(models.TextChoices):
        OWED = "owed", _("owed")
        DELIVERED = "delivered", _("delivered")
        WITHDRAWN = "withdrawn", _("withdrawn by the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    kind = models.ForeignKey(EntitlementKind, on_delete=models.PROTECT, related_name="entitlements")
    owed_by = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="entitlements")
    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="entitlements"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    awarded_on = models.DateField()
    due_on = models.DateField()
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.OWED)
    stage_on = models.DateField()
    made_in = EventOf(but=("stage", "stage_on"))

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["owed_by", "stage"], name="owed_by_a_body"),)

    def __str__(self) -> str:
        return self.code


class EntitlementStep(models.Model):
    """Delivered (wholly or, of money, a part), withdrawn by the person, or what her helper says of a delivery that the
    owing body claims. There is no extension. Append-only."""

    class What(models.TextChoices):
        PART = "part", _("paid in part")
        DELIVERED = "delivered", _("delivered")
        WITHDRAWN = "withdrawn", _("withdrawn by the person")
        CONFIRMED = "confirmed", _("arrived, says who wrote it down")
        DISPUTED = "disputed", _("did not arrive, says who wrote it down")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=9, choices=What.choices)
    on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.what}"
