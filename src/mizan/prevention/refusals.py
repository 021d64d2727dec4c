"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "prevention.other_world": _("Exercise and real rows are kept apart."),
        "prevention.role_needed": _("Your role in your body does not allow this."),
        "prevention.name_needed": _("Give it a name."),
        "prevention.about_needed": _("Say what it does, for whom, in a sentence or two."),
        "prevention.owner_of_other_side": _("The other owner is a body of the other side."),
        "prevention.ages_out_of_order": _("The highest age is not below the lowest."),
        "prevention.kept_more_than_there_are": _("No more places can be kept than there are."),
        "prevention.kept_where_all_are": _("Where every place is for one sex, none is kept apart."),
        "prevention.money_needed": _("Say what was set aside, what was spent, or both."),
        "prevention.not_spent_yet": _("Nothing is spent in a year to come."),
        "prevention.not_suggested": _("Your body is not asked whether it owns this programme."),
        "prevention.not_your_programme": _("Another body runs this programme."),
        "prevention.programme_ended": _("This programme has ended."),
        "prevention.not_your_queue": _("Another body is asked here."),
        "prevention.own_queue": _("Your own body runs this programme: take the person in yourself."),
        "prevention.not_for_her": _("The programme is for others: see its ages, its sex and its districts."),
        "prevention.no_place_free": _("No place is free for her. She goes on waiting."),
        "prevention.no_programme": _("No programme for this need has a free place for her. Say so in your committee."),
        "prevention.no_queue_of_its_own": _("Your body has no queue here: ask a programme to take the person in."),
        "prevention.no_such_step": _("This does not follow from where it stands."),
        "prevention.day_out_of_order": _("The day lies in the future, or before the step it follows."),
        "prevention.reason_needed": _("Say why."),
        "prevention.not_completed": _("Only what was completed is asked after."),
        "prevention.too_early": _("It is asked after when twelve months are over."),
        "prevention.answered_before": _("This was answered before."),
        "prevention.ended_before": _("This was delivered or withdrawn before."),
        "prevention.keeps_no_clock": _("This body does not keep the clock of such things by its own word."),
        "prevention.amount_of_money": _("Money has an amount; what is no money has none."),
        "prevention.counted_twice": _("Row {row} says the same already."),
        "prevention.quarter_runs": _("{quarter} is not over."),
        "prevention.queue_is_here": _("The queue of {programme} is kept here, and counted from it."),
        "prevention.frozen_before": _("{quarter} of {programme} was published, and stays as it is."),
        "prevention.outcome_needed": _("Say what was measured."),
        "prevention.unit_needed": _("Say in which unit."),
        "prevention.chosen_needed": _("Say why these districts were chosen, and these to compare them with."),
        "prevention.supersedes_another": _("It can only take the place of a comparison of the same programme."),
        "prevention.superseded_before": _("A later comparison has taken its place already."),
        "prevention.no_year": _("A year lies between {first} and {last}."),
        "prevention.no_such_district": _("“{given}” is the code of no place."),
        "prevention.in_both_groups": _("A district is either with the programme or without it, in every year."),
        "prevention.no_places_there": _("The programme never said that it has places in this district."),
        "prevention.figure_twice": _("This district has a figure for this year already."),
        "prevention.not_comparable": _(
            "There is nothing to compare: both groups need a district with a figure in every year, and years before "
            "the start and after it."
        ),
        "prevention.more_than_owed": _("This is more than is still owed, or nothing."),
    }
)
