"""The library's forms with our labels, no placeholders, and keys that are read without trusting their shape."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
    "name": _("A name for this key"),
    "passwordless": _("Sign in with this key alone"),
}
HINTS = {
    "password1": _("At least 12 letters. A few words in a row are easier to remember and harder to guess."),
    "code": _("Six digits from your code app, or one of your recovery codes."),
    "passwordless": _("The key then asks for its own PIN or your finger, and you need no password."),
}
# What a malformed answer of a key makes the parser raise; none of it is our fault, all of it means "not accepted".
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, InvalidSignature)


class Worded(forms.Form):
    """Visible labels in our words instead of placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class AnyKey(Worded):
    """An answer of a key that cannot even be read is refused like a wrong one."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except UNREADABLE:
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, get_adapter().validation_error("incorrect_code"))


class LoginForm(Worded, account.LoginForm):
    pass


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    pass


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    pass


class CodeForm(Worded, base.AuthenticateForm):
    pass


class CodeAgainForm(Worded, base.ReauthenticateForm):
    pass


class ActivateCodeForm(Worded, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits that the app shows now.")


class AddKeyForm(AnyKey, webauthn.AddWebAuthnForm):
    field_order = ("name", "passwordless", "credential")


class EditKeyForm(Worded, webauthn.EditWebAuthnForm):
    pass


class KeyForm(AnyKey, webauthn.AuthenticateWebAuthnForm):
    pass


class KeyLoginForm(AnyKey, webauthn.LoginWebAuthnForm):
    pass


class KeyAgainForm(AnyKey, webauthn.ReauthenticateWebAuthnForm):
    pass
