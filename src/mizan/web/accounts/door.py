"""The desk's door: deny by default. What is open to whom is listed by the name of the page, never by a prefix."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from mizan.institutions.access import actor_of
from mizan.web.accounts.proof import Standing, standing

Answer = Callable[[HttpRequest], HttpResponse]

FOR_ALL = {
    "about", "accessibility", "sources", "threats",
    "account_login", "account_logout", "account_signup", "account_inactive",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip
PROVING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}
OWN_ACCOUNT = PROVING | {
    "account_reauthenticate", "account_change_password", "usersessions_list", "mfa_index", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


def members_only(get_response: Answer) -> Answer:
    """Everything is for members in a post who proved a second factor; others are sent to their next step."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request.user)  # type: ignore[attr-defined]  # the one attribute doors add
        request.standing = standing(request)  # type: ignore[attr-defined]  # for the menu
        return _instead(request, _page(request)) or get_response(request)

    return middleware


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name or ""
    except Resolver404:
        return ""


def _instead(request: HttpRequest, page: str) -> HttpResponse | None:
    """What the person gets instead of the page; None lets her through."""
    where: Standing = request.standing  # type: ignore[attr-defined]  # set above
    if where == Standing.ADMITTED or page in FOR_ALL:
        return None
    if where == Standing.STRANGER:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if where == Standing.UNPROVED:
        return None if page in PROVING else _to_prove(request)
    if page in OWN_ACCOUNT:
        return None
    if where == Standing.NO_POST:
        return render(request, "web/no_post.html", status=403)
    return HttpResponseRedirect(reverse("mfa_index"))


def _to_prove(request: HttpRequest) -> HttpResponse:
    by_code = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    way = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
    return HttpResponseRedirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
