"""One form for each thing that a decision can become. Owner, co-owner and day are on every one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.council.models import AgendaItem, Becomes, ProposalAnswer, Session
from mizan.council.proposal_forms import ProposeForm, propose_rows
from mizan.council.queries.brought import brought_to
from mizan.council.rules.proposals import ANSWERS, OWN
from mizan.framework.queries import choices
from mizan.institutions.models import Institution
from mizan.kit.entry import AREA, Rows, Several, WithRows, day_input, in_words, named
from mizan.kit.texts import plain

PERIOD = r"\A\d{4}(-\d{2})?(/\d{4}(-\d{2})?)?\Z"
CODE = r"\A[A-Z0-9][A-Z0-9.-]{1,38}\Z"


class MotionForm(WithRows):
    """What every motion names. `TERMS`: fields that go into its terms as codes."""

    TERMS: tuple[str, ...] = ()
    item = Rows(lambda item: plain(item.title), label=_("About this item of the agenda"), required=False)
    text = forms.CharField(label=_("What is to be decided"), widget=forms.Textarea(attrs=AREA), max_length=4000)
    owner = Rows(named, label=_("Owner, of the state"))
    co_owner = Rows(named, label=_("Co-owner, of society"))
    due_on = forms.DateField(label=_("Done by"), widget=day_input())

    def terms(self) -> dict[str, object]:
        """The terms by name; rows as their codes."""
        return {name: _plain(self.cleaned_data[name]) for name in self.TERMS}


class ActionMotionForm(MotionForm):
    TERMS = ("code", "pillar", "mode", "plans", "obligations")
    code = forms.RegexField(CODE, label=_("Code of the new action"), help_text=_("Capital letters, digits, - and ."))
    pillar = Rows(named, label=_("Pillar"))
    mode = forms.ChoiceField(label=_("Mode"), choices=choices.MODES)
    plans = Several(named, label=_("Plans it serves"), required=False)
    obligations = Several(named, label=_("Obligations it serves"), required=False)


class ChangeMotionForm(MotionForm):
    TERMS = ("action",)
    field_order = ("item", "action")
    action = Rows(named, label=_("Action to change"), help_text=_("Its day and its owners become the ones named here."))


class AssessmentMotionForm(MotionForm):
    TERMS = ("obligation", "dimension", "score", "period")
    field_order = ("item", "obligation", "dimension", "score", "period")
    obligation = Rows(named, label=_("Obligation"))
    dimension = forms.ChoiceField(label=_("Letter or spirit"), choices=choices.DIMENSIONS)
    score = forms.TypedChoiceField(
        label=_("Score of both sides"), choices=choices.SCORES, coerce=int, empty_value=None, required=False
    )
    period = forms.RegexField(PERIOD, label=_("Period"), help_text=_("A year or a span, such as 2026 or 2025/2026."))


class ReplyMotionForm(MotionForm):
    TERMS = ("proposal", "answer")
    field_order = ("item", "proposal", "answer")
    proposal = Rows(
        lambda row: f"{row.pk} {plain(row.text)[:80]}", label=_("Proposal to answer"),
        help_text=_("Those that silence brought to this committee, and its own."),
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (words, [(code, ProposalAnswer.Answer(code).label) for code in codes])
            for words, codes in (
                (_("To what silence brought here"), ANSWERS),
                (_("On this committee’s own proposal"), OWN),
            )
        ],
        help_text=_("What is to be decided is the reason of a refusal, or what you propose instead."),
    )


class ProposalMotionForm(ProposeForm, MotionForm):
    """What a body's proposal names, and who brings a committee's to the body."""

    TERMS = ("kind", "to", "action", "pillar", "unit", "indicator")
    field_order = ("item", "kind", "to", "text", "reason", "action", "pillar", "unit", "indicator")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = _("By then both owners bring it to the body and report to the committee.")

    def terms(self) -> dict[str, object]:
        """Those of every kind, and the reason in the writer's language."""
        return {**super().terms(), "reason": in_words(self.cleaned_data["reason"])}


FORMS: dict[str, type[MotionForm]] = {
    Becomes.ACTION: ActionMotionForm,
    Becomes.CHANGE: ChangeMotionForm,
    Becomes.ASSESSMENT: AssessmentMotionForm,
    Becomes.REPLY: ReplyMotionForm,
    Becomes.PROPOSAL: ProposalMotionForm,
}


def rows_for(becomes: str, session: Session) -> dict[str, Any]:
    """What each choice of that form offers, in the session's own world."""
    bodies = Institution.objects.filter(world=session.world, retired_at=None).exclude(stakeholder_class="employer")
    common = {
        "item": AgendaItem.objects.filter(session=session),
        "owner": bodies.filter(side="state"),
        "co_owner": bodies.filter(side="society"),
    }
    more = {
        Becomes.ACTION: {
            "pillar": choices.pillars(),
            "plans": choices.plans(session.world),
            "obligations": choices.obligations(),
        },
        Becomes.CHANGE: {"action": choices.actions_people_added(session.world)},
        Becomes.ASSESSMENT: {"obligation": choices.obligations()},
        Becomes.REPLY: {"proposal": brought_to(session.committee)},
        Becomes.PROPOSAL: propose_rows(session.world),
    }
    return common | more.get(Becomes(becomes), {})


def _plain(value: Any) -> object:
    if hasattr(value, "pk"):
        return value.pk
    return sorted(row.pk for row in value) if hasattr(value, "values_list") else value
