"""What members enter to propose and to answer. Shapes only; the rules decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.council.models import Committee, ProposalKind
from mizan.framework.queries import choices
from mizan.institutions.models import Institution, UnitKind
from mizan.kit.entry import AREA, Rows, Several, WithRows, day_input, named

LONGEST = 4000  # letters of a proposal, and of its reason
PREFILLED = ("kind", "to", "text", "reason", "pillar", "committee")


class ProposeForm(WithRows):
    kind = forms.ChoiceField(label=_("What you propose"), choices=ProposalKind.choices)
    to = Rows(named, label=_("Asked of"), help_text=_("A body of the state or of society."))
    text = forms.CharField(label=_("The proposal"), widget=forms.Textarea(attrs=AREA), max_length=LONGEST)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs=AREA), max_length=LONGEST)
    action = Rows(named, label=_("Action that it is about"), required=False)
    pillar = Rows(named, label=_("Pillar, for an action that is not there yet"), required=False)
    unit = forms.ChoiceField(label=_("Unit that should exist"), choices=[("", "—"), *UnitKind.choices], required=False)
    indicator = Rows(named, label=_("Figure that should be corrected"), required=False)
    committee = Rows(
        named, label=_("Committee that hears of silence first"), required=False,
        help_text=_("Left empty: the nearest of the asked body’s place."),
    )  # fmt: skip


class AcceptForm(WithRows):
    owner = Rows(named, label=_("Owner"))
    co_owner = Rows(
        named, label=_("Co-owner, of the other side"), required=False,
        help_text=_("Only suggested until that body accepts. Left empty: the proposer’s own body, if of that side."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Done by"), widget=day_input())


class AcceptNewForm(AcceptForm):
    """Where the acceptance opens an action of its own."""

    plans = Several(named, label=_("Plans it serves"), required=False,
                    help_text=_("Without a plan the action is counted under its pillar alone."))  # fmt: skip


class CounterForm(forms.Form):
    text = forms.CharField(
        label=_("What you propose instead"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False
    )


class RefuseForm(forms.Form):
    text = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False)


class InsistForm(forms.Form):
    text = forms.CharField(
        label=_("In words, if you wish"), widget=forms.Textarea(attrs=AREA), max_length=4000, required=False
    )


def bodies(world: str) -> Any:
    """Bodies of the state and of society that can be asked, or own something."""
    rows = Institution.objects.filter(world=world, retired_at=None, side__in=("state", "society"))
    return rows.exclude(stakeholder_class="employer")


def propose_rows(world: str) -> dict[str, Any]:
    """What the choices of the form offer in the member's own world."""
    return {
        "to": bodies(world), "action": choices.actions(world), "pillar": choices.pillars(),
        "indicator": choices.indicators(),
        "committee": Committee.objects.filter(world=world, retired_at=None).order_by("code"),
    }  # fmt: skip


def prefilled(query: Mapping[str, str]) -> dict[str, str]:
    """What a link may fill in for the reader to look over: words and choices, each no longer than its field. A choice
    that is not offered stays empty."""
    return {name: query[name][:LONGEST] for name in PREFILLED if query.get(name)}
