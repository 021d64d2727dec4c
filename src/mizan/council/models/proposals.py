"""Proposals of either side, their delivery, and every answer to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.council.models.committees import Committee
from mizan.council.models.decisions import Motion
from mizan.institutions.models import Institution, UnitKind
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class ProposalKind(models.TextChoices):
    ACTION = "action", _("an action")
    UNIT = "unit", _("a unit")
    LAW = "law", _("a change of law")
    FIGURE = "figure", _("a correction of a figure")


class ProposedSide(models.TextChoices):
    """Whose side made it: a body's, or both, where a committee carried it."""

    STATE = "state", _("state")
    SOCIETY = "society", _("society")
    BOTH = "both", _("both sides together")


class Proposal(Sourced):
    """What one body, or a committee, asks of a body. The asker's words: nobody edits them, the addressed body least of
    all (I-7). A committee's was carried by both sides: `motion` says in which session, and who brings it to the body.

    `committee` is where silence goes first; without one, the committee of the addressed body's place or level. `action`
    is the action that it is about, counted there and not a second time; `pillar` is for an action that is not there
    yet. A row of a pack is what a source proposed: the pack may reword it, and it has no event of its own.
    """

    code = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=6, choices=ProposalKind.choices)
    text = Texts()
    reason = Texts()
    proposed_by = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals_made"
    )
    by_committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals_made"
    )
    motion = models.OneToOneField(Motion, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal")
    proposed_side = models.CharField(max_length=7, choices=ProposedSide.choices)
    addressed_to = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="proposals_received")
    committee = models.ForeignKey(Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    action = models.ForeignKey(
        "framework.Action", null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    pillar = models.ForeignKey("framework.Pillar", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=16, choices=UnitKind.choices, blank=True)
    indicator = models.ForeignKey(
        "framework.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    made_in = EventOf(null=True)

    class Meta:
        ordering = ("-made_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=(Q(pack="") & Q(made_in__isnull=False)) | (~Q(pack="") & Q(made_in=None)),
                name="a_proposal_of_people_has_its_event",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=models.F("addressed_to")), name="nobody_proposes_to_herself"
            ),
            models.CheckConstraint(
                condition=Q(
                    by_committee=None, motion=None, proposed_by__isnull=False, proposed_side__in=("society", "state")
                )
                | Q(by_committee__isnull=False, motion__isnull=False, proposed_by=None, proposed_side="both"),
                name="a_proposal_is_a_bodys_or_a_committees",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def proposer_id(self) -> str:
        """The code of whoever made it: a body's or a committee's."""
        return str(self.proposed_by_id or self.by_committee_id)


class ProposalDelivery(models.Model):
    """A body took delivery: of a proposal, or (the proposer) of a counter to it. From then on its clock runs.
    Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="deliveries")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=["proposal", "body"], name="delivery_is_taken_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id} to {self.body_id}"


class ProposalAnswer(models.Model):
    """One word on a proposal; the newest counts, all stay. Append-only.

    The addressed body, or a committee that its silence reached, accepts (owner and day), counters or refuses (words);
    whoever proposed, a body or a committee, agrees to a counter, insists, or withdraws. `action`: what an acceptance
    made or adopted. `is_late`: said after the due day, or after silence moved on.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        COUNTERED = "countered", _("countered")
        REFUSED = "refused", _("refused")
        AGREED = "agreed", _("the counter is agreed")
        INSISTED = "insisted", _("the proposer insists")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=9, choices=Answer.choices)
    body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey(Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = Texts()
    owner = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    co_owner = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey("framework.Action", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(body=None, committee__isnull=False) | Q(body__isnull=False, committee=None),
                name="an_answer_is_a_bodys_or_a_committees",
            ),
            models.CheckConstraint(
                condition=(Q(answer="accepted") & Q(owner__isnull=False, due_on__isnull=False))
                | (~Q(answer="accepted") & Q(owner=None, due_on=None, co_owner=None, action=None)),
                name="an_acceptance_has_owner_and_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.answer}"
