"""Programmes: what they work on, for whom, who answers for them, their places and their money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mizan.institutions.models import Institution
from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.prevention.models.owners import SideOwner
from mizan.prevention.rules.eligibility import Eligibility


class Mechanism(Sourced):
    """One way into exploitation that a programme closes (girls out of school, debt bondage). Data of a pack.

    `kept` words what lasts twelve months later; `needs` are the indicators of districts that say how large it is.
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    kept = Texts()
    pillar = models.ForeignKey("framework.Pillar", on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class Programme(Sourced):
    """What a body of either side runs, listed by its own word: nobody else is asked (both are shown alike).

    `provider` runs the queue and alone keeps who the people are. Its conditions are columns, never words: nothing can
    be asked of a person that has no column here, least of all a complaint, a testimony or help to the police.
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    about = Texts()
    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="programmes")
    pillar = models.ForeignKey("framework.Pillar", on_delete=models.PROTECT, related_name="programmes")
    obligations = models.ManyToManyField("framework.Obligation", blank=True, related_name="programmes")
    provider = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="programmes")
    funder = Texts()
    sex = models.CharField(
        max_length=6, choices=[("any", "any"), ("female", "female"), ("male", "male")], default="any"
    )
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    residents_only = models.BooleanField(default=False)  # only people of the districts where it has places
    starts_on = models.DateField()
    listed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    made_in = EventOf(null=True, but=("ended_on", "ended_in", "retired_at"))
    ended_in = EventOf(only=("ended_on",), null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(pack="") & Q(made_in__isnull=False)) | (~Q(pack="") & Q(made_in=None)),
                name="a_programme_of_people_has_its_event",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=models.F("age_from")),
                name="ages_of_a_programme_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def conditions(self) -> Eligibility:
        return Eligibility(self.sex, self.age_from, self.age_to, residents_only=self.residents_only)


class ProgrammeOwner(SideOwner):
    """A side's owner of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="owners")

    def __str__(self) -> str:
        return f"{self.programme_id} {self.side} {self.answer}"


class Offer(models.Model):
    """Places of a programme in one district from a day on; `kept_female` of them only for girls and women. The newest
    row of a district counts; 0 places close it there. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="offers")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    places = models.PositiveIntegerField()
    kept_female = models.PositiveIntegerField(default=0)
    since = models.DateField()
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kept_female__lte=models.F("places")), name="kept_places_are_places"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.place_id}: {self.places}"


class Spending(models.Model):
    """Money of one year: what was set aside and what was spent; unknown is empty, never 0 (I-8). The newest row of a
    year counts; append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="spending")
    year = models.PositiveSmallIntegerField()
    budget = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    made_in = EventOf()

    class Meta:
        ordering = ("year", "at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(budget__isnull=False) | Q(spent__isnull=False), name="spending_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"
