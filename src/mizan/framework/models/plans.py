"""The promise: plans at five levels, their objectives and actions, who leads, and who only was suggested."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mizan.framework.models.promises import Instrument, Obligation, Pillar
from mizan.institutions.models import Institution, Level
from mizan.kit.facts import Retirable, Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Plan(Sourced):
    """A plan, or a labelled collection of actions that no plan adopted (`is_collection`)."""

    code = models.CharField(primary_key=True, max_length=40)
    title = Texts()
    level = models.CharField(max_length=13, choices=Level.choices)
    instrument = models.ForeignKey(Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=10, blank=True)  # current, expired, draft, collection
    is_collection = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Objective(Retirable):
    code = models.CharField(primary_key=True, max_length=60)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    title = Texts()
    order = models.PositiveSmallIntegerField(default=0)
    pack = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("plan", "order")

    def __str__(self) -> str:
        return self.code


class Mode(models.TextChoices):
    PROACTIVE = "proactive", _("proactive")
    REACTIVE = "reactive", _("reactive")


class Standing(models.TextChoices):
    """Only adopted and directed actions are promises and can be late; the rest are asked and unanswered."""

    ADOPTED = "adopted", _("adopted")
    DIRECTED = "directed", _("directed")
    RECOMMENDED = "recommended", _("recommended")
    PROPOSED = "proposed", _("proposed")


PROMISES = (Standing.ADOPTED, Standing.DIRECTED)


class Action(Sourced):
    """One thing to be done. It can serve plans at several levels at once; without a date it says so (`due` None)."""

    code = models.CharField(primary_key=True, max_length=40)
    title = Texts()
    description = Texts()
    basis = Texts()
    level = models.CharField(max_length=13, choices=Level.choices)
    mode = models.CharField(max_length=9, choices=Mode.choices)
    standing = models.CharField(max_length=11, choices=Standing.choices)
    standing_reason = Texts()
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="actions")
    pillar_was = models.CharField(max_length=40, blank=True)
    pillar_reason = Texts()
    plans = models.ManyToManyField(Plan, related_name="actions")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    obligations = models.ManyToManyField(Obligation, related_name="actions")
    places = models.ManyToManyField("places.Place", blank=True, related_name="actions")
    budget = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    industry = models.CharField(max_length=40, blank=True)  # whose employers may not co-lead it
    author_body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def is_promise(self) -> bool:
        return self.standing in PROMISES


class LeadPart(models.TextChoices):
    LEAD = "lead", _("state lead")
    JOINT_LEAD = "joint_lead", _("joint lead")
    CO_LEAD = "co_lead", _("society co-lead")
    SUPPORT = "support", _("supporter")


class ActionLead(models.Model):
    """A body named for an action. It is suggested until it accepts, or a source says it did (`accepted_source`)."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="leads")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="leads")
    part = models.CharField(max_length=10, choices=LeadPart.choices)
    order = models.PositiveSmallIntegerField(default=0)
    accepted_source = models.TextField(blank=True)
    pack = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("action", "part", "order")
        constraints = (
            models.UniqueConstraint(fields=["action", "institution"], name="a_body_has_one_part_in_an_action"),
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(part="lead"), name="an_action_has_one_state_lead"
            ),
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(part="co_lead"), name="an_action_has_one_co_lead"
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution_id} {self.part} of {self.action_id}"


class LeadAnswer(models.Model):
    """The named body's own word on its part: accepted or declined. Append-only; the newest counts."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(ActionLead, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reason = Texts()
    at = models.DateTimeField()
    author = models.ForeignKey("institutions.User", null=True, on_delete=models.PROTECT, related_name="+")
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.lead_id} {self.answer}"


class Milestone(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = Texts()
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    pack = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return f"milestone of {self.action_id}"
