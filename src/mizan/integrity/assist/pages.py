"""The pages on which a report is typed for somebody: the steps of the public door, the files, the codeword for her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mizan.integrity import store, stretching
from mizan.integrity.assist import sitting
from mizan.integrity.assist.channels import WITH_FILE, ChannelForm
from mizan.integrity.assist.helper import for_helpers, way
from mizan.integrity.door import drafts, sending, steps, uploads
from mizan.integrity.door.answers import Answers
from mizan.integrity.door.pages import start_again
from mizan.integrity.door.sending import STORED, packed, unpacked
from mizan.integrity.door.ways import address, go_by, way_of
from mizan.integrity.models import Report
from mizan.integrity.queries.ground import ground
from mizan.integrity.rules.accusation import CHANNEL
from mizan.integrity.services import files
from mizan.integrity.services.intake import Submitted, give_codeword, intake
from mizan.kit.pages import today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.wordlists import Language


@require_http_methods(["GET", "HEAD", "POST"])
@for_helpers()
def start(request: HttpRequest) -> HttpResponse:
    """What a helper must know, and the channel. Whoever comes here begins anew: what was typed before is forgotten."""
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting.begin(request)
        go_by(request, way(request))
        return steps.show(request, steps.STEPS[0], {CHANNEL: form.cleaned_data[CHANNEL]})
    if request.method != "HEAD":
        sitting.end(request)
    return render(request, "integrity/assist/start.html", {"form": form}, status=409 if form.errors else 200)


@for_helpers()
def step(request: HttpRequest, name: str) -> HttpResponse:
    """A step of the public door."""
    return steps.step(request, name)


def _stored(request: HttpRequest, submitted: Submitted, answers: Answers) -> HttpResponse:
    """It is stored: what was typed opens no more. Then the recording or the form, if there is one, or the codeword."""
    sitting.begin(request)
    go_by(request, way(request))
    if answers.get(CHANNEL) in WITH_FILE and store.room_for_files():
        return _ask_for_files(request, submitted)
    return _give(request, submitted)


@for_helpers(_stored)
def send(request: HttpRequest) -> HttpResponse:
    """The check of the public door, and Send."""
    return sending.send(request)


@require_POST
@for_helpers()
def waiting(request: HttpRequest) -> HttpResponse:
    """Ask again for the codeword of a report that is stored."""
    try:
        submitted = _held(request, request.POST)
    except drafts.Stale:
        return start_again(request, stale=True)
    return _give(request, submitted)


def _held(request: HttpRequest, fields: QueryDict) -> Submitted:
    label = way_of(request).label(STORED)
    return unpacked(drafts.opened(label, fields.get(STORED, ""), within=drafts.DRAFT))


def _field(request: HttpRequest, submitted: Submitted) -> str:
    return drafts.close(way_of(request).label(STORED), packed(submitted))


def _ask_for_files(request: HttpRequest, submitted: Submitted, fault: str = "") -> HttpResponse:
    context = {"stored": _field(request, submitted), "action": address(request, "files"), "fault": fault}
    context["faults"] = [{"text": fault, "href": "#id_files"}] if fault else []
    return render(request, "integrity/assist/files.html", context, status=409 if fault else 200)


def _give(request: HttpRequest, submitted: Submitted) -> HttpResponse:
    """The codeword, once: for the reporter, to be read aloud or printed."""
    try:
        codeword = give_codeword(intake(submitted.world), submitted, wait=sending.WAIT)
    except stretching.Busy:
        context = {"stored": _field(request, submitted), "action": address(request, "waiting")}
        return render(request, "integrity/door/waiting.html", context)
    sitting.end(request)
    *groups, check = codeword.digits().split()
    context = {
        "groups": groups, "check": check, "digits": codeword.digits(),
        "words": [(language.value, codeword.words(language)) for language in (Language.ENGLISH, Language.URDU)],
    }  # fmt: skip
    return render(request, "integrity/assist/codeword.html", context)


@dataclass(frozen=True)
class Fresh:
    """A report that was stored just now, for its first files."""

    report: Report
    newest: Sealed


@csrf_exempt  # the sealed field is bound to this sitting and stands for the token; the body is read as it streams
@require_POST
@for_helpers()
def add_files(request: HttpRequest) -> HttpResponse:
    """Take the recording or the form in, sealed while it streams; then the codeword."""
    held: list[Submitted] = []

    def find(fields: QueryDict) -> Fresh:
        held.append(_held(request, fields))
        fresh = Fresh(Report(pk=held[0].report, world=held[0].world), held[0].key.report)
        handler.quota = files.room_left(fresh)
        return fresh

    handler = uploads.Sealing(request, find, files.next_number, 0)
    try:
        fields = uploads.receive(request, handler)
        view = handler.view or find(fields)
        _keep(view, handler)
    except drafts.Stale:
        return start_again(request, stale=True)
    except Refused as refused:
        return _ask_for_files(request, held[0], word(refused)) if held else start_again(request, stale=True)
    finally:
        handler.discard()
    return _give(request, held[0])


def _keep(view: Any, handler: uploads.Sealing) -> None:
    """What was taken is kept, also if a later file was declined; the fault is told then. None at all is no fault."""
    on = ground(view.report.world, today())
    while handler.taken:
        files.add_file(intake(on.world), view, handler.taken.pop(0), on=on)
    if handler.fault:
        raise handler.fault
