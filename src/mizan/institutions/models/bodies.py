"""Bodies of state and society, and how they hang together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import Sourced
from mizan.kit.texts import Texts


class Kind(models.TextChoices):
    MINISTRY = "ministry", _("ministry or department")
    LEA = "lea", _("law-enforcement agency")
    COORDINATION = "coordination", _("coordination body")
    HELPLINE = "helpline", _("helpline")
    DATA = "data", _("data body")
    INTERNAL_AFFAIRS = "internal_affairs", _("internal affairs")
    ANTI_CORRUPTION = "anti_corruption", _("anti-corruption body")
    OVERSIGHT = "oversight", _("oversight body")
    OMBUDSMAN = "ombudsman", _("ombudsman")
    HUMAN_RIGHTS = "human_rights_institution", _("human-rights institution")
    LEGISLATURE = "legislature", _("legislature")
    CHILD_PROTECTION = "child_protection", _("child protection")
    SOCIAL_WELFARE = "social_welfare", _("social welfare")
    SHELTER = "shelter", _("shelter")
    LABOUR = "labour", _("labour")
    PROSECUTION = "prosecution", _("prosecution")
    JUDICIARY = "judiciary", _("judiciary")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    INTERNATIONAL = "international", _("international body")


class Level(models.TextChoices):
    """The five levels of plans and bodies."""

    GLOBAL = "global", _("global")
    REGIONAL = "regional", _("regional")
    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial")
    DISTRICT = "district", _("district")
    INTERNATIONAL = "international", _("international")


class SideChoice(models.TextChoices):
    STATE = "state", _("state")
    SOCIETY = "society", _("society")
    INTERNATIONAL = "international", _("international")


class StakeholderClass(models.TextChoices):
    """Who a society body speaks for. Employers never co-lead, monitor or witness where their industry is concerned."""

    WORKERS_SURVIVORS = "workers_survivors", _("workers and survivors")
    NGO = "ngo", _("non-governmental organisation")
    PROFESSIONAL = "professional", _("professional body")
    MEDIA = "media", _("media")
    EMPLOYER = "employer", _("employers")


class Institution(Sourced):
    """One body. `agency` is set for a body that is a unit of an agency: then both count as one institution (I-2)."""

    code = models.CharField(primary_key=True, max_length=40)
    name = Texts()
    role = Texts()
    kind = models.CharField(max_length=24, choices=Kind.choices)
    side = models.CharField(max_length=13, choices=SideChoice.choices)
    level = models.CharField(max_length=13, choices=Level.choices)
    stakeholder_class = models.CharField(max_length=17, choices=StakeholderClass.choices, blank=True)
    industry = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    agency = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="units")
    place = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    verified = models.BooleanField(default=False)  # the named source says it; not the same as true in fact

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(side="society") | ~Q(stakeholder_class=""), name="society_body_has_a_class"
            ),
        )

    def __str__(self) -> str:
        return self.code
