"""Actions, plans and the timeline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.framework.models import Action, Plan
from mizan.framework.queries.actions import ActionRow, action_row, action_rows
from mizan.framework.queries.balance import actions_with_all
from mizan.framework.views.charts import timeline_chart
from mizan.framework.views.filters import ActionFilters
from mizan.kit.facts import World
from mizan.kit.listing import Column, export, listing
from mizan.kit.pages import today, world_of
from mizan.kit.texts import plain
from mizan.ledger.queries import history


def action_list(request: HttpRequest) -> HttpResponse:
    """Every action that matches, with standing, owners, progress and lateness."""
    form, world = ActionFilters(request.GET), world_of(request)
    rows = action_rows(form.chosen(), world, today=today())
    if (file := export(request, "actions", _columns(), rows, world=world)) is not None:
        return file
    return render(request, "framework/actions.html", {"list": listing(request, rows, form)})


def _columns() -> list[Column]:
    def body(part: str) -> Column:
        def cell(row: ActionRow) -> str:
            line = row.lead if part == "lead" else row.co_lead
            return f"{line.lead.institution_id} ({line.state})" if line else ""

        return Column(_("state lead") if part == "lead" else _("society co-lead"), cell)

    return [
        Column(_("code"), lambda row: row.action.code),
        Column(_("title"), lambda row: plain(row.action.title)),
        Column(_("pillar"), lambda row: row.action.pillar_id),
        Column(_("standing"), lambda row: row.action.standing),
        Column(_("mode"), lambda row: row.action.mode),
        Column(_("level"), lambda row: row.action.level),
        body("lead"),
        body("co_lead"),
        Column(_("progress"), lambda row: row.progress),
        Column(_("due"), lambda row: row.action.due_on.isoformat() if row.action.due_on else ""),
        Column(_("budget"), lambda row: row.action.budget),
        Column(_("currency"), lambda row: row.action.currency),
        Column(_("source"), lambda row: row.action.source),
        Column(_("source grade"), lambda row: row.action.grade),
    ]


def action_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One action: who leads and who only was suggested, its claims and their answers, evidence, plans, history."""
    return render(request, "framework/action.html", action_context(action_or_404(code)))


def action_or_404(code: str) -> Action:
    """The action of a code."""
    return get_object_or_404(Action, pk=code)


def action_context(action: Action) -> dict[str, object]:
    """What the page of one action shows; an action that left its pack is still shown, marked as such."""
    current = actions_with_all(World(action.world)).filter(pk=action.pk).first()
    row = action_row(current or action, today=today())
    claims = action.progress.select_related("body", "milestone").prefetch_related(
        "answers__body", "answers__evidence", "evidence__checks__body", "evidence__author_body"
    )
    return {
        "row": row,
        "action": action,
        "claims": list(claims.order_by("-at", "-id")),
        "plans": list(action.plans.all()),
        "milestones": list(action.milestones.all()),
        "history": history(action),
    }


def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans at five levels, and the collections of what was only asked."""
    plans = Plan.objects.filter(retired_at=None, world=world_of(request)).prefetch_related("actions")
    return render(request, "framework/plans.html", {"plans": list(plans)})


def plan_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One plan: objectives, actions, and the other plans that each action serves too."""
    plan = get_object_or_404(Plan.objects.select_related("instrument"), pk=code)
    rows = action_rows({"plan": code}, world_of(request), today=today())
    return render(
        request,
        "framework/plan.html",
        {"plan": plan, "rows": rows, "objectives": list(plan.objectives.all()), "history": history(plan)},
    )


def timeline(request: HttpRequest) -> HttpResponse:
    """Actions in order of their due days; those without a published date stand apart, which is itself a finding."""
    rows = action_rows(ActionFilters(request.GET).chosen(), world_of(request), today=today())
    dated = sorted((row for row in rows if row.action.due_on), key=lambda row: (row.action.due_on, row.action.code))
    undated = [row for row in rows if not row.action.due_on]
    context = {"dated": dated, "undated": undated, "chart": timeline_chart(dated, world_of(request), today=today())}
    return render(request, "framework/timeline.html", context)
