"""The desk's side of proposals: what the reader's own body may do, one form for each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.council import services
from mizan.council.access import proposal_or_404, seat_of
from mizan.council.models import Proposal, ProposalKind
from mizan.council.proposal_forms import (
    AcceptForm,
    AcceptNewForm,
    CounterForm,
    InsistForm,
    ProposeForm,
    RefuseForm,
    bodies,
    prefilled,
    propose_rows,
)
from mizan.council.queries.proposals import Line, line_of
from mizan.council.rules.proposals import ENDED, SIDES, SPEAKERS, State
from mizan.council.views.proposals import proposal_context
from mizan.framework.queries import choices
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import PressForm, bound, in_words, pressed, take, with_error
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word


def propose_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST makes the proposal. For whoever speaks for no side the page is not here."""
    actor = member_of(request)
    if actor.side not in SIDES or not SPEAKERS & actor.roles:
        raise Http404
    given = prefilled(request.GET)
    form = ProposeForm(request.POST or None, initial=given, rows=propose_rows(actor.world))
    if request.method == "POST" and form.is_valid():
        made = _proposed(actor, form)
        if made is not None:
            messages.success(request, _("The proposal is public. Its clock starts when the body takes delivery."))
            return redirect("council:proposal", code=made.pk)
    return render(request, "council/propose.html", {"form": form, "given": given}, status=409 if form.errors else 200)


def _proposed(actor: Actor, form: ProposeForm) -> Proposal | None:
    given = dict(form.cleaned_data)
    words = {name: in_words(given.pop(name)) for name in ("text", "reason")}
    try:
        return services.propose(actor, services.NewProposal(**words, **given))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


def proposal_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the proposal with what the reader's body may do; POST takes it in."""
    proposal = proposal_or_404(code)
    entry = _forms(request, member_of(request), line_of(proposal, today_in(proposal.world)))
    done = _taken(request, proposal, entry)
    if done is not None:
        return done
    return render(request, "council/desk_proposal.html", {**proposal_context(request, proposal), **entry})


def _forms(request: HttpRequest, actor: Actor, line: Line) -> dict[str, Any]:
    row = line.proposal
    if not SPEAKERS & actor.roles or actor.world != row.world or row.retired_at:
        return {}
    if actor.body == row.addressed_to_id:
        return _of_addressed(request, line)
    if row.by_committee is not None:
        return {"speaks_by_motion": seat_of(actor, row.by_committee, today_in(row.world)) is not None}
    return _of_proposer(request, line) if actor.body == row.proposed_by_id else {}


def _of_addressed(request: HttpRequest, line: Line) -> dict[str, Any]:
    if line.state == State.NOT_DELIVERED:
        return {"deliver": bound(request, PressForm, "deliver")}
    if line.state in ENDED or line.state == State.COUNTERED:
        return {}
    rows = {name: bodies(line.proposal.world) for name in ("owner", "co_owner")}
    start = {"owner": line.proposal.addressed_to_id}
    opens = line.proposal.kind == ProposalKind.ACTION and line.proposal.action_id is None
    if opens:
        rows["plans"] = choices.plans(line.proposal.world)
    form = AcceptNewForm if opens else AcceptForm
    accept = bound(request, form, "accept", rows=rows, initial=start)
    if line.proposal.by_committee_id:
        accept.fields["co_owner"].help_text = _("A committee owns nothing itself: a new action needs one of each side.")
    found = {"accept": accept}
    if line.state == State.REFUSED:
        return found
    if all(one.answer != "countered" for one in line.answers):
        found["counter"] = bound(request, CounterForm, "counter")
    return found | {"refuse": bound(request, RefuseForm, "refuse")}


def _of_proposer(request: HttpRequest, line: Line) -> dict[str, Any]:
    if line.state in ENDED:
        return {}
    found = {"withdraw": bound(request, InsistForm, "withdraw")}
    if line.state == State.COUNTERED:
        found |= {"agree": bound(request, PressForm, "agree"), "insist": bound(request, InsistForm, "insist")}
        if line.duty is None:
            found["deliver"] = bound(request, PressForm, "deliver")
    return found


def _taken(request: HttpRequest, row: Proposal, entry: dict[str, Any]) -> HttpResponse | None:
    verb = pressed(request)
    if not verb:
        return None
    if not isinstance(entry.get(verb), forms.Form):
        raise Http404
    does: dict[str, tuple[Any, str]] = {
        "deliver": (lambda a, _c: services.take_delivery(a, row), _("Delivery is taken, and the clock runs.")),
        "accept": (
            lambda a, c: services.answer(a, row, _accepted(c)),
            _("It is accepted, with an owner and a day."),
        ),
        "counter": (lambda a, c: _say(a, row, "countered", c), _("Your counter goes back to the proposer.")),
        "refuse": (lambda a, c: _say(a, row, "refused", c), _("It is refused, and your reason is public.")),
        "agree": (lambda a, _c: services.reply(a, row, agrees=True), _("The counter is agreed.")),
        "insist": (
            lambda a, c: services.reply(a, row, agrees=False, text=in_words(c["text"])),
            _("You insist, and the body has a new term."),
        ),
        "withdraw": (
            lambda a, c: services.withdraw(a, row, why=in_words(c["text"])), _("It is withdrawn, and stays in public."),
        ),
    }  # fmt: skip
    act, words = does[verb]
    return take(request, entry[verb], act, done=words)


def _accepted(cleaned: dict[str, Any]) -> services.Word:
    plans = [plan.pk for plan in cleaned.get("plans", ())]
    return services.Word("accepted", {}, cleaned["owner"], cleaned["co_owner"], cleaned["due_on"], plans)


def _say(actor: Actor, row: Proposal, answer: str, cleaned: dict[str, Any]) -> object:
    return services.answer(actor, row, services.Word(answer, in_words(cleaned["text"])))
