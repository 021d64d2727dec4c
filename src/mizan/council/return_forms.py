"""Forms of the pages of returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.council.models import ReturnForm
from mizan.council.rules.returns import MOST, Fault
from mizan.institutions.models import Membership
from mizan.kit.clock import now
from mizan.kit.entry import day_input, in_words
from mizan.kit.imports import CellFault, is_number
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word
from mizan.places.models import Place

_whole = is_number(whole=True, lowest=0, digits=9, places=0)


class FiguresForm(forms.Form):
    """A field for each figure of a return, and a box beside it that says "not known". Both empty: not reported."""

    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What explains a figure. No names of persons."),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: ReturnForm, values: Mapping[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked.figures:
            code, said = one["code"], values.get(one["code"])
            box = forms.TextInput(attrs={"inputmode": "numeric", "size": 9})
            self.fields[f"f_{code}"] = forms.CharField(
                label=plain(one["name"]), required=False, max_length=20, widget=box, initial=said
            )
            name = _("Not known: {figure}").format(figure=plain(one["name"]))
            self.fields[f"u_{code}"] = forms.BooleanField(
                label=name, required=False, initial=code in values and said is None
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each figure with its two fields, and its group where a new one begins."""
        group: object = None
        for one in self.asked.figures:
            is_new, group = one["group"] != group, one["group"]
            yield {"figure": one, "number": self[f"f_{one['code']}"], "unknown": self[f"u_{one['code']}"],
                   "group": group if is_new else None}  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.values: dict[str, int | None] = {}
        for one in self.asked.figures:
            self._take(one["code"], str(cleaned.get(f"f_{one['code']}") or "").strip(), cleaned)
        return cleaned

    def _take(self, code: str, written: str, cleaned: Mapping[str, Any]) -> None:
        unknown = bool(cleaned.get(f"u_{code}"))
        if written and unknown:
            self.add_error(f"f_{code}", _("Give a number or say “not known”, not both."))
        elif unknown:
            self.values[code] = None
        elif written:
            try:
                self.values[code] = int(_whole(written))
            except CellFault:
                self.add_error(f"f_{code}", word(Refused("council.return_not_whole", most=MOST)))

    def note_in_words(self) -> dict[str, str]:
        return in_words(self.cleaned_data.get("note", ""))

    def show(self, faults: list[Fault]) -> None:
        """Every reason at its field."""
        for fault in faults:
            self.add_error(f"f_{fault.figure}", word(Refused(fault.reason, **fault.facts)))


class SheetForm(forms.Form):
    sheet = forms.FileField(label=gettext_lazy("Filled-in template (XLSX)"))


class QueryForm(forms.Form):
    figure = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(label=gettext_lazy("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, asked: ReturnForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = [(one["code"], plain(one["name"])) for one in asked.figures]
        self.fields["figure"].choices = [("", _("the whole return")), *figures]  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """A body's word that it files by a form, or no longer does."""

    form = forms.ModelChoiceField(ReturnForm.objects.none(), label=gettext_lazy("Form"))
    files = forms.TypedChoiceField(
        label=gettext_lazy("Your body"), coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("files this return")), ("no", gettext_lazy("no longer files it"))],
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("From"), widget=day_input())
    place = forms.ModelChoiceField(
        Place.objects.none(), required=False, label=gettext_lazy("Place"), empty_label=gettext_lazy("the whole country")
    )

    def __init__(self, *args: Any, kinds: list[ReturnForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = ReturnForm.objects.filter(pk__in=[one.pk for one in kinds])  # type: ignore[attr-defined]
        self.fields["form"].label_from_instance = lambda row: plain(row.name)  # type: ignore[attr-defined]
        self.fields["place"].queryset = Place.objects.order_by("code")  # type: ignore[attr-defined]
        self.fields["place"].label_from_instance = lambda row: plain(row.name)  # type: ignore[attr-defined]
        self.fields["since"].initial = now().date().replace(day=1)


class DutyForm(forms.Form):
    person = forms.ModelChoiceField(Membership.objects.none(), label=gettext_lazy("Who is told"))
    deputy = forms.ModelChoiceField(Membership.objects.none(), label=gettext_lazy("Deputy"), required=False)

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            self.fields[name].queryset = posts  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda post: post.user.name  # type: ignore[attr-defined]
