"""A provider's own services at the desk: listed, changed, ended, counted, and taken from a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.kit.actors import Actor
from mizan.kit.entry import bound, pressed, with_error
from mizan.kit.exports import xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import template_rows
from mizan.kit.imports.page import take_sheet
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger.queries import history
from mizan.prevention import services
from mizan.prevention.access import own_service_or_404
from mizan.prevention.models import Service
from mizan.prevention.queries.helping import load_of, of_body
from mizan.prevention.rules.serving import LISTERS, SIDES
from mizan.prevention.service_forms import LoadForm, ServiceForm, entered
from mizan.prevention.service_sheet import COLUMNS, take_service

View = Callable[..., HttpResponse]


def for_providers(view: View) -> View:
    """For whoever may list services of a body of either side; to others the page is not here."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = member_of(request)
        if actor.side not in SIDES or not LISTERS & actor.roles:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@for_providers
def services_page(request: HttpRequest) -> HttpResponse:
    """What the reader's body offers, and what it offered."""
    actor = member_of(request)
    return render(request, "prevention/desk_services.html", {"rows": of_body(actor.body, actor.world)})


@for_providers
def add_page(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(request.POST if request.method == "POST" else None)
    made = said(form, lambda: services.list_service(member_of(request), form.new())) if form.is_bound else None
    if made is not None:
        messages.success(request, _("The service is public."))
        return redirect("prevention:own_service", code=made.pk)
    return render(request, "prevention/desk_service_add.html", {"form": form}, status=409 if form.errors else 200)


def said(form: forms.Form, verb: Callable[[], Any]) -> Any:
    """What the verb made; None where the form or the rules refuse."""
    if not form.is_valid():
        return None
    try:
        return verb()
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


@for_providers
def own_service_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows one of the body's services; POST changes it, ends it, or says how many asked."""
    actor = member_of(request)
    row = own_service_or_404(actor, code)
    stands = row.ended_on is None
    change = bound(request, ServiceForm, "change", initial=entered(row)) if stands else None
    load = bound(request, LoadForm, "load") if stands else None
    done = _taken(request, actor, row, change, load) if pressed(request) else None
    if done is not None:
        return done
    context = {"row": row, "change": change, "load": load, "months": load_of(code)[::-1], "history": history(row)}
    return render(request, "prevention/desk_service.html", context)


def _taken(request: HttpRequest, actor: Actor, row: Service, change: Any, load: Any) -> HttpResponse | None:
    verb = pressed(request)
    if verb not in {"change", "load", "end"} or change is None:
        raise Http404
    if verb == "change":
        made = said(change, lambda: services.change_service(actor, row, change.new(row)))
    elif verb == "load":
        given = load.cleaned_data if load.is_valid() else {}
        made = said(load, lambda: services.say_load(actor, row, given["month"], received=given["received"],
                                                     answered=given["answered"]))  # fmt: skip
    else:
        made = services.end_service(actor, row)
    if made is None:
        return None
    messages.success(request, _("That is recorded."))
    return redirect("prevention:own_service", code=made.pk if isinstance(made, Service) else row.pk)


@for_providers
def import_page(request: HttpRequest) -> HttpResponse:
    """GET offers template (`?as=template`) and upload; POST checks and, if nothing is wrong, takes all."""
    if request.GET.get("as") == "template":
        return xlsx_response("services-template", template_rows(COLUMNS), [], world=World.REAL)
    taken, context = take_sheet(request, COLUMNS, take_service)
    if taken:
        messages.success(request, _("All rows are listed as services."))
        return redirect("prevention:own_services")
    return render(request, "prevention/desk_services_import.html", context)
