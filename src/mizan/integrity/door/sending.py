"""The last pages: who could read it now and later, sending, the codeword, and typing it once more."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from mizan.institutions.rules.routing import Routing
from mizan.integrity import stretching
from mizan.integrity.door import drafts
from mizan.integrity.door.answers import Answers, accusation_of, narrative_of
from mizan.integrity.door.forms import Retype
from mizan.integrity.door.pages import private, start_again
from mizan.integrity.door.showing import forms_of
from mizan.integrity.door.steps import NAMES, STEPS, read, sealed, show
from mizan.integrity.door.ways import address, way_of
from mizan.integrity.queries import choices
from mizan.integrity.queries.ground import Ground, ground
from mizan.integrity.services.intake import Submitted, give_codeword, intake, routed, submit
from mizan.kit.pages import rows_address, today, world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.codeword import Codeword, CodewordRefused, parse
from mizan.sealing.reports import Report, ReportKey

WAIT = 10.0  # seconds that a page waits for its codeword before it says so
STORED, TYPED = "stored", "typed"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Take vetoes and show again who could read it; or send exactly what was shown."""
    if request.method != "POST":
        return start_again(request)
    try:
        answers = read(request)
    except drafts.Stale:
        return start_again(request, stale=True)
    if "back" in request.POST:
        return show(request, STEPS[len(NAMES) - 1], answers)
    return way_of(request).declined(request, answers) or _checked(request, answers)


def _checked(request: HttpRequest, answers: Answers) -> HttpResponse:
    answers = {**answers, "vetoes": sorted({code[:80] for code in request.POST.getlist("vetoes")[:64]})}
    on = ground(world_of(request).value, today())
    try:
        found = routed(on, accusation_of(answers, on))
    except Refused as refused:
        return show_check(request, answers, on=on, refused=refused)
    if "again" in request.POST or shown_of(found) != answers.get("shown"):
        return show_check(request, answers, on=on)
    return _sent(request, answers, on)


def show_check(
    request: HttpRequest, answers: Answers, *, on: Ground | None = None, refused: Refused | None = None
) -> HttpResponse:
    """Which bodies could read it now, and which later; each can be kept out."""
    on = on or ground(world_of(request).value, today())
    accusation, found = accusation_of(answers, on), None
    if refused is None:
        try:
            found = routed(on, accusation)
        except Refused as why:
            refused = why
    names = choices.bodies(on.world).names
    vetoes = answers.get("vetoes", [])
    context = {
        "now": _named(found.bodies_now if found else (), names),
        "later": _named(found.bodies_ever - found.bodies_now if found else (), names),
        "kept_out": _named(vetoes, names),
        "refused": word(refused) if refused else "",
        "faults": [{"text": word(refused), "href": ""}] if refused else [],
        "closed": refused is not None and not vetoes,
        "draft": sealed(request, {**answers, "shown": shown_of(found) if found else ""}),
        "action": address(request, "send"),
        "number": len(STEPS) + 1,
        "of": len(STEPS) + 1,
    }
    return render(request, "integrity/door/check.html", context, status=409 if refused else 200)


def shown_of(found: Routing) -> str:
    """A mark of what the reporter was shown: nothing else is ever sent."""
    now, ever = sorted(found.bodies_now), sorted(found.bodies_ever)
    return sha256(json.dumps([now, ever, found.rules, found.policy]).encode()).hexdigest()


def _named(codes: Any, names: dict[str, str]) -> list[dict[str, str]]:
    return sorted(({"code": code, "name": names.get(code, code)} for code in codes), key=lambda one: one["name"])


def _sent(request: HttpRequest, answers: Answers, on: Ground) -> HttpResponse:
    """Store it, then the codeword; if that takes too long, say that it is stored and go on from there."""
    actor = intake(on.world)
    submitted = submit(actor, accusation_of(answers, on), narrative_of(answers), on=on)
    stored = way_of(request).stored
    return stored(request, submitted, answers) if stored else _with_codeword(request, submitted)


@private
@require_POST
def waiting(request: HttpRequest) -> HttpResponse:
    """Ask again for the codeword of a report that is stored."""
    try:
        submitted = unpacked(drafts.opened(STORED, request.POST.get(STORED, ""), within=drafts.DRAFT))
    except drafts.Stale:
        return start_again(request, stale=True)
    return _with_codeword(request, submitted)


def _with_codeword(request: HttpRequest, submitted: Submitted) -> HttpResponse:
    try:
        codeword = give_codeword(intake(submitted.world), submitted, wait=WAIT)
    except stretching.Busy:
        context = {"stored": drafts.close(STORED, packed(submitted)), "action": rows_address(request, "report:waiting")}
        return render(request, "integrity/door/waiting.html", context)
    return show_codeword(request, codeword)


def show_codeword(request: HttpRequest, codeword: Codeword) -> HttpResponse:
    """The codeword in its three forms: the one page that ever shows it, and shows nothing of the report."""
    context = {
        **forms_of(codeword), "form": Retype(), "typed": drafts.close(TYPED, _mark(codeword)),
        "action": rows_address(request, "report:typed"),
    }  # fmt: skip
    return render(request, "integrity/door/codeword.html", context)


@private
@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """Whether what was typed is the codeword that was shown. Getting it wrong loses nothing."""
    try:
        mark = drafts.opened(TYPED, request.POST.get(TYPED, ""), within=drafts.DRAFT)
    except drafts.Stale:
        return start_again(request, stale=True)
    form, right = Retype(request.POST), False
    if form.is_valid():
        try:
            right = hmac.compare_digest(mark, _mark(parse(form.cleaned_data["codeword"])))
        except CodewordRefused:
            right = False
    context = {
        "right": right, "form": form if form.errors else Retype(), "typed": request.POST.get(TYPED, ""),
        "action": rows_address(request, "report:typed"),
    }  # fmt: skip
    return render(request, "integrity/door/typed.html", context, status=200 if right else 409)


def _mark(codeword: Codeword) -> bytes:
    return sha256(b"mizan/typed/v1\n" + codeword.value).digest()


def packed(submitted: Submitted) -> bytes:
    """For a sealed hidden field only."""
    key = submitted.key
    return b"".join([key.report.id, key.report.public, key.secret, submitted.thread, submitted.world.encode()])


def unpacked(data: bytes) -> Submitted:
    """What `packed` made."""
    report = Report(data[:16], data[16:48])
    return Submitted(UUID(bytes=report.id), data[112:].decode(), ReportKey(report, data[48:80]), data[80:112])
