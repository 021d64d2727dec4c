"""Actions, plans and the timeline."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mizan.framework.models import Action, Pillar, Plan
from mizan.framework.queries.actions import ActionRow, action_row, action_rows
from mizan.framework.queries.balance import actions_with_all
from mizan.framework.rules.balance import LEVELS
from mizan.framework.views.charts import timeline_chart
from mizan.framework.views.filters import ActionFilters
from mizan.kit.facts import World
from mizan.kit.listing import Column, export, listing
from mizan.kit.pages import list_in_other_world, show_world_of, today, world_of
from mizan.kit.panels import panels
from mizan.kit.texts import plain
from mizan.ledger.queries import history

LEVEL_ORDER = list(LEVELS)


def action_list(request: HttpRequest) -> HttpResponse:
    """Every action that matches, with standing, owners, progress and lateness."""
    world = world_of(request)
    form = ActionFilters(request.GET, world=world)
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
    action = action_or_404(code)
    show_world_of(request, action)
    return render(request, "framework/action.html", action_context(action))


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
        "pillar_was": Pillar.objects.former(action.pillar_was),
        "claims": list(claims.order_by("-at", "-id")),
        "plans": list(action.plans.all()),
        "milestones": list(action.milestones.all()),
        "world_switch_url": list_in_other_world(reverse("framework:actions"), World(action.world)),
        "panels": panels("action", action, World(action.world)),
        "history": history(action),
    }


def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans at five levels, and the collections of what was only asked."""
    world = world_of(request)
    current = Count("actions", filter=Q(actions__retired_at=None, actions__world=world))
    plans = Plan.objects.filter(retired_at=None, world=world).annotate(n_actions=current)
    return render(request, "framework/plans.html", {"plans": list(plans)})


def plan_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One plan: objectives, actions, and the other plans that each action serves too."""
    plan = get_object_or_404(Plan.objects.select_related("instrument"), pk=code)
    rows = action_rows({"plan": code}, show_world_of(request, plan), today=today())
    context = {
        "plan": plan,
        "rows": rows,
        "objectives": list(plan.objectives.filter(retired_at=None)),
        "history": history(plan),
        "world_switch_url": list_in_other_world(reverse("framework:plans"), World(plan.world)),
    }
    return render(request, "framework/plan.html", context)


def timeline(request: HttpRequest) -> HttpResponse:
    """Actions in order of their due days; those without a published date stand apart, which is itself a finding."""
    world = world_of(request)
    rows = action_rows(ActionFilters(request.GET, world=world).chosen(), world, today=today())
    dated = sorted((row for row in rows if row.action.due_on), key=lambda row: (row.action.due_on, row.action.code))
    undated = [row for row in rows if not row.action.due_on]
    context = {"dated": dated, "undated": undated, "chart": timeline_chart(dated, world, today=today())}
    return render(request, "framework/timeline.html", context)


def crosswalk(request: HttpRequest) -> HttpResponse:
    """Which plans, level by level, each action serves at once: the implementation framework in one table."""
    world = world_of(request)
    plans = list(Plan.objects.filter(world=world, retired_at=None))
    plans.sort(key=lambda plan: (LEVEL_ORDER.index(plan.level), plan.code))
    rows = action_rows({}, world, today=today())
    lines = [(row, [plan in row.plans for plan in plans]) for row in rows]
    context = {"plans": plans, "lines": lines, "several": sum(len(row.plans) > 1 for row in rows)}
    return render(request, "framework/crosswalk.html", context)
