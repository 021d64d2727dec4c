"""One-time keys are signed with the desk's secret, also where the command line makes them (`mizan init`)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from mizan.web.settings.secrets import secret


class DeskTokens(PasswordResetTokenGenerator):
    """Ends when the password, the address or the last sign-in changes, and after PASSWORD_RESET_TIMEOUT."""

    key_salt = "mizan.web.accounts.DeskTokens"

    def _get_secret(self) -> str:
        return settings.SECRET_KEY if settings.DOOR == "desk" else secret(settings.VAR, "desk")

    secret = property(_get_secret)  # type: ignore[assignment]  # read when used: `mizan init` makes the secret first
