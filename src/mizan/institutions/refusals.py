"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "institutions.risk_needs_words": _("Name the process and its weakness."),
        "institutions.source_needed": _("Say where this comes from."),
        "institutions.state_needed": _("Say how far the unit exists; leave it unstated if you do not know."),
        "institutions.test_not_later": _("A later test is recorded already."),
        "institutions.unit_not_owed": _("This body does not owe such a unit."),
        "institutions.unit_of_another": _("That unit belongs to another agency."),
        "institutions.not_your_side": _("Only the own side may do this. Each side keeps its own accounts and bodies."),
        "institutions.not_your_body": _("Only {body} may do this."),
        "institutions.role_needed": _("This needs one of the roles: {roles}."),
        "institutions.other_world": _("The exercise and the real are kept apart."),
        "institutions.has_its_own_admitter": _("{body} has somebody who admits its members. Ask there."),
        "institutions.admitter_first": _("The first member of {body} must be one who admits the others."),
        "institutions.not_for_employers": _("An employers' body cannot be a co-lead or a monitor."),
        "institutions.no_role": _("Choose at least one role."),
        "institutions.body_retired": _("{body} is no longer in the pack; nobody can be admitted to it."),
        "institutions.field_needed": _("This must not be empty."),
        "institutions.interests_needed": _("Interests must be declared before an admission, also if there are none."),
        "institutions.has_a_post": _("This person cannot be admitted: a current post must first be ended where it is."),
        "institutions.suspended_before": _("This member is suspended already."),
        "institutions.not_suspended": _("This member is not suspended."),
        "institutions.end_out_of_range": _("The last day must lie between {since} and today."),
        "institutions.not_your_post": _("Everybody declares her own interests only."),
        "institutions.post_ended": _("This post has ended."),
        "institutions.not_yourself": _("You cannot do this to your own post. Ask another member who admits."),
    }
)
