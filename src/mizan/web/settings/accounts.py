"""Accounts of the desk: e-mail and password, then a second factor for everyone (allauth, axes)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mizan.web.settings.env import env_bool, env_int, env_secret

ACCOUNT_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "mizan.web.accounts",
]

_VALIDATORS = "django.contrib.auth.password_validation"
_FORMS = "mizan.web.accounts.forms"

ACCOUNT_SETTINGS: dict[str, Any] = {
    "AUTHENTICATION_BACKENDS": [
        "axes.backends.AxesStandaloneBackend",
        "allauth.account.auth_backends.AuthenticationBackend",
    ],
    # Scrypt is memory-hard; the second entry still reads older hashes.
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
        {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    ],
    "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,
    "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": "mizan.web.accounts.tokens.DeskTokens",
    "ACCOUNT_ADAPTER": "mizan.web.accounts.adapter.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    # A password exists only after a link to the address was used, and a second factor needs a verified address.
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
    # The last per account too: six digits must not be guessable by somebody who has the password.
    "ACCOUNT_RATE_LIMITS": {
        "login": "60/m/ip",
        "login_failed": "20/m/ip,10/30m/key",
        "reset_password": "20/h/ip,3/h/key",
    },
    "MFA_ADAPTER": "mizan.web.accounts.adapter.SecondFactorAdapter",
    "ACCOUNT_FORMS": {
        "login": f"{_FORMS}.LoginForm",
        "change_password": f"{_FORMS}.ChangePasswordForm",
        "reset_password": f"{_FORMS}.ResetPasswordForm",
        "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    },
    "MFA_FORMS": {
        "authenticate": f"{_FORMS}.CodeForm",
        "reauthenticate": f"{_FORMS}.CodeAgainForm",
        "activate_totp": f"{_FORMS}.ActivateCodeForm",
        "add_webauthn": f"{_FORMS}.AddKeyForm",
        "edit_webauthn": f"{_FORMS}.EditKeyForm",
        "authenticate_webauthn": f"{_FORMS}.KeyForm",
        "login_webauthn": f"{_FORMS}.KeyLoginForm",
        "reauthenticate_webauthn": f"{_FORMS}.KeyAgainForm",
    },
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "Mizan",
    "MFA_TOTP_TOLERANCE": 1,  # one step of 30 seconds either way: phones are not always on time
    "USERSESSIONS_TRACK_ACTIVITY": False,
    "AXES_FAILURE_LIMIT": 5,
    "AXES_COOLOFF_TIME": 1,  # hours
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
    "AXES_RESET_ON_SUCCESS": True,
    "AXES_DISABLE_ACCESS_LOG": True,
    "AXES_ENABLE_ADMIN": False,
    "AXES_VERBOSE": False,
    "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
    "AXES_USERNAME_CALLABLE": "mizan.web.accounts.locks.name_of",
    "AXES_CLIENT_IP_CALLABLE": "mizan.web.accounts.addresses.address_of",
    "AXES_LOCKOUT_CALLABLE": "mizan.web.accounts.locks.locked_page",
}


def mail(var: Path, *, demo: bool) -> dict[str, Any]:
    """E-mail: kept as files under `var/mail` in the demonstration, sent over TLS in production."""
    if demo:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": var / "mail",
            "DEFAULT_FROM_EMAIL": "desk@mizan.example",
        }
    return {
        "EMAIL_HOST": env_secret("MIZAN_EMAIL_HOST", "localhost"),
        "EMAIL_PORT": env_int("MIZAN_EMAIL_PORT", 587),
        "EMAIL_HOST_USER": env_secret("MIZAN_EMAIL_USER"),
        "EMAIL_HOST_PASSWORD": env_secret("MIZAN_EMAIL_PASSWORD"),
        "EMAIL_USE_TLS": env_bool("MIZAN_EMAIL_TLS", True),
        "EMAIL_TIMEOUT": 15,
        "DEFAULT_FROM_EMAIL": env_secret("MIZAN_EMAIL_FROM", "desk@localhost"),
    }
