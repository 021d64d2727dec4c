"""What everybody sees of proposals: the list with its states, the public list of silence, and one proposal's way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.council.access import proposal_or_404
from mizan.council.models import Proposal, ProposalKind, ProposedSide
from mizan.council.queries import proposals as queries
from mizan.council.queries.proposals import Line
from mizan.council.queries.standing import QUESTION, STANDING, StandingLine, standing_lines
from mizan.council.rules.proposals import DAYS, SIDES, SPEAKERS, State
from mizan.institutions.models import Institution
from mizan.kit.days import today_in
from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, export_url, listing
from mizan.kit.pages import list_in_other_world, member_of, show_world_of, world_of
from mizan.kit.templatetags.marks import STATUSES
from mizan.kit.texts import plain
from mizan.ledger.queries import history

ANY = ("", gettext_lazy("any"))
STATES = [*(state.value for state in State), STANDING, QUESTION]


class ProposalFilters(FilterForm):
    """How it stands, whose it is, who is asked, and for what."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ANY, *((code, STATUSES[code].word) for code in STATES)]
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Proposed by the side"), required=False, choices=[ANY, *ProposedSide.choices]
    )
    body = forms.ChoiceField(label=gettext_lazy("Asked of"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *ProposalKind.choices])
    world = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, world: World, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Institution.objects.filter(world=world, retired_at=None).exclude(side="international")
        words = [(row.pk, f"{row.pk} {plain(row.name)}") for row in rows]
        self.fields["body"].choices = [ANY, *words]  # type: ignore[attr-defined]


def proposal_list(request: HttpRequest) -> HttpResponse:
    """Every proposal that matches; standing ones and questions, which nobody made, where they are asked for."""
    world = world_of(request)
    form = ProposalFilters(request.GET, world=world)
    chosen = {name: value for name, value in form.chosen().items() if name != "world"}
    standing = standing_lines(world, chosen) if chosen.get("state") in {STANDING, QUESTION} else None
    lines = queries.proposal_lines(world, today_in(world), chosen) if standing is None else []
    columns = _columns() if standing is None else _standing_columns()
    if (
        file := export(request, "proposals", columns, lines if standing is None else standing, world=world)
    ) is not None:
        return file
    counts = queries.counts(world, today_in(world))
    missing = standing_lines(world)
    for state in (STANDING, QUESTION):
        counts[state] = sum(line.state == state for line in missing)
    shown = listing(request, lines if standing is None else standing, form)
    context = {"list": shown, "is_standing": standing is not None, "counts": [(one, counts[one]) for one in STATES]}
    return render(request, "council/proposals.html", context | {"term": DAYS, "propose_url": _propose_url(request)})


def _propose_url(request: HttpRequest) -> str:
    """Where the reader proposes, if she speaks for a body of either side."""
    actor = member_of(request)
    return reverse("council:propose") if actor.side in SIDES and SPEAKERS & actor.roles else ""


def _columns() -> list[Column]:
    return [
        Column(_("code"), lambda line: line.proposal.pk),
        Column(_("kind"), lambda line: line.proposal.kind),
        Column(_("text"), lambda line: plain(line.proposal.text)),
        Column(_("proposed by"), lambda line: line.proposal.proposer_id),
        Column(_("side"), lambda line: line.proposal.proposed_side),
        Column(_("asked of"), lambda line: line.proposal.addressed_to_id),
        Column(_("made on"), lambda line: line.proposal.made_on.isoformat()),
        Column(_("state"), lambda line: line.state.value),
        Column(_("now with"), lambda line: line.duty.owner if line.duty else ""),
        Column(_("due"), lambda line: line.duty.due_on.isoformat() if line.duty else ""),
        Column(_("action"), lambda line: line.proposal.action_id or ""),
        Column(_("source"), lambda line: line.proposal.source),
        Column(_("source grade"), lambda line: line.proposal.grade),
    ]


def _standing_columns() -> list[Column]:
    def source(line: StandingLine) -> str:
        return line.statement.source if line.statement else ""

    return [
        Column(_("body"), lambda line: line.body.pk),
        Column(_("unit"), lambda line: line.unit.value),
        Column(_("state"), lambda line: line.state),
        Column(_("source"), source),
        Column(_("source grade"), lambda line: line.statement.grade if line.statement else ""),
    ]


def silence(request: HttpRequest) -> HttpResponse:
    """The public list of silence: whoever was asked on a clock and has not answered, the longest first."""
    world = world_of(request)
    lines = [line for line in queries.proposal_lines(world, today_in(world)) if line.is_silent]
    lines.sort(key=lambda line: (not line.on_public_list, _since(line)))
    if (file := export(request, "silence", _columns(), lines, world=world)) is not None:
        return file
    n_last = sum(line.on_public_list for line in lines)
    context = {"lines": lines, "n_last": n_last, "csv_url": export_url(request, "csv")}
    return render(request, "council/silence.html", context)


def _since(line: Line) -> Any:
    taken = [one.on for one in line.proposal.deliveries.all()]
    return min(taken, default=line.proposal.made_on), line.proposal.pk


def proposal_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One proposal: what is asked, of whom, its clock and every word on it."""
    return render(request, "council/proposal.html", proposal_context(request, proposal_or_404(code)))


def _made_and_said(line: Line) -> list[Any]:
    """The events in which it was made and answered: of what a committee carried they are the session's."""
    return [one for one in (line.proposal.made_in_id, *(word.made_in_id for word in line.answers)) if one]


def proposal_context(request: HttpRequest, proposal: Proposal) -> dict[str, object]:
    """What the page of one proposal shows."""
    world = show_world_of(request, proposal)
    line = queries.line_of(proposal, today_in(world))
    return {
        "line": line,
        "proposal": line.proposal,
        "rungs": queries.rungs_of(line),
        "world_switch_url": list_in_other_world("/proposals/", world),
        "history": history(proposal, also=_made_and_said(line)),
    }
