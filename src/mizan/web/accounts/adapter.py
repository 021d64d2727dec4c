"""How the accounts library behaves in this house: no registration, our own words, a QR code without inline style."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar

import qrcode
import qrcode.image.svg
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mizan.web.accounts import links, words
from mizan.web.accounts.addresses import address_of

TOO_MANY = _("Too many attempts. Wait a few minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link has been used or is too old."),
        "account_inactive": _("This account is closed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by admission only (I-7)."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_reset_password_from_key_url(self, key: str) -> str:
        return settings.DESK_ADDRESS + links.path_of(key)

    def add_message(  # noqa: PLR0917  (the library's signature)
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        text = message or (words.MESSAGES.get(message_template) if message_template else None)
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our own plain sentences; an occasion without a sentence sends nothing."""
        if template_prefix == "account/email/password_reset_key":
            self.post(email, words.SUBJECT_RESET, words.TEXT_RESET, context["password_reset_url"], words.VALID_ONCE)
        elif notice := words.NOTICES.get(template_prefix):
            self.post(email, words.SUBJECT_NOTICE, notice, words.NOT_YOU)

    def post(self, email: str, subject: object, *paragraphs: object) -> None:
        """Send a plain text of these paragraphs."""
        body = "\n\n".join(str(paragraph) for paragraph in paragraphs) + "\n"
        EmailMessage(str(subject), body, self.get_from_email(), [email]).send()


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or key was not accepted. Codes change every 30 seconds; each works once."),
        "unverified_email": _("Set your password by the link in your e-mail first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Black on white in every theme, since cameras read contrast; no inline style (page policy)."""
        image, buffer = qrcode.make(url, image_factory=qrcode.image.svg.SvgPathImage, border=3), BytesIO()
        image.save(buffer)
        path = buffer.getvalue().decode().split(' d="')[1].split('"')[0]
        return format_html(
            '<svg viewBox="0 0 {0} {0}" width="232" height="232" role="img" aria-labelledby="qr-name">'
            '<title id="qr-name">{1}</title><rect width="{0}" height="{0}" fill="#fff"/>'
            '<path d="{2}" fill="#000"/></svg>',
            image.width + 2 * image.border,
            gettext("The seed as a picture, for the camera of your code app"),
            path,
        )

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  (library's name)
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key {number}").format(number=number)
