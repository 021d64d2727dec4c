"""The desk's side of a committee and of a session: what the reader's seat or body may do there.

Only the forms of the reader's own part are shown; what is allowed is still decided by the rules.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mizan.council import services
from mizan.council.access import committee_or_404, seat_of, seats_to_fill, sitting
from mizan.council.forms import (
    AttendForm,
    CallForm,
    DecideForm,
    ItemForm,
    LeaveForm,
    MinutesForm,
    PaperForm,
    SeatForm,
    VoteForm,
)
from mizan.council.models import Becomes, Committee, Motion, Seat, SeatHolder, Session
from mizan.council.motion_forms import FORMS
from mizan.council.rules.meeting import CHAIRS, OFFICERS
from mizan.council.rules.seating import SEATERS
from mizan.council.views.public import committee_context, session_context, session_or_404
from mizan.framework.services import NewEvidence
from mizan.institutions.queries.people import posts_of_side
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import PressForm, bound, in_words, pressed, take
from mizan.kit.pages import member_of


def committee_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the committee with what the reader may do; POST takes it in."""
    committee = committee_or_404(code)
    actor = member_of(request)
    entry = _committee_forms(request, actor, committee)
    done = _committee_taken(request, committee, entry)
    if done is not None:
        return done
    return render(request, "council/desk_committee.html", {**committee_context(request, committee), **entry})


def _committee_forms(request: HttpRequest, actor: Actor, committee: Committee) -> dict[str, Any]:
    today = today_in(committee.world)
    seat = seat_of(actor, committee, today)
    found: dict[str, Any] = {"my_seat": seat, "call": None, "take_seat": None, "leave_seat": None}
    if seat is not None and seat.seat.part in CHAIRS:
        found["call"] = bound(request, CallForm, "call")
    fills = [one.pk for one in seats_to_fill(actor) if one.committee_id == committee.pk]
    if fills and SEATERS & actor.roles:
        seats, people = Seat.objects.filter(pk__in=fills), posts_of_side(str(actor.side), actor.world)
        found["take_seat"] = bound(
            request, SeatForm, "take_seat", rows={"seat": seats, "person": people}, initial={"since": today}
        )
    mine = SeatHolder.objects.select_related("seat").filter(seat__committee=committee, ended_on=None)
    leaving = mine.filter(seat__in=fills) | mine.filter(user_id=actor.id or None)
    if leaving.exists() and (fills or seat):
        found["leave_seat"] = bound(request, LeaveForm, "leave_seat", rows={"holder": leaving})
    return found


def _committee_taken(request: HttpRequest, committee: Committee, entry: dict[str, Any]) -> HttpResponse | None:
    verb, form = _pressed(request, entry)
    if verb == "call":
        return take(
            request, form, lambda a, c: services.call(a, committee, on=c["on"], venue=in_words(c["venue"])),
            done=_("The session is called, and every seat is told."),
        )  # fmt: skip
    if verb == "take_seat":
        return take(request, form, _seat, done=_("The seat is filled."))
    if verb == "leave_seat":
        return take(
            request, form, lambda a, c: services.leave_seat(a, c["holder"], why=c["why"]), done=_("The seat is free.")
        )
    return None


def _pressed(request: HttpRequest, entry: dict[str, Any]) -> tuple[str, forms.Form]:
    """The button and its form; a button that is not this reader's is not here."""
    verb = pressed(request)
    if not verb:
        return "", forms.Form()
    form = entry.get(verb)
    if not isinstance(form, forms.Form):
        raise Http404
    return verb, form


def _seat(actor: Actor, cleaned: dict[str, Any]) -> object:
    new = services.NewHolder(
        post=cleaned["person"], since=cleaned["since"], procedure=cleaned["procedure"], interests=cleaned["interests"],
        interests_declared=cleaned["interests_declared"],
    )  # fmt: skip
    return services.take_seat(actor, cleaned["seat"], new)


def session_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """GET shows the session with what the reader's seat may do; POST takes it in."""
    session = session_or_404(code, number)
    entry = _session_forms(request, member_of(request), session)
    done = _session_taken(request, session, entry)
    if done is not None:
        return done
    return render(request, "council/desk_session.html", {**session_context(request, session), **entry})


def _session_forms(request: HttpRequest, actor: Actor, session: Session) -> dict[str, Any]:
    seat = seat_of(actor, session.committee, today_in(session.world))
    if seat is None:
        return {}
    found: dict[str, Any] = {}
    if session.state in {"called", "open"}:
        found |= {"item": bound(request, ItemForm, "item"), "paper": bound(request, PaperForm, "paper")}
        found["attend"] = bound(request, AttendForm, "attend", rows={"holders": _may_speak_for(seat)})
    if session.state == "called" and seat.seat.part in OFFICERS and today_in(session.world) >= session.day:
        found["open"] = bound(request, PressForm, "open")
    if session.state == "open":
        found |= _voting(request, session, seat)
    if session.state in {"quorate", "inquorate"}:
        found |= _minutes(request, session, seat)
    return found


def _voting(request: HttpRequest, session: Session, seat: SeatHolder) -> dict[str, Any]:
    undecided = Motion.objects.filter(session=session, decision=None)
    rows = {"motion": undecided, "holder": _may_speak_for(seat)}
    found: dict[str, Any] = {"may_move": True, "kinds": [(kind, Becomes(kind).label) for kind in FORMS]}
    if undecided.exists():
        found["vote"] = bound(request, VoteForm, "vote", rows=rows)
    if seat.seat.part in OFFICERS:
        found["close"] = bound(request, PressForm, "close")
        if undecided.exists():
            found["decide"] = bound(request, DecideForm, "decide", rows={"motion": undecided})
    return found


def _minutes(request: HttpRequest, session: Session, seat: SeatHolder) -> dict[str, Any]:
    newest = session.minutes.order_by("number").last()
    start = {f"text_{code}": words for code, words in newest.text.items()} if newest else {}
    found: dict[str, Any] = {}
    if seat.seat.part in OFFICERS:
        found["minutes"] = bound(request, MinutesForm, "minutes", initial=start)
    if newest is not None and seat.seat.part in CHAIRS:
        found["sign"] = bound(request, PressForm, "sign")
    return found


def _may_speak_for(seat: SeatHolder) -> Any:
    """The own seat; for an officer every seat of the own side."""
    rows = sitting(today_in(seat.seat.world)).filter(seat__committee=seat.seat.committee_id)
    if seat.seat.part in OFFICERS:
        return rows.filter(seat__side=seat.seat.side).order_by("seat__number")
    return rows.filter(pk=seat.pk)


def _session_taken(request: HttpRequest, session: Session, entry: dict[str, Any]) -> HttpResponse | None:
    verb, form = _pressed(request, entry)
    does: dict[str, tuple[Any, str]] = {
        "item": (lambda a, c: services.add_item(a, session, title=in_words(c["title"])), _("It is on the agenda.")),
        "paper": (lambda a, c: _paper(a, session, c), _("The paper is laid.")),
        "open": (lambda a, _c: services.open_session(a, session), _("The session is open; its agenda is drawn.")),
        "attend": (
            lambda a, c: services.attend(a, session, list(c["holders"]), state=c["state"]), _("That is recorded."),
        ),
        "vote": (_vote, _("The vote is recorded.")),
        "decide": (lambda a, c: services.decide(a, c["motion"]), _("The vote is closed.")),
        "close": (lambda a, _c: services.close_session(a, session), _("The session is closed.")),
        "minutes": (
            lambda a, _c: services.write_minutes(a, session, text=form.text()), _("The minutes are written."),  # type: ignore[attr-defined]
        ),
        "sign": (lambda a, _c: services.sign_minutes(a, session.minutes.order_by("number").last()), _("You signed.")),
    }  # fmt: skip
    if not verb:
        return None
    act, words = does[verb]
    return take(request, form, act, done=words)


def _vote(actor: Actor, cleaned: dict[str, Any]) -> object:
    return services.vote(
        actor, cleaned["motion"], cleaned["holder"], choice=cleaned["choice"], dissent=in_words(cleaned["dissent"])
    )


def _paper(actor: Actor, session: Session, cleaned: dict[str, Any]) -> object:
    upload = cleaned.get("file")
    new = NewEvidence(
        kind="other",
        title=in_words(cleaned["title"]),
        captured_on=today_in(session.world),
        url=cleaned.get("url") or "",
        file_name=upload.name if upload else "",
        content=upload.read() if upload else b"",
    )
    return services.lay_paper(actor, session, new, is_sensitive=cleaned["is_sensitive"])
