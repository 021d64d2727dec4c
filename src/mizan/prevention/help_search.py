"""What somebody looks for, from the address of the page, and what fits. What was not published is told apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.kit.texts import plain
from mizan.prevention.help_words import DAYS, LANGUAGES
from mizan.prevention.models import Mechanism, ServiceKind
from mizan.prevention.queries.helping import Line, Moment, provinces
from mizan.prevention.rules.hours import DAY
from mizan.prevention.rules.serving import Asked, fits

ANY = ("", _("no matter"))
NOW = "now"


class SearchForm(forms.Form):
    """Each field narrows; none must be filled. `speaks` and not `lang`, which is the page's own language."""

    place = forms.ChoiceField(label=_("Province"), required=False)
    need = forms.ChoiceField(label=_("What you need"), required=False)
    day = forms.ChoiceField(label=_("When"), required=False)
    hour = forms.TimeField(
        label=_("At what time, on that day"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    speaks = forms.ChoiceField(label=_("Language"), choices=[ANY, *LANGUAGES.items()], required=False)
    sex = forms.ChoiceField(
        label=_("For whom"), choices=[ANY, ("female", _("a girl or a woman")), ("male", _("a boy or a man"))],
        required=False,
    )  # fmt: skip
    age = forms.IntegerField(label=_("How old"), required=False, min_value=0, max_value=120)

    def __init__(self, *args: Any, at: Moment, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="f_%s", **kwargs)
        self.at = at
        self._choices("place", [ANY, *((one.pk, plain(one.name)) for one in provinces())])
        needs = [(f"m:{one.pk}", plain(one.name)) for one in Mechanism.objects.filter(retired_at=None)]
        self._choices("need", [ANY, *ServiceKind.choices, *needs])
        days = [(str(number), name) for number, name in enumerate(DAYS)]
        self._choices("day", [ANY, (NOW, _("now")), *days])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for, and rightly."""
        return (
            self.is_bound and self.is_valid() and any(given not in (None, "") for given in self.cleaned_data.values())
        )

    def asked(self) -> Asked:
        given = self.cleaned_data
        need = given["need"]
        is_mechanism = need.startswith("m:")
        return Asked(
            kind="" if is_mechanism else need, need=need[2:] if is_mechanism else "", language=given["speaks"],
            sex=given["sex"], age=given["age"], at=self._when(given),
        )  # fmt: skip

    def _when(self, given: dict[str, Any]) -> tuple[int, int] | None:
        """A day without a time asks for noon; a time without a day for today."""
        day, time = given["day"], given["hour"]
        if day == NOW:
            return self.at.week
        if not day and time is None:
            return None
        minute = DAY // 2 if time is None else time.hour * 60 + time.minute
        return (int(day) if day else self.at.week[0]), minute


def found_by(form: SearchForm, every: Iterable[Line]) -> dict[str, Any]:
    """What fits, and what may fit but did not publish what was asked."""
    place, asked = form.cleaned_data["place"], form.asked()
    there = [one for one in every if not place or _is_in(one, place)]
    answers = [(one, fits(one.offer, asked)) for one in there]
    return {
        "fitting": [one for one, answer in answers if answer is True],
        "perhaps": [one for one, answer in answers if answer is None], "is_asked": True,
    }  # fmt: skip


def _is_in(line: Line, place: str) -> bool:
    where = line.service.place
    return where is None or place in {where.pk, where.parent_id}
