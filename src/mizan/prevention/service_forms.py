"""What a provider enters about its services. Shapes only; the rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.kit.entry import in_words
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word
from mizan.places.models import Place
from mizan.prevention.help_words import LANGUAGES, day_names
from mizan.prevention.models import Mechanism, Service, ServiceKind
from mizan.prevention.models.services import ANYBODY
from mizan.prevention.rules.hours import Hours, HoursFault, line_of, read_hours
from mizan.prevention.services.helping import NewService

PHONE = r"[0-9+][0-9 -]{1,22}[0-9]"
HOURS_HINT = _("Such as: mon-fri 09:00-17:00; sat 09:00-13:00. Round the clock: 24/7. Empty: not published.")
FREE = [("", _("not published")), ("yes", _("free of charge")), ("no", _("costs money"))]


def hours_from(line: str) -> Hours | None:
    """Hours as somebody wrote them, with the days in any language of the house. Raises `Refused`."""
    if not line.strip():
        return None
    try:
        return read_hours(line, day_names())
    except HoursFault as fault:
        raise Refused("prevention.hours_unreadable", part=fault.part) from fault


class HoursField(forms.CharField):
    """Hours of a week in one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, required=False, help_text=HOURS_HINT, **kwargs)

    def clean(self, value: Any) -> Hours | None:
        line = super().clean(value)
        try:
            return hours_from(line)
        except Refused as refused:
            raise forms.ValidationError(word(refused)) from refused


class ServiceForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=ServiceKind.choices)
    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(
        label=_("What it does, for whom"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.ChoiceField(label=_("Province or district"), required=False)
    phone = forms.RegexField(label=_("Telephone"), regex=PHONE, max_length=24, required=False)
    staffed = HoursField(label=_("When a person answers the telephone"))
    answered_by = forms.CharField(label=_("Who answers"), max_length=120, required=False)
    web = forms.URLField(label=_("Web address"), max_length=160, required=False, assume_scheme="https")
    opens = HoursField(label=_("When the door is open"))
    address = forms.CharField(
        label=_("Address"), max_length=160, required=False, help_text=_("Never that of a shelter.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    sex = forms.ChoiceField(label=_("Who is admitted"), choices=ANYBODY, required=False)
    age_from = forms.IntegerField(label=_("From what age"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label=_("Up to what age"), required=False, min_value=0, max_value=120)
    needs = forms.MultipleChoiceField(label=_("Helps with"), required=False, widget=forms.CheckboxSelectMultiple)
    free = forms.ChoiceField(label=_("Price"), choices=FREE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Place.objects.filter(retired_at=None).select_related("parent").order_by("level__depth", "code")
        self._choices("place", [("", _("the whole country")), *((one.pk, _of(one)) for one in rows)])
        self._choices("needs", [(one.pk, plain(one.name)) for one in Mechanism.objects.filter(retired_at=None)])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def new(self, before: Service | None = None) -> NewService:
        """What was entered; words of the other languages stay as they were."""
        given = self.cleaned_data
        old = before or Service()
        return NewService(
            kind=given["kind"], place=Place.objects.filter(pk=given["place"]).first() if given["place"] else None,
            phone=given["phone"], web=given["web"], address=given["address"], staffed_hours=given["staffed"],
            open_hours=given["opens"], languages=given["languages"], sex=given["sex"], age_from=given["age_from"],
            age_to=given["age_to"], needs=given["needs"], is_free={"yes": True, "no": False}.get(given["free"]),
            **{key: {**getattr(old, key), **in_words(given[key])} for key in ("name", "about", "answered_by")},
        )  # fmt: skip


def _of(place: Place) -> str:
    return plain(place.name) if place.parent is None else f"{plain(place.name)} ({plain(place.parent.name)})"


def entered(row: Service) -> dict[str, Any]:
    """A service as its form shows it."""
    words = {key: plain(getattr(row, key)) for key in ("name", "about", "answered_by")}
    hours = {"staffed": row.staffed, "opens": row.open}
    return {
        **words, **{key: line_of(said) if said else "" for key, said in hours.items()}, "kind": row.kind,
        "place": row.place_id or "", "phone": row.phone, "web": row.web, "address": row.address,
        "languages": row.languages, "sex": row.sex, "age_from": row.age_from, "age_to": row.age_to, "needs": row.needs,
        "free": {True: "yes", False: "no"}.get(row.is_free, "") if row.is_free is not None else "",
    }  # fmt: skip


class LoadForm(forms.Form):
    month = forms.RegexField(label=_("Month"), regex=r"20\d\d-(0[1-9]|1[0-2])", help_text=_("Such as 2026-03."))
    received = forms.IntegerField(
        label=_("How many asked"), required=False, min_value=0, max_value=10**8, help_text=_("Empty: not known.")
    )
    answered = forms.IntegerField(
        label=_("How many somebody answered"), required=False, min_value=0, max_value=10**8,
        help_text=_("Empty: not known."),
    )  # fmt: skip
