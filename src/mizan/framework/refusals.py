"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "indicators.counting_rules": _("They were counted by different rules: {found}."),
        "indicators.definitions": _("One of them was counted by another rule or definition than the indicator's own."),
        "indicators.different_indicators": _("They measure different things: {found}."),
        "indicators.hole": _("Some parts between them are missing, so the sum would pass for a whole that it is not."),
        "indicators.negative": _("A count below zero is no count."),
        "indicators.not_additive": _("Figures of this kind are not added: they are no counts."),
        "indicators.parts_mixed": _("They are split in different ways, or one is part of another."),
        "indicators.period_kinds": _("They cover periods of different kinds: {found}."),
        "indicators.periods_overlap": _("Their periods overlap."),
        "indicators.place_levels": _("They belong to places of different levels."),
        "indicators.places_overlap": _("One of the places lies inside another."),
        "indicators.same_event": _("They are different accounts of one event: {event}."),
        "indicators.scopes": _("They count different bodies or laws: {found}."),
        "indicators.sides_mixed": _("One is the state's figure, another society's. They stand side by side."),
        "indicators.stock_over_time": _("They count the same people at different times."),
        "indicators.told_twice": _("Two of them are about the same place and time."),
        "indicators.units": _("They have different units: {found}."),
        "indicators.worlds_mixed": _("Real and exercise figures are never added."),
        "framework.no_such_body": _("There is no body with the code {code}."),
        "framework.no_such_obligation": _("There is no obligation with the code {codes}."),
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
