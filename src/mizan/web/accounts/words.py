"""What the accounts say: messages and e-mails by the library's template names, and words borrowed from libraries.

Django and allauth ship no Urdu for most of these. Named here, they enter our own catalogue, which wins over theirs.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# Shown on the next page. None: nothing needs saying, the page itself shows it.
MESSAGES: dict[str, Promise | None] = {
    "account/messages/logged_in.txt": None,
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("Your code app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your code app is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes; the old ones no longer work."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("Your other sessions are ended."),
}

# Sent when something about the account changed. They name no body, no role and no content.
NOTICES: dict[str, Promise] = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_reset": _("The password of your account was set by a link sent to this address."),
    "mfa/email/totp_activated": _("A code app was set up for your account."),
    "mfa/email/totp_deactivated": _("The code app of your account was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A security key was added to your account."),
    "mfa/email/webauthn_removed": _("A security key was removed from your account."),
}
SUBJECT_NOTICE = _("Your Mizan account was changed")
NOT_YOU = _("If this was not you, tell the person in your body who admits members, at once.")
SUBJECT_RESET = _("A new password for Mizan")
TEXT_RESET = _("Somebody, probably you, asked for a new password. Choose it here:")
SUBJECT_WELCOME = _("Your account at Mizan")
TEXT_WELCOME = _("You have been admitted as a member. Choose your password here, then set up a second factor:")
VALID_ONCE = _("The link works once, for three days. If you expected nothing, do nothing.")

BORROWED = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Null characters are not allowed."),
    _("Enter a valid JSON."),
    _("Enter a valid date."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "min_length",
    ),
)
