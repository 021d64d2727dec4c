"""What members enter. A form checks shapes; the rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.framework.queries import choices
from mizan.institutions.models import Institution
from mizan.kit.entry import AREA, Rows, WithRows, day_input, named
from mizan.kit.texts import plain
from mizan.places.models import Place
from mizan.prevention.models import AgeBand, EnrolmentFollowUp, EntitlementKind, Mechanism, Programme, Sex
from mizan.prevention.models.queue import Stage, WhyLeft
from mizan.prevention.models.referrals import ReferralAnswer, Urgency

SEXES = (("any", _("anybody")), ("female", _("girls and women")), ("male", _("boys and men")))


def only_name(row: Any) -> str:
    return plain(row.name)


def districts() -> Any:
    """Places without a place inside them."""
    return Place.objects.filter(retired_at=None, children=None).select_related("parent").order_by("parent", "code")


def place_words(row: Place) -> str:
    return f"{plain(row.name)}, {plain(row.parent.name)}" if row.parent else plain(row.name)


def mechanisms() -> Any:
    return Mechanism.objects.filter(retired_at=None)


def running(world: str) -> Any:
    return Programme.objects.filter(world=world, ended_on=None, retired_at=None).select_related("provider")


class ProgrammeForm(WithRows):
    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(
        label=_("What it does"), widget=forms.Textarea(attrs=AREA), max_length=2000,
        help_text=_("For anybody to read. Conditions go into the fields below: no others can be asked of a person."),
    )  # fmt: skip
    mechanism = Rows(only_name, label=_("What it works on"))
    pillar = Rows(only_name, label=_("Pillar"), required=False, help_text=_("Left empty: the one it usually serves."))
    sex = forms.ChoiceField(label=_("For whom"), choices=SEXES)
    age_from = forms.IntegerField(label=_("Youngest, in years"), min_value=0, max_value=120, required=False)
    age_to = forms.IntegerField(label=_("Oldest, in years"), min_value=0, max_value=120, required=False)
    residents_only = forms.BooleanField(label=_("Only for people of its districts"), required=False)
    funder = forms.CharField(label=_("Who pays for it"), max_length=160, required=False)
    other_owner = Rows(
        named, label=_("Owner on the other side"), required=False,
        help_text=_("Only suggested until that body says yes. Nobody’s leave is needed to list a programme."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Starts on"), widget=day_input(), required=False)


def programme_rows(world: str, side: str) -> dict[str, Any]:
    others = Institution.objects.filter(world=world, retired_at=None, side__in=("state", "society")).exclude(side=side)
    return {"mechanism": mechanisms(), "pillar": choices.pillars(), "other_owner": others}


class OfferForm(WithRows):
    place = Rows(place_words, label=_("District"))
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=10_000_000)
    kept_female = forms.IntegerField(
        label=_("Of them only for girls and women"), min_value=0, max_value=10_000_000, required=False
    )


class MoneyForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    budget = forms.DecimalField(label=_("Set aside"), min_value=0, max_digits=18, decimal_places=2, required=False)
    spent = forms.DecimalField(label=_("Spent"), min_value=0, max_digits=18, decimal_places=2, required=False)
    currency = forms.RegexField(label=_("Currency"), regex=r"\A[A-Z]{3}\Z", initial="PKR", max_length=3)


class SomeoneForm(WithRows):
    """Who, as far as the house is told; no field takes a name."""

    place = Rows(place_words, label=_("District"))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    band = forms.ChoiceField(label=_("Age"), choices=AgeBand.choices)


class ReferralForm(SomeoneForm):
    need = Rows(only_name, label=_("What she or he needs help with"))
    urgency = forms.ChoiceField(label=_("How soon"), choices=Urgency.choices, initial="routine")
    language = forms.CharField(label=_("Language"), max_length=20, required=False)
    programme = Rows(
        named, label=_("Programme to ask first"), required=False,
        help_text=_("Left empty: the nearest with a free place."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), choices=ReferralAnswer.Why.choices)


class ReofferForm(WithRows):
    programme = Rows(named, label=_("Programme to ask"))


class StepForm(forms.Form):
    stage = forms.ChoiceField(label=_("Next step"), choices=Stage.choices)
    on = forms.DateField(label=_("On"), widget=day_input(), required=False, help_text=_("Left empty: today."))
    why = forms.ChoiceField(
        label=_("Why she or he left, in her or his words"), choices=[("", "—"), *WhyLeft.choices], required=False
    )

    def __init__(self, *args: Any, stages: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [one for one in Stage.choices if one[0] in stages]  # type: ignore[attr-defined]
        if "dropped_out" not in stages:
            del self.fields["why"]


class FollowUpForm(forms.Form):
    kept = forms.ChoiceField(label=_("Is it still so?"), choices=EnrolmentFollowUp.Kept.choices)
    on = forms.DateField(label=_("On"), widget=day_input(), required=False, help_text=_("Left empty: today."))


class OwedForm(SomeoneForm):
    kind = Rows(only_name, label=_("What is owed"))
    owed_by = Rows(named, label=_("By whom"), help_text=_("Bodies that keep the clock of some kind by their own word."))
    awarded_on = forms.DateField(label=_("Awarded or asked for on"), widget=day_input())
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=14, decimal_places=2, required=False)
    currency = forms.RegexField(label=_("Currency"), regex=r"\A[A-Z]{3}\Z", initial="PKR", max_length=3)


class DeliveredForm(forms.Form):
    on = forms.DateField(label=_("On"), widget=day_input(), required=False, help_text=_("Left empty: today."))
    amount = forms.DecimalField(
        label=_("Amount paid"), min_value=0, max_digits=14, decimal_places=2, required=False,
        help_text=_("Left empty: all that is still owed."),
    )  # fmt: skip


class KeepForm(WithRows):
    kind = Rows(only_name, label=_("What your body delivers"))


def kinds() -> Any:
    return EntitlementKind.objects.filter(retired_at=None)
