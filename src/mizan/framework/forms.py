"""What members enter. A form checks shapes; what is allowed is decided by the room's rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.framework.models import (
    Dimension,
    Evidence,
    EvidenceCheck,
    Mode,
    Obligation,
    Pillar,
    Plan,
    ProgressAnswer,
)
from mizan.framework.queries.choices import SCORES
from mizan.institutions.models import Institution, Level
from mizan.kit.entry import day_input
from mizan.kit.texts import plain
from mizan.places.models import Place

PERIOD = r"\A\d{4}(-\d{2})?(/\d{4}(-\d{2})?)?\Z"
CODE = r"\A[A-Z0-9][A-Z0-9.-]{1,38}\Z"
CURRENCY = r"\A[A-Z]{3}\Z"
LARGEST_FILE = 20 * 1024 * 1024


class Named(forms.ModelChoiceField):
    """A choice among rows, worded in the reader's language."""

    def label_from_instance(self, row: Any) -> str:
        words = plain(getattr(row, "name", None) or getattr(row, "title", None))
        return f"{row.pk} {words}"


class NamedMany(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        words = plain(getattr(row, "name", None) or getattr(row, "title", None))
        return f"{row.pk} {words}"


class EvidenceFields(forms.Form):
    """One piece of evidence: a file or an address."""

    evidence_kind = forms.ChoiceField(label=_("Kind of evidence"), choices=Evidence.Kind.choices)
    evidence_title = forms.CharField(label=_("What it is"), max_length=200)
    evidence_url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    evidence_file = forms.FileField(label=_("File"), required=False, help_text=_("At most 20 megabytes."))
    captured_on = forms.DateField(label=_("Seen or made on"), widget=day_input())
    expires_on = forms.DateField(label=_("Goes stale on"), widget=day_input(), required=False)

    def clean_evidence_file(self) -> Any:
        given = self.cleaned_data["evidence_file"]
        if given and given.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 megabytes."))
        return given


class ClaimForm(EvidenceFields):
    text = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    percent = forms.IntegerField(label=_("Share done, in a hundred"), min_value=0, max_value=100, required=False)
    done = forms.BooleanField(label=_("It is finished"), required=False)
    on = forms.DateField(label=_("Day of the report"), widget=day_input())
    field_order = ("text", "percent", "done", "on")


class AnswerClaimForm(forms.Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=ProgressAnswer.Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False,
        help_text=_("A dispute says what is not so."),
    )  # fmt: skip


class LeadAnswerForm(forms.Form):
    accepts = forms.ChoiceField(
        label=_("Does your body accept its part?"), widget=forms.RadioSelect,
        choices=[("yes", _("We accept it")), ("no", _("We decline it"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )


class OptionalEvidence(EvidenceFields):
    """Evidence that may be left out; once a file or address is given, it must be named and dated."""

    evidence_kind = forms.ChoiceField(label=_("Kind of evidence"), choices=Evidence.Kind.choices, required=False)
    evidence_title = forms.CharField(label=_("What it is"), max_length=200, required=False)
    captured_on = forms.DateField(label=_("Seen or made on"), widget=day_input(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("evidence_url") or cleaned.get("evidence_file"):
            for name in ("evidence_kind", "evidence_title", "captured_on"):
                if not cleaned.get(name):
                    self.add_error(name, _("Name and date the evidence."))
        return cleaned


class AssessForm(OptionalEvidence):
    dimension = forms.ChoiceField(label=_("Letter or spirit"), choices=Dimension.choices, widget=forms.RadioSelect)
    score = forms.ChoiceField(label=_("Score"), choices=SCORES, required=False)
    text = forms.CharField(
        label=_("What the answer rests on"), widget=forms.Textarea(attrs={"rows": 4}), max_length=6000
    )
    period = forms.RegexField(PERIOD, label=_("Period"), help_text=_("A year or a span, such as 2026 or 2025/2026."))
    place = Named(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("the whole country"))
    is_dissent = forms.BooleanField(label=_("This is a dissent from our side's headline"), required=False)
    field_order = ("dimension", "score", "text", "period", "place", "is_dissent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(retired_at=None)  # type: ignore[attr-defined]

    def clean_score(self) -> int | None:
        given = self.cleaned_data["score"]
        return int(given) if given else None


class CheckForm(forms.Form):
    finding = forms.ChoiceField(label=_("What you found"), choices=EvidenceCheck.Finding.choices)


class ActionForm(forms.Form):
    code = forms.RegexField(CODE, label=_("Code"), help_text=_("Capital letters, digits, - and ."))
    title = forms.CharField(label=_("Title"), max_length=160)
    description = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    pillar = Named(label=_("Pillar"), queryset=Pillar.objects.none())
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices[:5])
    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices)
    plans = NamedMany(label=_("Plans it serves"), queryset=Plan.objects.none(), required=False)
    obligations = NamedMany(label=_("Obligations it serves"), queryset=Obligation.objects.none(), required=False)
    places = NamedMany(label=_("Places"), queryset=Place.objects.none(), required=False)
    lead = Named(label=_("State lead (suggested)"), queryset=Institution.objects.none())
    co_lead = Named(label=_("Society co-lead (suggested)"), queryset=Institution.objects.none())
    budget = forms.DecimalField(label=_("Budget"), required=False, min_value=0, max_digits=18, decimal_places=2)
    currency = forms.RegexField(CURRENCY, label=_("Currency"), required=False)
    starts_on = forms.DateField(label=_("Start"), widget=day_input(), required=False)
    due_on = forms.DateField(label=_("Due day"), widget=day_input(), required=False)

    def __init__(self, *args: Any, world: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Institution.objects.filter(world=world, retired_at=None)
        rows = {
            "pillar": Pillar.objects.filter(retired_at=None),
            "plans": Plan.objects.filter(world=world, retired_at=None),
            "obligations": Obligation.objects.filter(retired_at=None),
            "places": Place.objects.filter(retired_at=None),
            "lead": bodies.filter(side="state"),
            "co_lead": bodies.filter(side="society"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("budget") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return cleaned


class ReadingForm(forms.Form):
    value = forms.DecimalField(label=_("Value"), required=False, max_digits=18, decimal_places=4)
    low = forms.DecimalField(label=_("At least"), required=False, max_digits=18, decimal_places=4)
    high = forms.DecimalField(
        label=_("At most"), required=False, max_digits=18, decimal_places=4,
        help_text=_("“Fewer than 5” is at least 0 and at most 4. Leave all three empty for “not known”."),
    )  # fmt: skip
    period = forms.RegexField(PERIOD, label=_("Period"))
    scope = forms.CharField(label=_("Whom or what it counts"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=500)


class TargetForm(forms.Form):
    value = forms.DecimalField(label=_("Target"), max_digits=18, decimal_places=4)
    due = forms.RegexField(r"\A\d{4}(-\d{2}(-\d{2})?)?\Z", label=_("By when"), help_text=_("A year, a month or a day."))
