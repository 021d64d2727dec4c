"""Pages that carry all they need: no script, picture or font, nothing fetched, nothing kept, nothing told.

The one style sheet stands in the page. The page policy names its hash, for these pages only, so that no other style
can be slipped in. No browser or proxy keeps the page (`no-store`): whoever looks through a telephone must not find it,
and "answers now" would be false an hour later. No address that is opened from it learns of it (`no-referrer`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import mark_safe

STYLE = Path(__file__).with_name("help.css").read_text(encoding="utf-8").replace("\n", "")
HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
ELEMENT = format_html("<style>{}</style>", mark_safe(STYLE))  # noqa: S308  (our own file)
POLICY = {"style-src": [f"'sha256-{HASH}'"], "img-src": ["data:"], "font-src": ["'none'"]}
View = Callable[..., HttpResponse]


def light(view: View) -> View:
    """The headers of such a page."""

    @csp_replace(POLICY)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, without the blanks at the ends of its lines. The answer to a form keeps them: somebody typed some."""
    inside = {"style": ELEMENT, "quick_exit": settings.QUICK_EXIT, **context}
    response = render(request, template, inside, status=status)
    if request.method == "POST":
        return response
    text = response.content.decode()
    response.content = "\n".join(line for line in map(str.strip, text.splitlines()) if line).encode()
    return response
