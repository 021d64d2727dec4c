"""What everybody sees: committees, their sessions, their decisions, and a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.council.access import committee_or_404, seat_of
from mizan.council.calendar import feed
from mizan.council.models import Committee, Session
from mizan.council.queries import committees, proposals, sessions
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.facts import World
from mizan.kit.listing import Column, export, export_url
from mizan.kit.pages import list_in_other_world, member_of, show_world_of, world_of
from mizan.kit.texts import plain
from mizan.ledger.queries import history


def committee_list(request: HttpRequest) -> HttpResponse:
    """Every committee: seats filled by each side, the last session and how it ended, the next."""
    world = world_of(request)
    lines = committees.committee_lines(world, today_in(world))
    if (file := export(request, "committees", _columns(), lines, world=world)) is not None:
        return file
    return render(request, "council/committees.html", {"lines": lines, "csv_url": export_url(request, "csv")})


def _columns() -> list[Column]:
    return [
        Column(_("code"), lambda line: line.committee.code),
        Column(_("name"), lambda line: plain(line.committee.name)),
        Column(_("level"), lambda line: line.committee.level),
        Column(_("place"), lambda line: line.committee.place_id or ""),
        Column(_("seats of the state, filled"), lambda line: line.filled("state")),
        Column(_("seats of the state"), lambda line: line.owed("state")),
        Column(_("seats of society, filled"), lambda line: line.filled("society")),
        Column(_("seats of society"), lambda line: line.owed("society")),
        Column(_("last session"), lambda line: line.last.day.isoformat() if line.last else ""),
        Column(_("how it ended"), lambda line: line.last.state if line.last else ""),
        Column(_("decisions"), lambda line: line.decisions),
        Column(_("source"), lambda line: line.committee.source),
        Column(_("source grade"), lambda line: line.committee.grade),
    ]


def committee_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One committee: who sits, when it met, what it decided, what is late."""
    return render(request, "council/committee.html", committee_context(request, committee_or_404(code)))


def committee_context(request: HttpRequest, committee: Committee) -> dict[str, object]:
    """What the page of one committee shows."""
    world = show_world_of(request, committee)
    today = today_in(world)
    decided = committees.decision_lines(committees.carried_by(committee), world, today)
    return {
        "committee": committee,
        "seats": committees.seat_lines(committee, today),
        "sessions": list(committees.sessions_of(committee)),
        "decided": decided,
        "n_late": sum(line.due_state == "late" for line in decided),
        "proposed": proposals.lines_by_committee(committee, today),
        "is_constituted": committees.is_constituted(committee, today),
        "world_switch_url": list_in_other_world("/committees/", world),
        "history": history(committee),
    }


def session_detail(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One session: its agenda, papers, who came, what was moved, how each seat voted, the signed minutes."""
    return render(request, "council/session.html", session_context(request, session_or_404(code, number)))


def session_or_404(code: str, number: int) -> Session:
    """A session by its committee and number."""
    committee_or_404(code)
    return get_object_or_404(Session.objects.select_related("committee__place"), committee=code, number=number)


def session_context(request: HttpRequest, session: Session) -> dict[str, object]:
    """What the page of one session shows to this reader."""
    world = show_world_of(request, session)
    today = today_in(world)
    seat = seat_of(member_of(request), session.committee, today)
    view = sessions.session_view(session, today, has_seat=seat is not None)
    decided = [motion.decision for motion in view.motions if hasattr(motion, "decision")]
    return {
        "session": session,
        "committee": session.committee,
        "view": view,
        "lines": {line.decision.pk: line for line in committees.decision_lines(decided, World(world), today)},
        "my_seat": seat,
        "coded": ("council.proposal", "framework.action"),  # things on the table that people know by their codes
        "world_switch_url": list_in_other_world("/committees/", world),
        "history": history(session, reader=member_of(request) if seat else None),
    }


def calendar(request: HttpRequest, code: str = "") -> HttpResponse:
    """The sessions of one committee, or of all in the world of the address, as a calendar feed."""
    rows = Session.objects.select_related("committee").order_by("day", "committee")
    if code:
        committee = committee_or_404(code)
        rows, name = rows.filter(committee=committee), plain(committee.name)
    else:
        rows, name = rows.filter(world=world_of(request)), _("Sessions of committees")
    text = feed(rows, now(), name=name, host=request.get_host().split(":")[0])
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mizan-sessions.ics"'
    return response
