"""The forms of a report, page by page. "I don't know" stands first everywhere and is never a fault."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.integrity.queries import choices
from mizan.integrity.rules.accusation import MAX_NARRATIVE, Kind
from mizan.integrity.typology import ACTS, STAGES

DO_NOT_KNOW = ("", _("I don't know"))
YES_NO = (("yes", _("yes")), ("no", _("no")), ("", _("I don't know")))
KINDS = (
    (Kind.OFFICIAL.value, _("an official, or a worker of an organisation, helps traffickers or looks away")),
    (Kind.TIP.value, _("people are being trafficked; no official is involved as far as I know")),
    (Kind.BOTH.value, _("both")),
)
LONG = {"rows": 12, "autocomplete": "off", "spellcheck": "false"}
MAX_NAME = 120


class PageForm(forms.Form):
    """What one page asks; its lists are those of a world."""

    def __init__(self, *args: Any, world: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list_choices(world)

    def list_choices(self, world: str) -> None:
        """Fill the lists from the pack."""


class What(PageForm):
    kind = forms.ChoiceField(label=_("What do you want to report?"), choices=KINDS, widget=forms.RadioSelect)
    act = forms.ChoiceField(label=_("What did the official or worker do?"), required=False)
    stage = forms.ChoiceField(label=_("If none of these fits: where did it happen?"), required=False)

    def list_choices(self, world: str) -> None:
        groups = [(words, [(act, said) for act, (at, said) in ACTS.items() if at == stage])
                  for stage, words in STAGES.items()]  # fmt: skip
        _choose(self, "act", groups)
        _choose(self, "stage", list(STAGES.items()))


class Who(PageForm):
    institution = forms.ChoiceField(
        label=_("Which agency or organisation does this person work for?"),
        required=False,
        help_text=_("Nobody there will be able to read it who works with, under or above this person."),
    )
    unit = forms.ChoiceField(label=_("In which office, station or unit?"), required=False)
    band = forms.ChoiceField(label=_("Which rank?"), required=False)
    name = forms.CharField(
        label=_("Name, if you know it"), required=False, max_length=MAX_NAME,
        help_text=_("It is kept only inside the sealed report."),
    )  # fmt: skip
    chief = forms.ChoiceField(
        label=_("Once more, in other words: whose orders does this person follow?"),
        required=False,
        help_text=_("If this is another body than the one above, both are kept out."),
    )

    def list_choices(self, world: str) -> None:
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        list_agencies(self, "institution", world)
        _choose(self, "unit", choices.bodies(world).units)
        _choose(self, "band", choices.bands(world))
        list_agencies(self, "chief", world)


class Where(PageForm):
    place = forms.ChoiceField(label=_("Where did it happen?"), required=False)
    narrative = forms.CharField(
        label=_("What happened? Tell it in your own words."),
        required=False,
        max_length=MAX_NARRATIVE,
        widget=forms.Textarea(attrs=LONG),
        help_text=_(
            "Leave out what only you could know, if you fear to be recognised. Files can be added after sending."
        ),
    )

    def list_choices(self, world: str) -> None:
        _choose(self, "place", choices.places())


class Safety(PageForm):
    reprisal = forms.ChoiceField(
        label=_("Could somebody take revenge on you or on others for this report?"), choices=YES_NO, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def list_choices(self, world: str) -> None:
        for code, words, _accuses in choices.serious(world):
            self.fields[f"serious-{code}"] = forms.ChoiceField(
                label=words, choices=YES_NO, required=False, widget=forms.RadioSelect
            )


class Retype(forms.Form):
    codeword = forms.CharField(
        label=_("Type the codeword once more"), max_length=256, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Words in English or Urdu, or the digits. Spaces and dashes do not matter."),
    )  # fmt: skip


class Codeword(forms.Form):
    codeword = forms.CharField(
        label=_("Your codeword"), max_length=256, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Words in English or Urdu, or the digits. Spaces and dashes do not matter."),
    )  # fmt: skip


class Write(forms.Form):
    text = forms.CharField(
        label=_("Write to those who read your report"), max_length=MAX_NARRATIVE, widget=forms.Textarea(attrs=LONG)
    )


def list_agencies(form: forms.Form, name: str, world: str) -> None:
    """Let a field choose from every body of the world."""
    _choose(form, name, choices.bodies(world).agencies)


def _choose(form: forms.Form, name: str, choose_from: list[Any]) -> None:
    form.fields[name].choices = [DO_NOT_KNOW, *choose_from]  # type: ignore[attr-defined]  # a choice field
