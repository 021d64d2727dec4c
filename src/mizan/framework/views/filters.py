"""The filters of the lists, all in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Cluster, Instrument, Mode, Pillar, Plan, ProgressState, Standing, Strength
from mizan.framework.queries.actions import NO_BUDGET
from mizan.framework.queries.balance import currencies
from mizan.framework.rules.answers import SCORES, UNKNOWN
from mizan.institutions.models import Level
from mizan.kit.facts import World
from mizan.kit.listing import FilterForm
from mizan.kit.texts import plain

ANY = ("", _("any"))


def choices_of(rows: Any, text: str = "name") -> list[tuple[str, str]]:
    """(key, text in the reader's language) of every row."""
    return [("", str(ANY[1])), *((str(row.pk), plain(getattr(row, text)) or str(row.pk)) for row in rows)]


class _Keeps(FilterForm):
    """Filters keep the world of the page."""

    world = forms.CharField(required=False, widget=forms.HiddenInput)


ANSWERERS = {
    ("letter", "state"): _("Letter: state"),
    ("letter", "society"): _("Letter: society"),
    ("letter", "desk"): _("Letter: desk reading"),
    ("spirit", "state"): _("Spirit: state"),
    ("spirit", "society"): _("Spirit: society"),
}
GAP_WORDS = {
    "letter.pairs": _("Letter: answered by both"),
    "letter.state_higher": _("Letter: state higher"),
    "letter.equal": _("Letter: equal"),
    "letter.society_higher": _("Letter: society higher"),
    "spirit.pairs": _("Spirit: answered by both"),
    "spirit.state_higher": _("Spirit: state higher"),
    "spirit.equal": _("Spirit: equal"),
    "spirit.society_higher": _("Spirit: society higher"),
}


def answer_choices() -> list[Any]:
    """Who answered what, in groups: "letter.state.3", "spirit.society.unknown"."""
    scores = [*((str(n), gettext("{score} of 4").format(score=n)) for n in SCORES), (UNKNOWN, gettext("not known"))]
    groups = [
        (words, [(f"{dimension}.{column}.{score}", name) for score, name in scores])
        for (dimension, column), words in ANSWERERS.items()
    ]
    return [ANY, *groups]


def gap_choices() -> list[Any]:
    """The fields of the gap, for letter and for spirit."""
    return [ANY, *GAP_WORDS.items()]


class ObligationFilters(_Keeps):
    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    pan = forms.ChoiceField(label=_("Pan"), required=False, choices=[ANY, *Pillar.Pan.choices])
    strength = forms.ChoiceField(label=_("Strength"), required=False, choices=[ANY, *Strength.choices])
    cluster = forms.ChoiceField(label=_("Review cluster"), required=False)
    served = forms.ChoiceField(
        label=_("Any action serves it"), required=False, choices=[ANY, ("yes", _("yes")), ("no", _("no"))]
    )
    answer = forms.ChoiceField(label=_("Answer"), required=False, choices=answer_choices)
    gap = forms.ChoiceField(label=_("Both sides answered"), required=False, choices=gap_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_any = Instrument.objects.filter(obligations__retired_at=None).distinct()
        self.fields["instrument"].choices = choices_of(with_any, "title")  # type: ignore[attr-defined]
        self.fields["pillar"].choices = choices_of(Pillar.objects.weighing())  # type: ignore[attr-defined]
        self.fields["cluster"].choices = choices_of(Cluster.objects.filter(retired_at=None))  # type: ignore[attr-defined]


PROMISED = ("promised", _("promised (adopted or directed)"))
STATES = [
    ANY,
    ("late", _("late")),
    ("unanswered", _("asked, unanswered")),
    ("owned", _("an owner accepted")),
    ("no_owner", _("no accepted owner")),
    ("no_co_lead", _("no accepted co-lead")),
    ("dated", _("promised, with a date")),
    ("undated", _("promised, without a date")),
    *ProgressState.choices,
]


class ActionFilters(_Keeps):
    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    pan = forms.ChoiceField(label=_("Pan"), required=False, choices=[ANY, *Pillar.Pan.choices])
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[ANY, PROMISED, *Standing.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    mode = forms.ChoiceField(label=_("Mode"), required=False, choices=[ANY, *Mode.choices])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[ANY, *Level.choices[:5]])
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    plans = forms.ChoiceField(
        label=_("Plans it serves"), required=False, choices=[ANY, ("several", _("more than one"))]
    )
    budget = forms.ChoiceField(label=_("Budget"), required=False)
    body = forms.CharField(label=_("Body (code)"), required=False, max_length=40)

    def __init__(self, *args: Any, world: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = choices_of(Pillar.objects.weighing())  # type: ignore[attr-defined]
        plans = Plan.objects.filter(retired_at=None, world=world)
        self.fields["plan"].choices = choices_of(plans, "title")  # type: ignore[attr-defined]
        money = [(code, gettext("published in {currency}").format(currency=code)) for code in currencies(World(world))]
        none = (NO_BUDGET, gettext("no budget published"))
        self.fields["budget"].choices = [ANY, none, *money]  # type: ignore[attr-defined]
