"""What the accounts library does not do our way: closed registration, and links that mail readers may look at."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django.views.generic.edit import FormView

from mizan.web.accounts.forms import ResetPasswordKeyForm


@require_safe
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody registers: a body admits."""
    return render(request, "account/signup_closed.html")


@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
class ChoosePassword(PasswordResetFromKeyView):
    """The page behind a one-time link.

    The library keeps the key in the session and redirects; a cookie with SameSite=Strict is not sent on that redirect
    when the link was opened from a mail page, so the key stays in the address (which no page leaks as referrer).
    """

    form_class = ResetPasswordKeyForm

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponseBase:
        self.request, self.key = request, key
        token = self._token(uidb36, key)
        self.reset_user = token.reset_user if token.is_valid() else None
        if self.reset_user is None or not self.reset_user.is_active:
            return self.render_to_response(self.get_context_data(token_fail=True, form=None), status=404)
        return FormView.dispatch(self, request, uidb36=uidb36, key=key, **kwargs)

    def _token(self, uidb36: str, key: str) -> Any:
        from allauth.account.forms import UserTokenForm  # noqa: PLC0415  (needs the models)

        return UserTokenForm(data={"uidb36": uidb36, "key": key})

    def form_valid(self, form: Any) -> HttpResponse:
        """The link reached the mailbox, so the address is the person's."""
        EmailAddress.objects.update_or_create(
            user=self.reset_user, email=self.reset_user.email, defaults={"verified": True, "primary": True}
        )
        return super().form_valid(form)
