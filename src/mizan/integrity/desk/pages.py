"""The inbox, and the page of one report with its acts. No address holds anything of a report but its random id."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mizan.integrity.access import inbox, report_for
from mizan.integrity.act_words import BUTTONS
from mizan.integrity.desk.forms import ActForm, CopyForm, WordsForm
from mizan.integrity.desk.reader import for_readers
from mizan.integrity.desk.showing import inbox_rows, possible, report_context, stripped
from mizan.integrity.opened import Opened
from mizan.integrity.queries import choices
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.standing import open_duties
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.acts import do, open_once
from mizan.integrity.services.changing import possible_bodies
from mizan.integrity.services.writing import note, write
from mizan.kit.actors import Actor, Role
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.readers import ReaderKeys

SAID = {"message": write, "note": note}


@require_safe
@for_readers
def inbox_page(request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground) -> HttpResponse:
    """Every report that this reader may open today, in the order of triage."""
    found = inbox(actor, mine, ground)
    names = choices.bodies(ground.world).names
    flagged = stripped(found, ground) if actor.has(Role.OVERSIGHT) else []
    context = {"rows": inbox_rows(found, ground.today), "flagged": [names.get(code, code) for code in flagged]}
    return render(request, "integrity/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def report_page(request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground, pk: UUID) -> HttpResponse:
    """GET opens the report, which is an act; POST does what a button of it says."""
    found = report_for(actor, mine, pk, ground)
    open_once(actor, mine, found, ground)
    entry = _forms(request, actor, found, ground)
    button = request.POST.get("verb", "") if request.method == "POST" else ""
    if button and button not in entry:
        raise Http404
    take = partial(_take, button, actor, mine, found, ground)
    if button and _taken(entry[button], take):
        messages.success(request, _("It is recorded."))
        gone = button == Act.RECUSE
        return redirect("integrity:inbox") if gone else redirect("integrity:report", pk=pk)
    context = report_context(actor, mine, found, ground) | _shown(entry) | {"faulty": entry.get(button)}
    status = 409 if button else 200
    return render(request, "integrity/report.html", context, status=status)


def _forms(request: HttpRequest, actor: Actor, found: Opened, ground: Ground) -> dict[str, forms.Form]:
    """The forms that a reader may use now, by the names of their buttons."""
    names = choices.bodies(ground.world).names
    bodies = [(one.body, names.get(one.body, one.body)) for one in possible_bodies(found, found.report, ground)]
    clocks = [clock for clock in open_duties(found.report) if clock != "monthly"]
    made: dict[str, forms.Form] = {
        act.value: ActForm(act, _data(request, act.value), bodies=bodies, clocks=clocks)
        for act in possible(actor, found, ground)
    }
    return made | {name: WordsForm(_data(request, name), prefix=name) for name in SAID}


def _data(request: HttpRequest, button: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("verb") == button else None


def _take(  # noqa: PLR0917 - bound once, to the one reader with the one report before her
    button: str, actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, form: forms.Form
) -> None:
    if isinstance(form, ActForm):
        do(actor, mine, found, ground, form.order())
    else:
        SAID[button](actor, mine, found, ground, form.cleaned_data["words"])


def _taken(form: forms.Form, take: Callable[[forms.Form], None]) -> bool:
    """Whether it was done; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        take(form)
    except Refused as refused:
        form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        return False
    return True


def _shown(entry: dict[str, forms.Form]) -> dict[str, Any]:
    own = {name: form for name, form in entry.items() if name not in SAID}
    acts = [{"name": name, "form": form, "button": BUTTONS[Act(name)]} for name, form in own.items()]
    return {"act_forms": acts, "message_form": entry["message"], "note_form": entry["note"], "copy_form": CopyForm()}
