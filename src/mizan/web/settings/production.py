"""What differs between a demonstration on one machine and production, in one place."""

from __future__ import annotations

from typing import Any

from mizan.web.settings.env import env_int, env_secret

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


def hosts(*, demo: bool) -> list[str]:
    """The demonstration answers on loopback names only."""
    if demo:
        return LOOPBACK
    return [name.strip() for name in env_secret("MIZAN_HOSTS").split(",") if name.strip()]


def desk_address(*, demo: bool, port: int) -> str:
    """The desk's address for links in e-mails, without a slash at the end: never taken from a request's Host."""
    given = env_secret("MIZAN_DESK_ADDRESS").rstrip("/")
    if given or demo:
        return given or f"http://localhost:{port + 1}"
    return f"https://{next(iter(hosts(demo=False)), 'localhost')}"


def transport(*, demo: bool) -> dict[str, Any]:
    """Cookies and transport: Secure everywhere except on the demonstration's loopback.

    `MIZAN_PROXIES` is the number of proxies in front of the doors (default one, which terminates TLS): that many
    entries of X-Forwarded-For, from the end, are believed, no more.
    """
    return {
        "SESSION_COOKIE_SECURE": not demo,
        "CSRF_COOKIE_SECURE": not demo,
        "LANGUAGE_COOKIE_SECURE": not demo,
        "SESSION_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SAMESITE": "Strict",
        "SECURE_SSL_REDIRECT": False,  # the proxy in front terminates TLS; see docs/operations.md
        "SECURE_HSTS_SECONDS": 0 if demo else 31536000,
        "SECURE_PROXY_SSL_HEADER": None if demo else ("HTTP_X_FORWARDED_PROTO", "https"),
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0 if demo else env_int("MIZAN_PROXIES", 1),
    }
