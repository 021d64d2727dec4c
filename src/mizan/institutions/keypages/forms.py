"""Forms of keys. No field is ever filled again by the server, nor offered by a browser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Tie
from mizan.kit.texts import plain
from mizan.sealing.readers import LONGEST, SHORTEST


def secret(label: Any, hint: Any = "", *, known: bool = False) -> forms.CharField:
    """A passphrase: hidden, kept with every space. `known` lets a keeper of passwords fill it in."""
    kind = "current-password" if known else "new-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, widget=widget, strip=False, max_length=LONGEST)


class UnlockForm(forms.Form):
    passphrase = secret(_("Passphrase of your keys"), known=True)


class NewPassphraseForm(forms.Form):
    passphrase = secret(
        _("New passphrase"), _("At least 12 letters, and another one than your password. Five words in a row are good.")
    )
    again = secret(_("The same passphrase once more"))

    def clean_passphrase(self) -> str:
        """Too short a one is told at once, before any work."""
        typed: str = self.cleaned_data["passphrase"]
        if len(typed) < SHORTEST:
            raise forms.ValidationError(_("At least 12 letters."))
        return typed

    def clean_again(self) -> str:
        """A slip of the hand would lock her out."""
        if self.cleaned_data["again"] != self.cleaned_data.get("passphrase", self.cleaned_data["again"]):
            raise forms.ValidationError(_("The two are not the same."))
        return str(self.cleaned_data["again"])


class RecoverForm(NewPassphraseForm):
    code = forms.CharField(
        label=_("Code of your recovery sheet"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )  # fmt: skip
    field_order = ("code", "passphrase", "again")


class GiveUpForm(forms.Form):
    sure = forms.BooleanField(label=_("I understand that nobody can undo this."))


class AdmitReaderForm(forms.Form):
    member = forms.ChoiceField(label=_("Member of your body"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = people  # type: ignore[attr-defined]  # a choice field


class TieForm(forms.Form):
    kind = forms.ChoiceField(label=_("What ties you"), choices=Tie.Kind.choices)
    body = forms.ChoiceField(label=_("Somebody in this body"), required=False)
    other = forms.ChoiceField(label=_("Or this member of your own body"), required=False)

    def __init__(self, *args: Any, bodies: list[Any], people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((body.code, f"{plain(body.name)} ({body.code})") for body in bodies)
        self.fields["body"].choices = [("", _("none")), *named]  # type: ignore[attr-defined]  # a choice field
        self.fields["other"].choices = [("", _("none")), *people]  # type: ignore[attr-defined]
