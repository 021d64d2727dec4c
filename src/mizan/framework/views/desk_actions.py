"""An action at the desk: accept a part, claim progress, answer a claim, check evidence, propose a new action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.framework import services
from mizan.framework.forms import ActionForm, AnswerClaimForm, CheckForm, ClaimForm, LeadAnswerForm
from mizan.framework.models import Action, ActionLead, Evidence, LeadPart, Progress, ProgressAnswer
from mizan.framework.services.actions import NewAction
from mizan.framework.views.actions import action_context, action_or_404
from mizan.framework.views.desk_obligations import chosen
from mizan.framework.views.entry import evidence_from
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.entry import bound, in_words, pressed, take
from mizan.kit.pages import member_of, show_world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word


def action_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the page with what the reader's body may enter; POST takes it in."""
    action = action_or_404(code)
    show_world_of(request, action)
    actor = member_of(request)
    entry = {
        "lead": bound(request, LeadAnswerForm, "lead"),
        "claim": bound(request, ClaimForm, "claim"),
        "answer": bound(request, AnswerClaimForm, "answer"),
        "check": bound(request, CheckForm, "check"),
    }
    done = _taken(request, action, entry)
    if done is not None:
        return done
    return render(request, "framework/desk_action.html", {**action_context(action), **_forms_for(actor, action, entry)})


def _forms_for(actor: Actor, action: Action, entry: dict[str, forms.Form]) -> dict[str, Any]:
    """Only the forms of the reader's own part are shown; what is allowed is still decided by the rules."""
    lead = action.leads.filter(institution=actor.body).first()
    open_claims = [claim for claim in action.progress.all() if claim.body_id != actor.body]
    is_lead, is_co_lead = (lead is not None and lead.part == part for part in (LeadPart.LEAD, LeadPart.CO_LEAD))
    evidence = Evidence.objects.filter(progress__action=action).exclude(author_body__side=actor.side or "")
    return {
        "my_lead": lead,
        "lead_form": entry["lead"] if lead else None,
        "claim_form": entry["claim"] if is_lead else None,
        "answer_form": entry["answer"] if is_co_lead and open_claims else None,
        "open_claims": open_claims,
        "check_form": entry["check"],
        "checkable": list(evidence.distinct()) if actor.side in {"state", "society"} else [],
    }


def _taken(request: HttpRequest, action: Action, entry: dict[str, forms.Form]) -> HttpResponse | None:
    verb = pressed(request)
    if verb == "lead":
        row = chosen(request, ActionLead.objects.filter(action=action), "which")
        done = _("Your body's word is recorded.")
        return take(request, entry["lead"], lambda a, c: _answer_lead(a, row, c), done=done)
    if verb == "claim":
        done = _("Your claim stands. It stays a claim until the co-lead answers.")
        return take(request, entry["claim"], lambda a, c: _claim(a, action, c), done=done)
    if verb == "answer":
        claim = chosen(request, Progress.objects.filter(action=action), "which")
        return take(request, entry["answer"], lambda a, c: _answer(a, claim, c), done=_("Your answer is recorded."))
    if verb == "check":
        item = chosen(request, Evidence.objects.filter(progress__action=action).distinct(), "which")
        done = _("Your finding stands beside the evidence.")
        return take(
            request, entry["check"], lambda a, c: services.check_evidence(a, item, finding=c["finding"]), done=done
        )
    return None


def _answer_lead(actor: Actor, lead: ActionLead, cleaned: dict[str, Any]) -> object:
    accepts = cleaned["accepts"] == "yes"
    return services.answer_lead(actor, lead, accepts=accepts, reason=in_words(cleaned["reason"]))


def _claim(actor: Actor, action: Action, cleaned: dict[str, Any]) -> object:
    """The claim with its evidence, or neither."""
    proof = evidence_from(actor, cleaned)
    with acting(actor):
        return services.claim_progress(
            actor, action, text=in_words(cleaned["text"]), evidence=[services.add_evidence(actor, proof)],
            on=cleaned["on"], percent=cleaned["percent"], done=cleaned["done"],
        )  # fmt: skip


def _answer(actor: Actor, claim: Progress, cleaned: dict[str, Any]) -> object:
    confirms = cleaned["answer"] == ProgressAnswer.Answer.CONFIRMED
    return services.answer_progress(actor, claim, confirms=confirms, text=in_words(cleaned["text"]))


def propose_action(request: HttpRequest) -> HttpResponse:
    """Propose an action; both leads stay suggested until they accept."""
    actor = member_of(request)
    form = ActionForm(request.POST or None, world=actor.world)
    if request.method == "POST" and form.is_valid():
        try:
            action = services.add_action(actor, _new(form.cleaned_data))
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        else:
            return redirect("framework:action", code=action.code)
    return render(request, "framework/desk_propose.html", {"form": form})


def _new(cleaned: dict[str, Any]) -> NewAction:
    words = {name: in_words(cleaned[name]) for name in ("title", "description")}
    plain = {name: value for name, value in cleaned.items() if name not in words}
    return NewAction(**{**plain, **words, "currency": cleaned["currency"] or ""})
