"""Import the actions of a plan from a sheet: all of them or none, each a proposal with two suggested leads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mizan.framework import services
from mizan.framework.forms import CODE, CURRENCY
from mizan.framework.models import Action, Mode, Obligation, Pillar, Plan
from mizan.framework.services.actions import NewAction
from mizan.institutions.models import Institution, Level
from mizan.kit.actors import Actor
from mizan.kit.entry import in_words
from mizan.kit.imports import Column, choice, day, is_number, text
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain


def _pillars() -> dict[str, str]:
    return {row.code: plain(row.name) for row in Pillar.objects.filter(retired_at=None)}


COLUMNS = (
    Column("code", _("Code"), text(39, CODE)),
    Column("title", _("Title"), text(160)),
    Column("description", _("Description"), text(4000)),
    Column("pillar", _("Pillar"), choice(_pillars)),
    Column("level", _("Level"), choice({code: str(word) for code, word in Level.choices[:5]})),
    Column("mode", _("Mode"), choice({code: str(word) for code, word in Mode.choices})),
    Column("lead", _("State lead"), text(40)),
    Column("co_lead", _("Society co-lead"), text(40)),
    Column("obligations", _("Obligations"), text(800), required=False),
    Column("budget", _("Budget"), is_number(lowest=0, digits=18, places=2), required=False),
    Column("currency", _("Currency"), text(3, CURRENCY), required=False),
    Column("starts_on", _("Start"), day, required=False),
    Column("due_on", _("Due day"), day, required=False),
)


def take_action(plan: Plan, actor: Actor, row: dict[str, Any]) -> Action:
    """Propose a row as an action of `plan`."""
    return services.add_action(actor, _new(actor, plan, row))


def _new(actor: Actor, plan: Plan, row: dict[str, Any]) -> NewAction:
    codes = [code.strip() for code in (row.get("obligations") or "").split(",") if code.strip()]
    known = {found.code: found for found in Obligation.objects.filter(code__in=codes, retired_at=None)}
    if missing := [code for code in codes if code not in known]:
        raise Refused("framework.no_such_obligation", where="obligations", codes=", ".join(missing))
    return NewAction(
        code=row["code"], title=in_words(row["title"]), description=in_words(row["description"]),
        pillar=Pillar.objects.get(pk=row["pillar"]), level=row["level"], mode=row["mode"],
        lead=_body(actor, row, "lead"), co_lead=_body(actor, row, "co_lead"),
        obligations=[known[code] for code in codes], plans=[plan], budget=row.get("budget"),
        currency=row.get("currency") or "", starts_on=row.get("starts_on"), due_on=row.get("due_on"),
    )  # fmt: skip


def _body(actor: Actor, row: dict[str, Any], name: str) -> Institution:
    found = Institution.objects.filter(pk=row[name], world=actor.world, retired_at=None).first()
    if found is None:
        raise Refused("framework.no_such_body", where=name, code=row[name])
    return found
