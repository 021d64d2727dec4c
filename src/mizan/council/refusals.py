"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "council.other_world": _("Exercise and real rows are kept apart."),
        "council.not_your_side": _("Each side speaks for its own seats only."),
        "council.not_your_seat": _("Another body of your side fills this seat."),
        "council.role_needed": _("Your role in your body does not allow this."),
        "council.seat_taken": _("Somebody sits here. The seat must be free first."),
        "council.seat_free": _("Nobody sits here."),
        "council.seat_of_another_body": _("This seat belongs to {body}: a member of that body sits here."),
        "council.person_may_not_sit": _("This member has no role that sits in committees."),
        "council.sits_already": _("This member has a seat in the committee already."),
        "council.no_such_member": _("Choose a current member of your side."),
        "council.procedure_needed": _("Name the published procedure by which your side chose this person."),
        "council.interests_needed": _("Interests must be declared, even if there are none."),
        "council.no_seat": _("You have no seat in this committee."),
        "council.only_chairs_call": _("The chair or the co-chair calls a session."),
        "council.only_chairs_sign": _("The chair and the co-chair sign minutes."),
        "council.only_officers": _("This is for the chair, the co-chair or the secretary."),
        "council.only_for_oneself": _("You speak for your own seat only."),
        "council.session_waits": _("A session is called already and not over."),
        "council.notice_too_short": _("Members get at least {days} days’ notice."),
        "council.too_far_ahead": _("A session is called at most a year ahead."),
        "council.not_called": _("This session was opened before, or is over."),
        "council.not_yet": _("The session is on {on}; it cannot open before."),
        "council.not_open": _("The session is not open."),
        "council.session_over": _("The session is over."),
        "council.no_quorum": _("Both sides must be there: at least {state} of the state, {society} of society."),
        "council.not_there": _("Say first that this seat is present."),
        "council.decided_before": _("This motion was decided before."),
        "council.voted_before": _("This seat has voted on this motion."),
        "council.motions_left": _("Decide every motion first."),
        "council.nothing_is_noted": _("A decision becomes an action, a change, a reply or an answer. None is noted."),
        "council.text_needed": _("Say it in words."),
        "council.owner_is_state": _("The owner is a body of the state."),
        "council.co_owner_is_society": _("The co-owner is a body of society."),
        "council.day_ahead_needed": _("A decision has a day by which it is done, after today."),
        "council.term_missing": _("Something that the outcome needs is missing: {field}."),
        "council.no_such_subject": _("That is not there, or belongs to the other world."),
        "council.minutes_languages": _("Minutes are written in every language of the house: {missing} is missing."),
        "council.minutes_of_open": _("Minutes are written once the session is over."),
        "council.newer_minutes": _("A newer text of the minutes exists. Sign that one."),
        "council.signed_before": _("You signed this text before."),
        "council.minutes_signed": _("Both chairs signed these minutes: they stay as they are."),
        "council.dissent_needs_vote": _("A dissent belongs to a vote against, or an abstention."),
        "council.no_paper": _("A paper is a file or an address."),
    }
)
