"""The page `/log/`: nothing on it comes from the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.kit.listing import Column, export, export_url
from mizan.kit.pages import list_in_other_world, show_world_of, world_of
from mizan.ledger.public.charts import LATEST, weeks_chart
from mizan.ledger.public.reading import LogPage, State, read_page
from mizan.ledger.public.serving import offered
from mizan.ledger.public.summary import VERDICTS, Line, Summary
from mizan.ledger.public.words import KINDS, LISTS, hash_text, lasting, moment_text
from mizan.ledger.sequencing import house

EXAMPLE = "https://the-log.example/log"  # at the desk, which is not where the public reads the log


def log(request: HttpRequest) -> HttpResponse:
    """Size, witnesses, duties, downloads, and how to check all that without trusting this page."""
    if settings.DEMO:
        show_world_of(request, _Invented())
    page = read_page(house.folder(), now=int(now().timestamp()), republish=settings.LOG_REPUBLISH)
    counted = page.summary if page.state == State.SIGNED else None
    weeks = list(counted.weeks.items()) if counted else []
    if (file := export(request, "log-weeks", _columns(), weeks, world=world_of(request))) is not None:
        return file
    return render(request, "ledger/log.html", _context(request, page, counted))


class _Invented:
    """What the demonstration's log holds is invented."""

    world = World.EXERCISE


def _context(request: HttpRequest, page: LogPage, counted: Summary | None) -> dict[str, Any]:
    signed = page.signed
    return {
        "log": page,
        "signed_at": moment_text(signed.fresh or None) if signed else "",
        "age": lasting(page.age),
        "unwitnessed": lasting(page.unwitnessed) if page.unwitnessed is not None else "",
        "witnesses": [(row, moment_text(row.last)) for row in page.witnesses],
        "counted": counted,
        "counted_at": moment_text(counted.looked_at) if counted else "",
        "kinds": [(KINDS.get(kind, kind), LISTS.get(kind, ""), line) for kind, line in counted.kinds.items()]
        if counted
        else [],
        "chart": weeks_chart(counted.weeks, world_of(request)) if counted and counted.weeks else None,
        "earlier": max(0, len(counted.weeks) - LATEST) if counted else 0,
        "csv": export_url(request, "csv"),
        "root": hash_text(signed.checkpoint.root.hex()) if signed else "",
        "policy_hash": hash_text(page.policy.hash) if page.policy else "",
        "downloads": [(file, hash_text(file.sha256)) for file in offered()],
        "address": _address(request),
        "world_switch_url": list_in_other_world(reverse("home"), world_of(request)) if settings.DEMO else "",
    }


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("ledger:log")).rstrip("/") if settings.DOOR == "public" else EXAMPLE


def _columns() -> list[Column]:
    heads = {
        "open": _("open"), "met": _("met in time"), "late": _("met late"), "extended": _("extended"),
        "escalated": _("escalated"), "overdue": _("overdue"),
    }  # fmt: skip
    return [
        Column(_("Week from Monday"), lambda row: row[0]),
        Column(_("opened"), lambda row: row[1].opened),
        *(Column(heads[name], _verdict(name)) for name in VERDICTS),
    ]


def _verdict(name: str) -> Any:
    def cell(row: tuple[str, Line]) -> int:
        return row[1].verdicts[name]

    return cell
