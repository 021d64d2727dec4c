"""The refusals of campaigns, surveys and training in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "prevention.ends_before_start": _("The last day is not before the first."),
        "prevention.not_over_yet": _("A training is listed when it is over."),
        "prevention.not_your_campaign": _("Your body does not own this campaign."),
        "prevention.not_your_training": _("Another body gave this training."),
        "prevention.campaign_not_suggested": _("Your body is not asked whether it owns this campaign."),
        "prevention.campaign_ended_before": _("This campaign was ended or taken back already."),
        "prevention.campaign_superseded": _("A later listing has taken the place of this campaign already."),
        "prevention.campaign_taken_back": _("This campaign was taken back: nothing is added to it."),
        "prevention.why_ended_needed": _("Say why it ends."),
        "prevention.why_corrected_needed": _("Say what was wrong."),
        "prevention.ended_while_it_runs": _("A campaign is ended on a day from its first day to before its last."),
        "prevention.counted_not_taken_back": _(
            "It has counts of people or cost already, and those would vanish. End it instead, or list a corrected one."
        ),
        "prevention.co_owner_stays": _("The body that owns it on the other side is named again."),
        "prevention.tally_says_nothing": _("Say how many people it reached, what it cost, or both."),
        "prevention.how_counted_needed": _("Say how the people were counted."),
        "prevention.currency_of_cost": _("An amount has a currency, and a currency an amount."),
        "prevention.questions_first": _("Say first what the survey asks."),
        "prevention.question_twice": _("A question has this code already."),
        "prevention.question_code": _("A code has letters, digits and _ only, and is not the name of another column."),
        "prevention.population_needed": _("Say whom the survey stands for."),
        "prevention.drawn_needed": _("Say how people were drawn."),
        "prevention.not_before": _("A survey before the campaign ends by the day on which the campaign starts."),
        "prevention.not_after": _("A survey after it began starts no sooner than the campaign."),
        "prevention.sheet_has_faults": _("Nothing was taken: the sheet has faults."),
        "prevention.weight_not_positive": _("A weight is a number above 0."),
        "prevention.neither_yes_nor_no": _("“{given}” is neither yes nor no. Leave the cell empty for no answer."),
        "prevention.assessed_too_early": _("What people can do is asked six months after the training."),
        "prevention.able_above_assessed": _("No more can be able than were assessed."),
        "prevention.assessed_above_trained": _("No more can be assessed than were trained."),
        "prevention.how_assessed_needed": _("Say how it was assessed."),
    }
)
