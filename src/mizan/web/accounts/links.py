"""One-time links: how somebody admitted gets in for the first time. The link ends when a password is set."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from mizan.institutions import invitations
from mizan.institutions.models import User
from mizan.web.accounts import words
from mizan.web.accounts.tokens import DeskTokens


def one_time_link(user: User) -> str:
    """The address where `user` chooses a password, once; it is worth as much as the password itself."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    return settings.DESK_ADDRESS + path_of(f"{user_pk_to_url_str(user)}-{DeskTokens().make_token(user)}")


def path_of(key: str) -> str:
    """The path of a link; `key` is `<user>-<token>` as the accounts library hands it out."""
    uidb36, token = key.split("-", 1)
    parts = {"uidb36": uidb36, "key": token}
    return reverse("account_reset_password_from_key", kwargs=parts, urlconf="mizan.web.urls.desk")


@invitations.sends
def invite(user: User) -> None:
    """Tell somebody newly admitted, in the language of whoever admitted her."""
    if user.has_usable_password():
        return  # somebody with a new post signs in as before
    link = one_time_link(user)
    get_adapter().post(user.email, words.SUBJECT_WELCOME, words.TEXT_WELCOME, link, words.VALID_ONCE)
