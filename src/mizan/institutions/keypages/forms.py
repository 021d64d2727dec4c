"""Forms of keys. No field is ever filled again by the server, nor offered by a browser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models import Tie
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word
from mizan.sealing.courier import SecretShown, recipient_in
from mizan.sealing.errors import KeyRefused
from mizan.sealing.readers import LONGEST, SHORTEST

LINE, LONGEST_FILE = 120, 4096  # letters of a typed key, bytes of a file with one


def secret(label: Any, hint: Any = "", *, known: bool = False) -> forms.CharField:
    """A passphrase: hidden, kept with every space. `known` lets a keeper of passwords fill it in."""
    kind = "current-password" if known else "new-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=hint, widget=widget, strip=False, max_length=LONGEST)


class Forgetful(forms.TextInput):
    """Never filled again: what was typed may have been a secret key."""

    def format_value(self, value: Any) -> None:
        """Nothing."""


def key_input() -> forms.TextInput:
    """For keys and codes, which are written from left to right and remembered by no browser."""
    return Forgetful(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"})


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


class RecipientForm(forms.Form):
    """Typed twice, or in the file that `age-keygen -y` wrote. Gives `recipient`."""

    recipient = forms.CharField(
        label=_("Key of the body (age1...)"), required=False, max_length=LINE, widget=key_input()
    )
    again = forms.CharField(label=_("The same key once more"), required=False, max_length=LINE, widget=key_input())
    file = forms.FileField(
        label=_("Or the file with the public key"), required=False,
        help_text=_("The file that age-keygen -y wrote. Never the file with the secret key."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One recipient, from either place; what is wrong stands at its field."""
        try:
            self.cleaned_data["recipient"] = self._from_file() if self.cleaned_data.get("file") else self._typed()
        except Refused as refused:
            self.add_error(refused.where, word(refused))
        return self.cleaned_data

    def _from_file(self) -> str:
        try:
            return recipient_in(self.cleaned_data["file"].read(LONGEST_FILE).decode("ascii", "replace"))
        except SecretShown as error:
            raise Refused("institutions.secret_shown", where="file") from error
        except KeyRefused as error:
            raise Refused("institutions.no_recipient", where="file") from error

    def _typed(self) -> str:
        first, second = (self.cleaned_data.get(name, "") for name in ("recipient", "again"))
        if not first:
            raise Refused("institutions.recipient_missing", where="recipient")
        try:
            found = recipient_in(first)
        except SecretShown as error:
            raise Refused("institutions.secret_shown", where="recipient") from error
        except KeyRefused as error:
            raise Refused("institutions.no_recipient", where="recipient") from error
        if second.strip() != found:
            raise Refused("institutions.recipients_differ", where="again")
        return found


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the opened file"), max_length=80, widget=key_input(),
        help_text=_("16 letters and digits in groups of four, and one more. Capital and small letters are the same."),
    )  # fmt: skip


class TieForm(forms.Form):
    kind = forms.ChoiceField(label=_("What ties you"), choices=Tie.Kind.choices)
    body = forms.ChoiceField(label=_("Somebody in this body"), required=False)
    other = forms.ChoiceField(label=_("Or this member of your own body"), required=False)

    def __init__(self, *args: Any, bodies: list[Any], people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((body.code, f"{plain(body.name)} ({body.code})") for body in bodies)
        self.fields["body"].choices = [("", _("none")), *named]  # type: ignore[attr-defined]  # a choice field
        self.fields["other"].choices = [("", _("none")), *people]  # type: ignore[attr-defined]
