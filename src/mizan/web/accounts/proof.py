"""How far a person at the desk's door has come: signed in, in a post, with a second factor, and proved it now.

A session that was opened with the password alone stays outside even after a second factor was set up elsewhere:
otherwise whoever held the password first would keep the way in.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.dispatch import receiver
from django.http import HttpRequest

PROVED = "second_factor_of"  # session key: the id of the person who proved a second factor in the session at hand
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Standing(StrEnum):
    STRANGER = "stranger"
    NO_POST = "no_post"
    NO_FACTOR = "no_factor"
    UNPROVED = "unproved"
    ADMITTED = "admitted"


def standing(request: HttpRequest) -> Standing:
    """Where the person stands; `request.user` and `request.actor` are set."""
    user: Any = request.user
    if not user.is_authenticated:
        return Standing.STRANGER
    has_factor = is_mfa_enabled(user, FACTORS)
    if has_factor and request.session.get(PROVED) != str(user.pk):
        return Standing.UNPROVED
    if not request.actor.body:  # type: ignore[attr-defined]  # set by the door
        return Standing.NO_POST
    return Standing.ADMITTED if has_factor else Standing.NO_FACTOR


@receiver([authenticator_added, authenticator_used])
def remember(request: HttpRequest, user: Any, **_more: object) -> None:
    """A code or key was accepted, or a new one proved itself while being set up, in the session at hand."""
    request.session[PROVED] = str(user.pk)
