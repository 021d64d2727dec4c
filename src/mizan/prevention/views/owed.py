"""At the desk: what one's body owes by a day, and what it wrote down for somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.institutions.models import Institution
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import PressForm, bound, made, offered, take
from mizan.kit.pages import member_of
from mizan.prevention import services
from mizan.prevention.access import WORKERS, entitlement_or_404
from mizan.prevention.forms import DeliveredForm, KeepForm, OwedForm, districts, kinds
from mizan.prevention.models import Entitlement, EntitlementStart
from mizan.prevention.queries.owed import keepers
from mizan.prevention.queries.queue import owed_lines
from mizan.prevention.services._tools import open_duty_of


def owed_list(request: HttpRequest) -> HttpResponse:
    """What runs, and the kinds whose clock the reader's body keeps."""
    actor = _worker(request)
    entry = {name: bound(request, KeepForm, name, rows={"kind": kinds()}) for name in ("keep", "stop")}
    if verb := offered(request, entry):
        done = take(
            request, entry[verb], lambda a, c: services.keep_clock(a, c["kind"], keeps=verb == "keep"),
            done=_("Your body’s word is public."),
        )  # fmt: skip
        if done is not None:
            return done
    kept = [kind for kind, bodies in keepers(actor.world).items() if actor.body in {body.pk for body in bodies}]
    context = {"lines": owed_lines(actor, today_in(actor.world)), "kept": kinds().filter(pk__in=kept), **entry}
    return render(request, "prevention/owed.html", context)


def _worker(request: HttpRequest) -> Actor:
    actor = member_of(request)
    if not actor.has(*WORKERS) or actor.side is None:
        raise Http404
    return actor


def write_down_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST writes it down; the due day follows from the kind."""
    actor = _worker(request)
    form = OwedForm(request.POST or None, rows={"place": districts(), "kind": kinds(), "owed_by": _owers(actor.world)})
    written = made(form, lambda given: _written(actor, given)) if request.method == "POST" else None
    if written is not None:
        messages.success(request, _("It is written down under the code %(code)s.") % {"code": written.code})
        return redirect("prevention:owed_one", pk=written.pk)
    return render(request, "prevention/write_down.html", {"form": form}, status=409 if form.errors else 200)


def _owers(world: str) -> Any:
    started = EntitlementStart.objects.filter(world=world).values("body")
    return Institution.objects.filter(pk__in=started, retired_at=None)


def _written(actor: Actor, given: dict[str, Any]) -> Entitlement:
    someone = services.Someone(*(given.pop(name) for name in ("place", "sex", "band")))
    return services.write_down(actor, services.NewEntitlement(someone, **given))


def owed_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entitlement by code, its clock and its steps."""
    actor = _worker(request)
    row = entitlement_or_404(actor, pk)
    entry = _forms(request, actor, row)
    verb = offered(request, entry)
    done = _taken(request, row, entry, verb) if verb else None
    if done is not None:
        return done
    late = row.stage == "owed" and today_in(row.world) > row.due_on
    context = {"row": row, "duty": open_duty_of(row), "is_late": late, "steps": row.steps.select_related("body")}
    return render(request, "prevention/owed_one.html", {**context, **entry})


def _forms(request: HttpRequest, actor: Actor, row: Entitlement) -> dict[str, Any]:
    if row.stage == "owed":
        found: dict[str, Any] = {"deliver": bound(request, DeliveredForm, "deliver")}
        if actor.body == row.asker_id != row.owed_by_id:
            found["withdraw"] = bound(request, PressForm, "withdraw")
        return found
    said = set(row.steps.values_list("what", "body_id"))
    claimed = ("delivered", row.owed_by_id) in said and row.owed_by_id != row.asker_id
    if actor.body == row.asker_id and claimed and not {what for what, _body in said} & {"confirmed", "disputed"}:
        return {name: bound(request, PressForm, name) for name in ("arrived", "not_arrived")}
    return {}


def _taken(request: HttpRequest, row: Entitlement, entry: dict[str, Any], verb: str) -> HttpResponse | None:
    does: dict[str, tuple[Any, str]] = {
        "deliver": (lambda a, c: services.deliver(a, row, **c), _("It is kept.")),
        "withdraw": (lambda a, _c: services.withdraw_entitlement(a, row), _("It is withdrawn.")),
        "arrived": (lambda a, _c: services.answer_delivery(a, row, arrived=True), _("It is kept.")),
        "not_arrived": (lambda a, _c: services.answer_delivery(a, row, arrived=False), _("It is kept.")),
    }
    act, words = does[verb]
    return take(request, entry[verb], act, done=words)
