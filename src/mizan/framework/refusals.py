"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "framework.bounds_crossed": _("The lower bound is above the upper one."),
        "framework.source_needed": _("Say where the figure comes from."),
        "framework.not_your_figure": _("A body corrects only its own figures."),
        "framework.code_taken": _("There is an action with the code {code} already."),
        "framework.co_lead_is_society": _("The co-lead is a body of society. {body} is not."),
        "framework.employer_may_not": _("An employers' body may not do this where its industry is the subject."),
        "framework.evidence_needed": _("A claim needs at least one piece of evidence."),
        "framework.evidence_too_large": _("The file is larger than {limit} megabytes."),
        "framework.evidence_url_or_file": _("Evidence is a file or an address: give one of them."),
        "framework.lead_not_accepted": _("{body} has not accepted its part yet. A suggested owner is not an owner."),
        "framework.lead_missing": _("Name a state lead and a society co-lead."),
        "framework.no_co_lead": _("This action has no society co-lead, so nobody can confirm or dispute its progress."),
        "framework.no_lead": _("This action has no state lead, so nobody can claim progress."),
        "framework.no_side": _("Only a body of the state or of society gives an answer."),
        "framework.not_the_co_lead": _("Only the society co-lead of this action confirms or disputes a claim."),
        "framework.not_the_focal_body": _("Only the side's focal body adopts its headline."),
        "framework.not_the_named_body": _("Only {named} speaks for its own part."),
        "framework.not_the_owner": _("Only the owner of this action claims progress."),
        "framework.not_your_answer": _("A body supersedes only its own answers. The other answer stays as it is."),
        "framework.other_question": _("The new answer must be to the same obligation, dimension and place."),
        "framework.other_side": _("Each side adopts its own headline. The other side's answers cannot be touched."),
        "framework.other_world": _("Exercise and real rows are kept apart."),
        "framework.own_evidence": _("Evidence is checked by the other side."),
        "framework.part_answered": _("Your body gave this answer before; nothing was changed."),
        "framework.role_needed": _("Your role in your body does not allow this."),
        "framework.score_out_of_range": _("A score is a whole number from 0 to 4, or unknown."),
        "framework.superseded_before": _("A newer answer exists already. Supersede the newest one."),
        "framework.text_needed": _("Say in words what the answer rests on."),
        "framework.dispute_needs_words": _("A dispute says in words what is not so."),
        "framework.percent_out_of_range": _("A share is a whole number from 0 to 100."),
        "framework.due_before_start": _("The due day lies before the start."),
        "framework.answered_before": _("This claim was answered before by your body with the same answer."),
    }
)
