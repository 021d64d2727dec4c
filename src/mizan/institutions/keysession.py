"""A reader's keys during her session at the desk: the server keeps a box, the browser the cookie that opens it.

The cookie is apart from the login's, random, and its value is stored nowhere. The box is bound to the login session, to
the post and its roles, and to the keys of today: logout, a new role or place, other keys or 30 minutes without use of
the keys each end it. Source: DESIGN section 9, "Sessions".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mizan.institutions.models import Membership, PersonKeys
from mizan.kit.clock import now
from mizan.kit.pages import member_of
from mizan.sealing.errors import SealingError
from mizan.sealing.readers import PublicKeys, ReaderKeys
from mizan.sealing.sessions import lock_for_session, new_cookie, unlock_in_session

IDLE = 30 * 60  # seconds without use of the keys
BOX = "keys"  # of the session: {"box": ..., "used": unix seconds}
_SET, _MINE = "_keys_cookie", "_keys_mine"  # of one request

Answer = Callable[[HttpRequest], HttpResponse]


def begin(request: HttpRequest, keys: ReaderKeys) -> None:
    """Keep unlocked keys for the rest of the session; the cookie leaves with this answer."""
    cookie = new_cookie()
    if not request.session.session_key:
        request.session.create()
    box = lock_for_session(keys, cookie, _bound(request))
    request.session[BOX] = {"box": base64.b64encode(box).decode(), "used": _seconds()}
    setattr(request, _SET, base64.urlsafe_b64encode(cookie).decode())
    setattr(request, _MINE, keys)


def end(request: HttpRequest) -> None:
    """Lock them again: the box is gone, the cookie leaves with this answer."""
    request.session.pop(BOX, None)
    setattr(request, _MINE, None)


def mine(request: HttpRequest) -> ReaderKeys | None:
    """The reader's unlocked keys; None where she must unlock them first. Using them counts as use."""
    if not hasattr(request, _MINE):
        setattr(request, _MINE, _opened(request))
    found = getattr(request, _MINE)
    return found if isinstance(found, ReaderKeys) else None


def keys_cookie(get_response: Answer) -> Answer:
    """Of the desk's door: sets the cookie of keys that were just unlocked, and takes away one that opens nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        fresh = getattr(request, _SET, None)
        session = getattr(request, "session", {})
        if fresh is not None and BOX in session:
            response.set_cookie(settings.KEYS_COOKIE_NAME, fresh, **_how())
        elif settings.KEYS_COOKIE_NAME in request.COOKIES and BOX not in session:
            response.delete_cookie(settings.KEYS_COOKIE_NAME, path="/", samesite="Strict")
        return response

    return middleware


def _how() -> dict[str, Any]:
    """For this browser session, over TLS alone, never to scripts or other sites."""
    return {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Strict", "path": "/"}


def _opened(request: HttpRequest) -> ReaderKeys | None:
    kept = request.session.get(BOX)
    if not isinstance(kept, dict):
        return None
    keys = _unlocked(request, kept) if 0 <= _seconds() - int(kept.get("used", 0)) <= IDLE else None
    if keys is None:
        end(request)
    else:
        request.session[BOX] = {**kept, "used": _seconds()}
    return keys


def _unlocked(request: HttpRequest, kept: dict[str, Any]) -> ReaderKeys | None:
    row = PersonKeys.objects.filter(user=member_of(request).id or None, until=None).first()
    if row is None:
        return None
    try:
        cookie = base64.urlsafe_b64decode(request.COOKIES.get(settings.KEYS_COOKIE_NAME, ""))
        box = base64.b64decode(str(kept.get("box", "")))
        public = PublicKeys(bytes(row.public), bytes(row.verify))
        return unlock_in_session(box, cookie, _bound(request), public)
    except (SealingError, binascii.Error, ValueError):
        return None


def _bound(request: HttpRequest) -> bytes:
    """What the box belongs to: this login session, this post, these roles. A change of any ends the keys."""
    actor = member_of(request)
    post = Membership.objects.filter(user=actor.id or None, until=None, suspended_at=None).values_list("pk").first()
    parts = [request.session.session_key, post[0] if post else "", actor.body, ",".join(sorted(actor.roles))]
    return "\n".join(map(str, parts)).encode()


def _seconds() -> int:
    return int(now().timestamp())
