"""What everybody sees of campaigns: both sides alike, with what people knew, asked, and found when they rang."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.charts import Chart, Dot, Figure, dot_intervals
from mizan.framework.queries import choices
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, listing
from mizan.kit.pages import list_in_other_world, member_of, rows_address, show_world_of, world_of
from mizan.kit.texts import plain
from mizan.ledger.queries import history
from mizan.prevention.access import campaign_or_404
from mizan.prevention.campaign_words import SILENCES, channels, languages
from mizan.prevention.models import Campaign, KnowledgeEstimate
from mizan.prevention.queries.campaigns import (
    CampaignLine,
    Known,
    asked_of,
    campaign_lines,
    former_campaigns,
    knowledge,
    lines_of,
    materials_of,
    money,
    surveys_of,
)
from mizan.prevention.queries.coping import lines_named, queues_named
from mizan.prevention.rules.counting import LEAST
from mizan.prevention.rules.listing import LISTERS, SIDES

ANY = ("", gettext_lazy("any"))
HUNDRED = Decimal(100)


class CampaignFilters(FilterForm):
    """Whose it is, and which pillar it serves."""

    side = forms.ChoiceField(
        label=gettext_lazy("Owned by the side"), required=False,
        choices=[ANY, ("state", gettext_lazy("state")), ("society", gettext_lazy("society"))],
    )  # fmt: skip
    pillar = forms.ChoiceField(label=gettext_lazy("Pillar"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"), required=False,
        choices=[("", gettext_lazy("counted")), ("former", gettext_lazy("taken back, or superseded"))],
    )  # fmt: skip
    world = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = [ANY, *((row.pk, plain(row.name)) for row in choices.pillars())]  # type: ignore[attr-defined]


def may_list(request: HttpRequest) -> bool:
    """Whether the reader lists campaigns and trainings for her body."""
    actor = member_of(request)
    return actor.side in SIDES and bool(LISTERS & actor.roles)


def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign that matches, what both sides spend on them, and which sent people where nobody answered."""
    world = world_of(request)
    form = CampaignFilters(request.GET)
    lines = campaign_lines(world, form.chosen())
    if (file := export(request, "campaigns", _columns(), lines, world=world)) is not None:
        return file
    shown = listing(request, lines, form)
    named = lines_named([line.campaign for line in shown.page])
    context = {
        "list": shown,
        "rows": [{"line": line, "loads": named[line.campaign.pk]} for line in shown.page],
        "money": money(campaign_lines(world)),
        "former": former_campaigns(world).count(),
        "list_url": reverse("prevention:list_campaign") if may_list(request) else "",
    }
    return render(request, "prevention/campaigns.html", context)


def _columns() -> list[Column]:
    def bodies(line: CampaignLine, side: str) -> str:
        return " ".join(one.body.pk for one in line.owners if one.side == side and one.answer == "accepted")

    return [
        Column(_("code"), lambda line: line.campaign.pk),
        Column(_("name"), lambda line: plain(line.campaign.name)),
        Column(_("pillar"), lambda line: line.campaign.pillar_id),
        Column(_("state"), lambda line: bodies(line, "state")),
        Column(_("society"), lambda line: bodies(line, "society")),
        Column(_("first day"), lambda line: line.campaign.starts_on.isoformat()),
        Column(_("last day"), lambda line: line.campaign.ends_on.isoformat()),
        Column(_("ended on"), lambda line: _ended(line.campaign)),
        Column(_("people reached"), lambda line: line.people),
        Column(_("how counted"), lambda line: plain(line.tally.how) if line.tally else ""),
        Column(_("cost"), lambda line: line.tally.cost if line.tally else None),
        Column(_("currency"), lambda line: line.tally.currency if line.tally else ""),
        Column(_("help lines"), lambda line: " ".join(line.campaign.services)),
    ]


def _ended(campaign: Campaign) -> str:
    end = getattr(campaign, "end", None)
    return end.on.isoformat() if end is not None else ""


def campaign_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign, and its survey as a file."""
    campaign = campaign_or_404(code)
    if (file := survey_file(request, campaign)) is not None:
        return file
    return render(request, "prevention/campaign.html", campaign_context(request, campaign))


def survey_file(request: HttpRequest, campaign: Campaign) -> HttpResponse | None:
    """What the surveys say, as the file that is asked for."""
    rows = knowledge(campaign, surveys_of(campaign))
    columns = [
        Column(_("question"), lambda row: row.question.code),
        Column(_("in words"), lambda row: plain(row.question.text)),
        *_estimated(_("before"), lambda row: _enough(row.before)),
        *_estimated(_("after"), lambda row: _enough(row.after)),
        *_estimated(_("change"), lambda row: row.change),
    ]
    return export(request, f"knowledge-{campaign.pk}", columns, rows, world=World(campaign.world))


def _enough(found: KnowledgeEstimate | None) -> KnowledgeEstimate | None:
    return found if found is not None and found.answered >= LEAST else None


def _estimated(head: str, of: Callable[[Known], Any]) -> list[Column]:
    """A value and both ends of its interval."""
    low, high = (_("{what}, {part}").format(what=head, part=part) for part in (_("at least"), _("at most")))
    return [
        Column(words, lambda row, part=part: getattr(of(row), part, None))
        for words, part in ((head, "value"), (low, "low"), (high, "high"))
    ]


def campaign_context(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """What the page of one campaign shows, at both doors."""
    world = show_world_of(request, campaign)
    surveys = surveys_of(campaign)
    rows = knowledge(campaign, surveys)
    return {
        "campaign": campaign,
        "line": lines_of([campaign])[0],
        "places": list(campaign.places.order_by("code")),
        "spoken": languages(campaign.languages),
        "channels": channels(campaign.channels),
        "materials": materials_of(campaign),
        "asked": asked_of(campaign),
        "surveys": [surveys[wave] for wave in ("before", "after") if wave in surveys],
        "knowledge": rows,
        "chart": _chart(rows, world),
        "loads": lines_named([campaign])[campaign.pk],
        "queues": queues_named(campaign),
        "silences": SILENCES,
        "least": LEAST,
        "csv_url": rows_address(request, "prevention:campaign", campaign.pk, **{"as": "csv"}),
        "history": history(campaign),
        "world_switch_url": list_in_other_world("/campaigns/", world),
    }


def _chart(rows: list[Known], world: World) -> Chart | None:
    """Shares before and after, in per cent, one under the other."""
    dots = [
        Dot(_dot_label(row, wave), _figure(getattr(row, wave)))
        for row in rows
        if row.is_share
        for wave in ("before", "after")
    ]
    if not any(isinstance(dot.figure, Figure) and not dot.figure.is_unknown for dot in dots):
        return None
    return sized(
        lambda set_in: dot_intervals(set_in, dots, from_zero=True),
        frame("knowledge-chart", _("Who said yes, in per cent, before and after"), world),
    )


def _dot_label(row: Known, wave: str) -> str:
    words = {"before": _("before"), "after": _("after")}
    return f"{plain(row.question.text)} ({words[wave]})"


def _figure(row: KnowledgeEstimate | None) -> Figure:
    if row is None or row.value is None or row.answered < LEAST:
        return Figure()
    value, low, high = (None if one is None else round(one * HUNDRED, 1) for one in (row.value, row.low, row.high))
    return Figure(value, low, high)
