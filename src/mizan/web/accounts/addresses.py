"""Where a request comes from, as far as the proxies in front of the door can be believed."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104  (no address is bound; locks and sessions need some value)


def address_of(request: HttpRequest) -> str:
    """The client's address: the entry that the outermost trusted proxy wrote, else who is connected."""
    trusted: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    wanted = forwarded[-trusted] if 0 < trusted <= len(forwarded) else ""
    for text in (wanted, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(text.strip()))
        except ValueError:
            continue
    return UNKNOWN
