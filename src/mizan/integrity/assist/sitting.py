"""One report at a time: the sealed fields of a helper's pages open in her sitting alone, and end with it.

The session holds a random word and nothing of the report. It is another one once the report was stored, and gone once
the codeword was shown or the helper was declined: a page that was kept opens nothing afterwards.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

KEY = "assist"


def begin(request: HttpRequest) -> None:
    """A new sitting; what was typed in the one before opens no more."""
    request.session[KEY] = secrets.token_urlsafe(16)


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def bound(request: HttpRequest) -> str:
    """What sealed fields are bound to; without a sitting to something that nobody has."""
    return f"assist {request.session.get(KEY) or secrets.token_urlsafe(16)}"
