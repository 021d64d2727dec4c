"""The desk of returns: the country's grid, one return with what the reader's body may do, the weeks to come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mizan.council import services
from mizan.council.access import returns_seen_by
from mizan.council.models import Return, ReturnForm
from mizan.council.queries.return_pages import figure_lines, forms, most_wanting, queries_of, workload
from mizan.council.queries.returns import Slot, grid, slot_of
from mizan.council.return_forms import DutyForm, FiguresForm, JoinForm, QueryForm, SheetForm
from mizan.council.return_grid import body_of_grid
from mizan.council.return_sheet import read_filled, sheet_name, template
from mizan.council.rules import returns as rules
from mizan.institutions.access import members_of_own_body
from mizan.institutions.models import Institution
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import bound, in_words, pressed, take
from mizan.kit.imports import SheetFault
from mizan.kit.pages import member_of, rows_address, show_world_of, world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger.queries import history

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERIODS = (12, 24, 60)


def returns_page(request: HttpRequest) -> HttpResponse:
    """One form over the country; below it what the reader's body says of its own filing."""
    world, actor, every = world_of(request), member_of(request), forms()
    entry = _joining(request, actor, every)
    done = _joined(request, entry)
    if done is not None:
        return done
    form = next((one for one in every if one.pk == request.GET.get("form")), None)
    form = form or most_wanting(world, today_in(world))
    most = next((n for n in PERIODS if str(n) == request.GET.get("periods")), PERIODS[0])
    context: dict[str, Any] = {"forms": every, "form": form, "most": most, "choices": PERIODS, **entry}
    if form is not None:
        found = grid(form, world, today_in(world), most=most, page=request.GET.get("page"))
        bodies = Institution.objects.in_bulk([row.body_id for row in found.rows])
        query = rows_address(request, "council:returns").partition("?")
        context |= {"grid": found, "rows": body_of_grid(found, bodies, query="".join(query[1:]))}
    return render(request, "council/desk_returns.html", context)


def _joining(request: HttpRequest, actor: Actor, every: list[ReturnForm]) -> dict[str, Any]:
    if not actor.has(*rules.STARTERS):  # type: ignore[arg-type]  # roles are words
        return {}
    body = Institution.objects.filter(pk=actor.body).first()
    mine = [one for one in every if body and actor.side in one.sides and body.kind in one.kinds]
    posts = members_of_own_body(actor).filter(until=None, suspended_at=None)
    found: dict[str, Any] = {"duty": bound(request, DutyForm, "duty", posts=posts)}
    return found | ({"join": bound(request, JoinForm, "join", kinds=mine)} if mine else {})


def _joined(request: HttpRequest, entry: dict[str, Any]) -> HttpResponse | None:
    verb = pressed(request)
    if verb and verb not in entry:
        raise Http404
    if verb == "join":
        return take(request, entry["join"], _join, done=_("That is recorded."))
    if verb == "duty":
        return take(request, entry["duty"], lambda a, c: services.name_duty(a, c["person"], c["deputy"]),
                    done=_("That is recorded."))  # fmt: skip
    return None


def _join(actor: Actor, cleaned: dict[str, Any]) -> object:
    since, place = cleaned["since"], cleaned["place"]
    return services.start_returns(actor, cleaned["form"], files=cleaned["files"], since=since, place=place)


def forecast_page(request: HttpRequest) -> HttpResponse:
    """How many returns fall due in each of the coming twelve weeks: of the country, and of the reader's own body."""
    world, actor = world_of(request), member_of(request)
    today = today_in(world)
    own = workload(world, today, body=actor.body) if actor.body and actor.world == world else []
    every = workload(world, today)
    mine = {week.monday: week.total for week in own}
    lines = [{"week": week, "own": mine.get(week.monday, 0)} for week in every]
    return render(request, "council/desk_forecast.html", {"lines": lines, "total": sum(week.total for week in every)})


def return_page(request: HttpRequest, form: str, body: str, period: str) -> HttpResponse:
    """GET shows one return; POST keeps, submits, reads a sheet, asks or approves. Nothing owed here: 404."""
    slot = _slot(form, body, period)
    actor = member_of(request)
    show_world_of(request, slot.body)
    if request.GET.get("as") == "template":
        return _template(actor, slot)
    row = Return.objects.filter(form=slot.form, body=slot.body, period=period).select_related("form", "body").first()
    entry, faults = _entry(request, actor, slot, row)
    done = _taken(request, slot, row, entry, faults)
    if done is not None:
        return done
    return render(request, "council/desk_return.html", {**_shown(request, actor, slot, row), **entry, "faults": faults})


def _slot(form: str, body: str, period: str) -> Slot:
    asked = get_object_or_404(ReturnForm, pk=form, retired_at=None)
    whose = get_object_or_404(Institution, pk=body, retired_at=None)
    slot = slot_of(asked, whose, period, ahead=today_in(whose.world))
    if slot is None:
        raise Http404
    return slot


def _template(actor: Actor, slot: Slot) -> HttpResponse:
    """The empty sheet; for the body itself with what it kept last."""
    period = slot.period.code
    content = template(slot.form, period, _kept(actor, slot), slot.body.world)
    response = HttpResponse(content, content_type=XLSX)
    mark = "EXERCISE-" if slot.body.world == "exercise" else ""
    response["Content-Disposition"] = (
        f'attachment; filename="{mark}{sheet_name(slot.form, period).replace(" ", "-")}.xlsx"'
    )
    return response


def _kept(actor: Actor, slot: Slot) -> dict[str, int | None]:
    newest = (
        returns_seen_by(actor, slot.form, slot.body, slot.period.code).last() if actor.body == slot.body.pk else None
    )
    return dict(newest.figures) if newest else {}


def _entry(
    request: HttpRequest, actor: Actor, slot: Slot, row: Return | None
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The forms of the reader's own part, and what is wrong with a sheet that she sent."""
    found: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    if actor.body == slot.body.pk and actor.roles & rules.FILERS:
        values, is_preview = _kept(actor, slot), False
        found["upload"] = bound(request, SheetForm, "upload")
        if pressed(request) == "upload" and found["upload"].is_valid():
            values, faults = _read(slot, found["upload"].cleaned_data["sheet"], values)
            is_preview = not faults
        is_bound = pressed(request) in {"keep", "submit"}
        found["figures"] = FiguresForm(request.POST if is_bound else None, asked=slot.form, values=values)
        found["is_preview"] = is_preview
    if row is not None and _may_ask(actor, row):
        found["query"] = bound(request, QueryForm, "query", asked=slot.form)
    if row is not None and row.stage == "submitted" and actor.body == slot.body.pk and actor.roles & rules.APPROVERS:
        found["approve"] = True
    return found, faults


def _may_ask(actor: Actor, row: Return) -> bool:
    """Whether the form of a question is shown; the rule decides again when it is sent."""
    code = rules.to_query(side=actor.side, body=actor.body, own=row.body_id, own_side=row.body.side,
                          roles=actor.roles, stage=row.stage)  # fmt: skip
    return not code and actor.world == row.world


def _read(slot: Slot, upload: Any, kept: dict[str, int | None]) -> tuple[dict[str, int | None], list[tuple[str, str]]]:
    """The figures of a sheet, or what was kept and every fault with sheet and cell."""
    try:
        filled = read_filled(slot.form, slot.period.code, upload.name, upload.read())
    except SheetFault as fault:
        return kept, [("", word(Refused(fault.code, **fault.facts)))]
    if filled.faults:
        return kept, [(f"{fault.sheet}!{fault.cell}", word(fault.refused)) for fault in filled.faults]
    return dict(filled.values), []


def _taken(
    request: HttpRequest, slot: Slot, row: Return | None, entry: dict[str, Any],
    faults: list[tuple[str, str]],
) -> HttpResponse | None:  # fmt: skip
    verb, actor = pressed(request), member_of(request)
    needs = {"keep": "figures", "submit": "figures", "upload": "upload", "query": "query", "approve": "approve"}
    if verb and needs.get(verb, "none") not in entry:
        raise Http404
    if verb in {"keep", "submit"}:
        return _written(request, actor, slot, entry["figures"], submits=verb == "submit")
    if verb == "query":
        return take(request, entry["query"], lambda a, c: services.query_return(
            a, row, figure=c["figure"], text=in_words(c["text"])), done=_("Your question is recorded."))  # fmt: skip
    if verb == "approve" and row is not None:
        try:
            services.approve_return(actor, row)
        except Refused as refused:
            faults.append(("", word(refused)))
            return None
        messages.success(request, _("The return is approved; its figures are readings now."))
        return redirect(request.get_full_path())
    return None


def _written(
    request: HttpRequest, actor: Actor, slot: Slot, form: FiguresForm, *, submits: bool
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    new = services.Figures(form.values, form.note_in_words())
    act = services.submit_return if submits else services.keep_draft
    try:
        act(actor, slot.form, slot.period.code, new)
    except services.FiguresRefused as refused:
        form.show(refused.faults)
        return None
    except Refused as refused:
        form.add_error(None, word(refused))
        return None
    messages.success(request, _("The return is submitted.") if submits else _("The draft is kept."))
    return redirect(request.get_full_path())


def _shown(request: HttpRequest, actor: Actor, slot: Slot, row: Return | None) -> dict[str, Any]:
    """What stands in the return for this reader: her own body's drafts, of another what was submitted."""
    today = today_in(slot.body.world)
    seen = list(returns_seen_by(actor, slot.form, slot.body, slot.period.code))
    revisions = [
        {"row": one, "lines": figure_lines(slot.form, one.figures, before.figures if before else None)}
        for one, before in zip(seen, [None, *seen], strict=False)
    ]
    submitted_on = row.submitted_on if row else None
    return {
        "slot": slot,
        "return": row,
        "standing": rules.standing(
            row.stage if row else "", submitted_on=submitted_on, due_on=slot.turn.due, today=today
        ),
        "is_late": rules.is_late(submitted_on=submitted_on, due_on=slot.turn.due),
        "revisions": revisions[::-1],
        "asked": queries_of(row) if row else [],
        "figure_names": {one["code"]: one["name"] for one in slot.form.figures},
        "history": history(row) if row else [],
    }
