"""The log's files and the downloads at the door: before the language, the session and the database.

    /log/checkpoint  /log/policy  /log/history  /log/origin  /log/manifest/N  /log/tile/...    as they were published
    /log/mizan-verify.pyz  /log/mizan-witness.pyz  /log/verify.html           built from this installation

Nothing varies with who asks, so any cache on the way may keep it; only what the published checkpoint covers is kept for
ever. Hashes and random bytes do not shrink, so nothing is compressed. A page among the downloads is handed over as a
file: this door serves no script.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from mizan.ledger.public import files
from mizan.ledger.sequencing import house
from mizan.tlog import downloads

PREFIX = "/log/"
Answer = Callable[[HttpRequest], HttpResponse]

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
BINARY = "application/octet-stream"


class Download(NamedTuple):
    """A file to take away: its bytes come from `downloads`, its hash is shown beside the link."""

    name: str
    size: int
    sha256: str


@cache
def offered() -> tuple[Download, ...]:
    """What can be downloaded; built once for each process."""
    return tuple(Download(name, len(build()), sha256(build()).hexdigest()) for name, build in downloads.FILES.items())


def log_files(get_response: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer for the log's files; every other address goes on, `/log/` itself too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        name = request.path_info.removeprefix(PREFIX)
        if name == request.path_info or not _is_ours(name):
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _conditional(request, _answer(name))

    return middleware


def _is_ours(name: str) -> bool:
    return name in downloads.FILES or files.is_name(name)


def _answer(name: str) -> HttpResponse:
    if name in downloads.FILES:
        return _handed_over(name)
    found = files.find(house.folder(), name)
    if found is None:
        return HttpResponse(
            "There is no such file in this log.\n", status=404, content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )  # fmt: skip
    kind = "text/plain; charset=utf-8" if found.is_text else BINARY
    return _answered(found.data, kind, FOR_EVER if found.final else ASK_AGAIN)


def _handed_over(name: str) -> HttpResponse:
    response = _answered(downloads.FILES[name](), BINARY, ASK_AGAIN)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _answered(data: bytes, kind: str, cached: str) -> HttpResponse:
    headers = {"Cache-Control": cached, "ETag": quote_etag(sha256(data).hexdigest()[:32])}
    return HttpResponse(data, content_type=kind, headers={**headers, "Content-Length": str(len(data))})


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Nothing is sent to who has it already, and only the headers to who asks for no more."""
    etag = response.headers.get("ETag")
    if etag is not None:
        response = get_conditional_response(request, etag=etag, response=response) or response
    if request.method == "HEAD":
        response.content = b""
    return response
