"""What leaves the desk: attachments as they were sent, cleaned copies, and sealed copies.

Never inline, never of a type of its own.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mizan.integrity import store
from mizan.integrity.access import report_for
from mizan.integrity.desk.forms import CopyForm
from mizan.integrity.desk.reader import for_readers
from mizan.integrity.models import Attachment
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.services.acts import open_once
from mizan.integrity.services.cleaned import cleaned_copy
from mizan.integrity.services.copies import copy_for
from mizan.integrity.wall import within
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.errors import OpenError
from mizan.sealing.files import open_file, open_record
from mizan.sealing.readers import ReaderKeys

SANDBOX = "sandbox; default-src 'none'"


@require_safe
@for_readers
def file_page(
    _request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground, pk: UUID, number: int
) -> StreamingHttpResponse:
    """One attachment. Its name is not told to the browser: it may lead to who sent it."""
    found = report_for(actor, mine, pk, ground)
    open_once(actor, mine, found, ground)
    row = _row(found, number)
    if row is None or row.epoch not in found.keys:
        raise Http404
    key = found.keys[row.epoch]
    try:
        sealed = open_record(key, bytes(row.record), row.number)
        pieces = list(open_file(key.report, row.number, sealed.key, store.pieces(row.pk)))
    except (OpenError, OSError) as error:
        raise Http404 from error
    return _download(StreamingHttpResponse(pieces), f"attachment-{number}.bin")


@require_POST
@for_readers
def cleaned_page(  # noqa: PLR0917 - the decorator and the address give them in this order
    request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground, pk: UUID, number: int
) -> HttpResponse:
    """A cleaned copy of one attachment; why none is made stands on a page of its own."""
    found = report_for(actor, mine, pk, ground)
    open_once(actor, mine, found, ground)
    row = _row(found, number)
    if row is None:
        raise Http404
    try:
        copy = cleaned_copy(actor, mine, found, ground, row)
    except OpenError as error:
        raise Http404 from error
    except Refused as refused:
        context = {"report": found.report, "number": number, "fault": word(refused)}
        return render(request, "integrity/cleaned.html", context, status=409)
    return _download(HttpResponse(copy.content), f"cleaned-{number}.{copy.suffix}")


@within("found")
def _row(found: Opened, number: int) -> Attachment | None:
    return Attachment.objects.filter(report=found.report, number=number).first()


@require_POST
@for_readers
def copy_page(request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground, pk: UUID) -> HttpResponse:
    """A sealed copy as `.age`; a fault shows the form again, on a page of its own."""
    found = report_for(actor, mine, pk, ground)
    form = CopyForm(request.POST)
    if form.is_valid():
        try:
            data = copy_for(actor, mine, found, ground, **form.cleaned_data)
        except Refused as refused:
            form.add_error("recipient", word(refused))
        else:
            return _download(HttpResponse(data), f"report-{str(pk)[:8]}.age")
    return render(request, "integrity/copy.html", {"form": form, "report": found.report}, status=409)


Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)


def _download(response: Answer, name: str) -> Answer:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = SANDBOX
    return response
