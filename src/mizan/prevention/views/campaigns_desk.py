"""At the desk: a body lists a campaign and says what became of it; the other side answers whether it owns it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.kit.actors import Actor
from mizan.kit.entry import PressForm, bound, in_words, pressed, take, with_error
from mizan.kit.imports import SheetFault
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.prevention import services
from mizan.prevention.access import campaign_or_404
from mizan.prevention.campaign_forms import (
    AskedForm,
    CampaignForm,
    EndForm,
    QuestionForm,
    SurveyForm,
    TallyForm,
    campaign_rows,
)
from mizan.prevention.models import Campaign, Method
from mizan.prevention.rules.listing import LISTERS
from mizan.prevention.services.campaigns import is_taken_back, owners_of
from mizan.prevention.survey_sheet import template
from mizan.prevention.views.campaigns import campaign_context, may_list, survey_file
from mizan.prevention.views.campaigns_ending import may_correct

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Faults = list[tuple[str, str]]


def list_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST lists the campaign. For whoever speaks for no side the page is not here."""
    if not may_list(request):
        raise Http404
    actor = member_of(request)
    form = CampaignForm(request.POST or None, rows=campaign_rows(actor.world, str(actor.side)))
    if request.method == "POST" and form.is_valid():
        made = _listed(actor, form)
        if made is not None:
            messages.success(request, _("The campaign is listed, in your body’s name."))
            return redirect("prevention:campaign", code=made.pk)
    return render(request, "prevention/list_campaign.html", {"form": form}, status=409 if form.errors else 200)


def _listed(actor: Actor, form: CampaignForm) -> Campaign | None:
    given = dict(form.cleaned_data)
    words = {name: in_words(given.pop(name)) for name in ("name", "about", "audience")}
    try:
        return services.list_campaign(actor, services.NewCampaign(**words, **given))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


def campaign_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the campaign with what the reader's body may enter, or a sheet; POST takes it in."""
    campaign = campaign_or_404(code)
    entry = _forms(request, member_of(request), campaign)
    if "survey" in entry and request.GET.get("as") == "template":
        return _template(request, campaign)
    if (file := survey_file(request, campaign)) is not None:
        return file
    faults: Faults = []
    done = _taken(request, campaign, entry, faults)
    if done is not None:
        return done
    context = {
        **campaign_context(request, campaign), **entry, "faults": faults, "methods": Method.choices,
        "may_correct": may_correct(member_of(request), campaign),
    }  # fmt: skip
    return render(request, "prevention/desk_campaign.html", context)


def _forms(request: HttpRequest, actor: Actor, campaign: Campaign) -> dict[str, Form]:
    """What the reader's own body may do here."""
    if not LISTERS & actor.roles or actor.world != campaign.world:
        return {}
    mine = owners_of(campaign).get(str(actor.side or ""), ("", ""))
    if mine == (actor.body, "suggested"):
        return {"accept": bound(request, PressForm, "accept"), "decline": bound(request, PressForm, "decline")}
    if mine != (actor.body, "accepted"):
        return {}
    return _entries(request, campaign)


def _entries(request: HttpRequest, campaign: Campaign) -> dict[str, Form]:
    """What an owner may enter: nothing where a later listing or nothing stands in its place."""
    if hasattr(campaign, "correction") or is_taken_back(campaign):
        return {}
    found = {
        "tally": bound(request, TallyForm, "tally"), "asked_form": bound(request, AskedForm, "asked_form"),
        "question": bound(request, QuestionForm, "question"),
    }  # fmt: skip
    if campaign.questions.exists():
        found["survey"] = bound(request, SurveyForm, "survey")
    if not hasattr(campaign, "end"):
        found["end"] = bound(request, EndForm, "end")
    return found


def _template(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    asked = request.GET.get("method", "")
    method = asked if asked in Method.values else Method.SIMPLE
    response = HttpResponse(template(method, list(campaign.questions.all())), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{campaign.pk}-{method}.xlsx"'
    return response


def _taken(request: HttpRequest, row: Campaign, entry: dict[str, Form], faults: Faults) -> HttpResponse | None:
    verb = pressed(request)
    if not verb:
        return None
    if verb not in entry:
        raise Http404
    done = _("That is recorded.")
    does: dict[str, Any] = {
        "accept": lambda a, _c: services.answer_campaign_owner(a, row, accepts=True),
        "decline": lambda a, _c: services.answer_campaign_owner(a, row, accepts=False),
        "tally": lambda a, c: services.tally(a, row, services.NewTally(**(c | {"how": in_words(c["how"])}))),
        "asked_form": lambda a, c: services.say_asked(a, row, _asked(c)),
        "question": lambda a, c: services.name_question(a, row, c["code"], in_words(c["text"]), c["kind"]),
        "end": lambda a, c: services.end_campaign(a, row, **(c | {"why": in_words(c["why"])})),
        "survey": lambda a, c: _survey(a, row, c, faults),
    }
    return take(request, entry[verb], does[verb], done=done)


def _asked(cleaned: dict[str, Any]) -> services.NewAsked:
    return services.NewAsked(
        on=cleaned["on"], question=in_words(cleaned["question"]), answer=in_words(cleaned["answer"]),
        times=cleaned["times"],
    )  # fmt: skip


def _survey(actor: Actor, row: Campaign, cleaned: dict[str, Any], faults: Faults) -> None:
    given = dict(cleaned)
    upload = given.pop("file")
    words = {name: in_words(given.pop(name)) for name in ("population", "drawn")}
    new = services.NewSurvey(**words, **given, file_name=upload.name, content=upload.read())
    try:
        services.record_survey(actor, row, new)
    except services.SheetRefused as refused:
        faults += [(f"{fault.sheet}!{fault.cell}", word(fault.refused)) for fault in refused.faults]
        raise
    except SheetFault as fault:
        raise Refused(fault.code, where="file", **fault.facts) from fault
