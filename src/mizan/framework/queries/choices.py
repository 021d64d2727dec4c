"""What forms of other rooms offer from the framework."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Action, Dimension, Indicator, Instrument, Mode, Obligation, Pillar, Plan

MODES = Mode.choices
DIMENSIONS = Dimension.choices
SCORES = [
    ("", _("not known")),
    ("0", _("0: not at all")),
    ("1", _("1: a little")),
    ("2", _("2: in part")),
    ("3", _("3: largely")),
    ("4", _("4: fully")),
]


def pillars() -> QuerySet[Pillar]:
    """The nine pillars."""
    return Pillar.objects.filter(retired_at=None)


def plans(world: str) -> QuerySet[Plan]:
    """Every current plan of a world."""
    return Plan.objects.filter(world=world, retired_at=None)


def obligations() -> QuerySet[Obligation]:
    """Every current obligation; both worlds answer the same ones."""
    return Obligation.objects.filter(retired_at=None)


def actions_people_added(world: str) -> QuerySet[Action]:
    """Current actions of a world that no pack brought: only these can be changed here."""
    return Action.objects.filter(world=world, retired_at=None, pack="")


def actions(world: str) -> QuerySet[Action]:
    """Every current action of a world."""
    return Action.objects.filter(world=world, retired_at=None)


def instruments() -> QuerySet[Instrument]:
    """Treaties, laws and plans."""
    return Instrument.objects.filter(retired_at=None).order_by("code")


def indicators() -> QuerySet[Indicator]:
    """Every current indicator; both worlds share them."""
    return Indicator.objects.filter(retired_at=None)
