"""An obligation at the desk: the same page, and below it what the reader's side may answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.framework import services
from mizan.framework.forms import AssessForm
from mizan.framework.models import Assessment, DeskReading, FocalBody, Obligation
from mizan.framework.services.answers import Answer
from mizan.framework.views.entry import evidence_from
from mizan.framework.views.obligations import obligation_context, obligation_or_404
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Side
from mizan.kit.entry import bound, in_words, pressed, take
from mizan.kit.pages import member_of


def obligation_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the page with the forms; POST assesses, adopts a headline or adopts a desk reading."""
    obligation = obligation_or_404(code)
    actor = member_of(request)
    form = bound(request, AssessForm, "assess")
    done = _taken(request, obligation, form)
    if done is not None:
        return done
    mine = _own_answers(obligation, actor)
    context = {
        **obligation_context(request, obligation),
        "assess_form": form if actor.side in {Side.STATE, Side.SOCIETY} else None,
        "adoptable": mine if _is_focal(actor) else [],
        "desk_readings": list(obligation.desk_readings.filter(retired_at=None)) if actor.world == "real" else [],
    }
    return render(request, "framework/desk_obligation.html", context)


def _taken(request: HttpRequest, obligation: Obligation, form: forms.Form) -> HttpResponse | None:
    verb = pressed(request)
    if verb == "assess":
        done = _("Your answer stands beside the others.")
        return take(request, form, lambda a, c: assess(a, obligation, c), done=done)
    if verb == "headline":
        answer = chosen(request, Assessment.objects.filter(obligation=obligation), "assessment")
        done = _("Your side's headline is adopted.")
        return take(request, forms.Form({}), lambda a, _c: services.adopt_headline(a, answer), done=done)
    if verb == "adopt_desk":
        reading = chosen(request, DeskReading.objects.filter(obligation=obligation), "reading")
        done = _("The desk reading is now an answer of your side.")
        return take(request, forms.Form({}), lambda a, _c: adopt_desk_reading(a, reading), done=done)
    return None


def chosen(request: HttpRequest, rows: Any, name: str) -> Any:
    """The row that the form names; anything else answers like a missing page."""
    try:
        return get_object_or_404(rows, pk=request.POST.get(name, ""))
    except (ValueError, forms.ValidationError):
        return get_object_or_404(rows.none())


def assess(actor: Actor, obligation: Obligation, cleaned: dict[str, Any]) -> Assessment:
    """Give the body's answer with its evidence, or neither; its own standing answer to the same question is superseded
    by it."""
    given = cleaned.get("evidence_url") or cleaned.get("evidence_file")
    proofs = [evidence_from(actor, cleaned)] if given else []
    with acting(actor):
        answer = Answer(
            obligation=obligation,
            dimension=cleaned["dimension"],
            score=cleaned["score"],
            text=in_words(cleaned["text"]),
            period=cleaned["period"],
            evidence=[services.add_evidence(actor, proof) for proof in proofs],
            place=cleaned["place"],
            is_dissent=cleaned["is_dissent"],
            supersedes=_standing(actor, obligation, cleaned),
        )
        return services.assess(actor, answer)


def _standing(actor: Actor, obligation: Obligation, cleaned: dict[str, Any]) -> Assessment | None:
    rows = Assessment.objects.filter(obligation=obligation, author_body=actor.body, superseded_by=None)
    same = rows.filter(dimension=cleaned["dimension"], place=cleaned["place"], is_dissent=cleaned["is_dissent"])
    return same.order_by("at", "id").last()


def adopt_desk_reading(actor: Actor, reading: DeskReading) -> Assessment:
    """A side makes a desk reading its own answer, under its own name."""
    text = reading.note or reading.provision
    period = (reading.as_of or "2018")[:4]
    return services.assess(
        actor, Answer(reading.obligation, reading.dimension, reading.score, text, period, adopts=reading)
    )


def _own_answers(obligation: Obligation, actor: Actor) -> list[Assessment]:
    rows = Assessment.objects.filter(obligation=obligation, side=actor.side or "", superseded_by=None)
    return list(rows.filter(world=actor.world).select_related("author_body"))


def _is_focal(actor: Actor) -> bool:
    mine = FocalBody.objects.filter(side=actor.side or "", world=actor.world, institution=actor.body)
    return mine.filter(retired_at=None).exists()
