"""What `science.comparing` found, in plain words: every method, every verdict, every reason against a comparison."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

UNFAIR = {
    "fewer_than_two_periods_before": _(
        "There are figures for fewer than two years before the start: nobody can see whether both groups moved alike."
    ),
    "moved_apart_before": _(
        "The two groups moved apart already before the programme: what followed may have come without it."
    ),
    "movement_before_unclear": _(
        "The figures before the start vary so much that moving apart as far as this effect could not have been seen."
    ),
    "chosen_by_the_outcome": _(
        "The districts were chosen because the figure was bad there, and stood far from the others: bad figures often "
        "get better by themselves."
    ),
    "far_apart_and_choice_unknown": _(
        "The groups stood far apart before the start, and nobody says whether the districts were chosen for that."
    ),
    "other_programme_among_the_compared": _(
        "Another programme against the same need had places in some of the districts without this one."
    ),
    "fewer_than_five_places": _("Fewer than five districts in a group: chance cannot be told from effect."),
    "places_with_missing_figures": _(
        "Districts with a missing figure were left out: those that remain may differ from them."
    ),
}
METHODS = {
    "clustered": _("standard errors clustered by district (20 districts or more in each group)"),
    "wild_bootstrap": _("wild cluster bootstrap (10 to 19 districts in the smaller group)"),
    "permutation_exact": _("every other choice of districts tried (5 to 9 districts in the smaller group)"),
    "permutation": _("other choices of districts drawn by chance (5 to 9 districts in the smaller group)"),
    "none": _("no interval: fewer than five districts in a group"),
}
BEFORE = {
    "alike": _("Before the start both groups moved alike, as closely as needed here."),
    "apart": _("Before the start the groups moved apart."),
    "unclear": _("Before the start it is not clear whether both groups moved alike."),
    "unknown": _("Whether both groups moved alike before the start cannot be told from these figures."),
}
TOLD = {
    "better": _("It went better where the programme was, by more than chance explains."),
    "worse": _("It went worse where the programme was, by more than chance explains."),
    "no_difference": _("No difference can be told from chance. What did not work is shown like what did."),
    "too_few": _("With so few districts nobody can say how much of this is chance."),
}
