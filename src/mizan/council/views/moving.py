"""The page on which a seat puts a motion: one form for each thing that a decision can become."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.council import services
from mizan.council.access import seat_of
from mizan.council.models import Becomes, Session
from mizan.council.motion_forms import FORMS, MotionForm, rows_for
from mizan.council.views.public import session_or_404
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import in_words, with_error
from mizan.kit.pages import member_of, show_world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word


def move_page(request: HttpRequest, code: str, number: int, becomes: str) -> HttpResponse:
    """GET shows the form of one kind; POST puts the motion. For whoever has no seat the page is not here."""
    session, actor = session_or_404(code, number), member_of(request)
    if becomes not in FORMS or seat_of(actor, session.committee, today_in(session.world)) is None:
        raise Http404
    show_world_of(request, session)
    form = FORMS[becomes](request.POST or None, rows=rows_for(becomes, session))
    if request.method == "POST" and form.is_valid() and _moved(actor, session, becomes, form):
        messages.success(request, _("The motion is put. It is decided when both sides have voted."))
        return redirect("council:session", code=code, number=number)
    context = {"form": form, "session": session, "committee": session.committee, "kind": Becomes(becomes)}
    return render(request, "council/move.html", context, status=409 if form.errors else 200)


def _moved(actor: Actor, session: Session, becomes: str, form: MotionForm) -> bool:
    cleaned = form.cleaned_data
    new = services.NewMotion(
        becomes=becomes, text=in_words(cleaned["text"]), owner=cleaned["owner"], co_owner=cleaned["co_owner"],
        due_on=cleaned["due_on"], terms=form.terms(), item=cleaned["item"],
    )  # fmt: skip
    try:
        services.move(actor, session, new)
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return False
    return True
