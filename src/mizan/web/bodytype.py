"""The type of a body as the doors read it: its name and, for a form with files, its boundary. Everything is UTF-8.

Django reads the header while it builds the request, before any of its own steps can answer. A charset that is no text
("base64"), or one that does not exist in an encoded parameter, would end there as a broken request with a trace in the
log. No browser sends one, so what is not needed is left out before Django sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_BOUNDARY = re.compile(r';\s*boundary=("?)([0-9A-Za-z\'()+_,./:=?-]{1,200})\1\s*(?:;|$)', re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}")


def plain(kind: str) -> str:
    """`multipart/form-data; boundary=...`, another type without parameters, or "" for what is none."""
    name = kind.partition(";")[0].strip().lower()
    if not _NAME.fullmatch(name):
        return ""
    boundary = _BOUNDARY.search(kind) if name == "multipart/form-data" else None
    return f"{name}; boundary={boundary[2]}" if boundary else name


def with_plain_type(application: Application) -> Application:
    """A door that is told the plain type of a body."""

    def asked(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = plain(environ["CONTENT_TYPE"])
        return application(environ, start)

    return asked
