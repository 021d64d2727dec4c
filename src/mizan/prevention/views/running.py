"""At the desk: a body lists a programme and says its places, its money and its end; the other side answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.kit.actors import Actor
from mizan.kit.entry import PressForm, bound, in_words, made, offered, take
from mizan.kit.pages import member_of
from mizan.prevention import services
from mizan.prevention.access import WORKERS, programme_or_404
from mizan.prevention.forms import MoneyForm, OfferForm, ProgrammeForm, SomeoneForm, districts, programme_rows
from mizan.prevention.models import Programme
from mizan.prevention.rules.eligibility import Eligibility
from mizan.prevention.rules.listing import LISTERS, SIDES
from mizan.prevention.views.feedback_desk import is_panel
from mizan.prevention.views.programmes import programme_context


def list_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST lists the programme. For whoever speaks for no side the page is not here."""
    actor = member_of(request)
    if actor.side not in SIDES or not LISTERS & actor.roles:
        raise Http404
    form = ProgrammeForm(request.POST or None, rows=programme_rows(actor.world, str(actor.side)))
    listed = made(form, lambda given: _listed(actor, given)) if request.method == "POST" else None
    if listed is not None:
        messages.success(request, _("The programme is listed. Say now how many places it has, and where."))
        return redirect("prevention:programme", code=listed.pk)
    return render(request, "prevention/list_programme.html", {"form": form}, status=409 if form.errors else 200)


def _listed(actor: Actor, given: dict[str, Any]) -> Programme:
    words = {name: in_words(given.pop(name)) for name in ("name", "about", "funder")}
    conditions = Eligibility(*(given.pop(name) for name in ("sex", "age_from", "age_to", "residents_only")))
    return services.list_programme(actor, services.NewProgramme(**words, conditions=conditions, **given))


def programme_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the programme with what the reader's body may enter; POST takes it in."""
    programme = programme_or_404(code)
    entry = _forms(request, member_of(request), programme)
    done = _taken(request, programme, entry)
    if done is not None:
        return done
    shown = programme_context(request, programme) | {"is_panel": is_panel(member_of(request))}
    return render(request, "prevention/desk_programme.html", {**shown, **entry})


def _forms(request: HttpRequest, actor: Actor, row: Programme) -> dict[str, Any]:
    if actor.world != row.world or row.ended_on is not None:
        return {}
    found: dict[str, Any] = {}
    owned = row.owners.filter(side=str(actor.side or "")).order_by("at", "id").last()
    if owned is not None and (owned.body_id, owned.answer) == (actor.body, "suggested") and LISTERS & actor.roles:
        found |= {"own": bound(request, PressForm, "own"), "not_own": bound(request, PressForm, "not_own")}
    if actor.body != row.provider_id:
        return found
    if actor.has(*WORKERS):
        found["take_in"] = bound(request, SomeoneForm, "take_in", rows={"place": districts()})
    if LISTERS & actor.roles:
        found["offer"] = bound(request, OfferForm, "offer", rows={"place": districts()})
        found["money"] = bound(request, MoneyForm, "money")
        found["end"] = bound(request, PressForm, "end")
    return found


def _taken(request: HttpRequest, row: Programme, entry: dict[str, Any]) -> HttpResponse | None:
    verb = offered(request, entry)
    if not verb:
        return None
    does: dict[str, tuple[Any, str]] = {
        "own": (lambda a, _c: services.answer_owner(a, row, accepts=True), _("Your body owns it too.")),
        "not_own": (lambda a, _c: services.answer_owner(a, row, accepts=False), _("Your body is no owner.")),
        "offer": (
            lambda a, c: services.offer_places(a, row, c["place"], c["places"], kept_female=c["kept_female"] or 0),
            _("The places are public."),
        ),
        "money": (lambda a, c: services.say_money(a, row, **c), _("The money is public.")),
        "end": (lambda a, _c: services.end_programme(a, row), _("The programme has ended. What it did stays.")),
        "take_in": (
            lambda a, c: services.take_in(a, row, services.Someone(**c)),
            _("Somebody waits in your queue, under a code. Keep the code with the name in your own book."),
        ),
    }  # fmt: skip
    act, words = does[verb]
    return take(request, entry[verb], act, done=words)
