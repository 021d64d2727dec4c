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
        "institutions.not_founding": _("Only the body that speaks for a side lists its bodies."),
        "institutions.code_in_use": _(
            "The code {body} is in use already. A body that is there is not changed by a sheet."
        ),
        "institutions.name_in_use": _("{body} has this name already."),
        "institutions.name_needed": _("Give the name in English or in Urdu."),
        "institutions.code_of_other_world": _("Codes that begin with EX- are for the exercise, and for nothing else."),
        "institutions.kind_comes_with_pack": _(
            "A body of this kind comes with a pack and its sources only. Your side lists: {kinds}."
        ),
        "institutions.no_such_body": _("There is no body {body}. One of this sheet must stand in a row further up."),
        "institutions.parent_of_other_side": _("A body stands under one of its own side only."),
        "institutions.unit_comes_with_pack": _(
            "A unit of an agency comes with a pack only: it changes who may read reports."
        ),
        "institutions.class_of_society": _("A body of society needs a stakeholder class; one of the state has none."),
        "institutions.industry_of_employers": _("Employers need their industry; nobody else has one."),
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
        "institutions.persons_only": _("Only a person can hold keys."),
        "institutions.passphrase_short": _("A passphrase has at least {shortest} characters, and no more than 256."),
        "institutions.too_many_tries": _("Too many wrong passphrases. Wait {minutes} minutes, or use your sheet."),
        "institutions.passphrase_wrong": _("This passphrase does not open your keys."),
        "institutions.sheet_wrong": _("This code does not open your keys. Look for a letter that was read wrongly."),
        "institutions.has_keys": _("You hold keys already."),
        "institutions.no_keys": _("You hold no keys yet."),
        "institutions.keys_locked": _("Unlock your keys first."),
        "institutions.keys_missing": _("This person holds no keys yet. She makes them herself, on her own page."),
        "institutions.not_a_member": _("Only a current member of your body can stand on its roster."),
        "institutions.no_reader": _("Only an inquiry officer, an oversight officer or a monitor reads reports."),
        "institutions.not_on_roster": _("You are not on the roster of your body."),
        "institutions.on_roster": _("This person is on the roster already."),
        "institutions.place_ended": _("This place on the roster has ended already."),
        "institutions.last_on_roster": _("A roster cannot lose its last reader. Put somebody else on it first."),
        "institutions.body_has_keys": _("{body} has keys. Ask somebody on its roster to put you on it."),
        "institutions.no_share": _("Your keys do not open this key of your body."),
        "institutions.keys_ended": _("These keys of the body have been replaced."),
        "institutions.drill_over": _("This drill has been met, or is for older keys. Ask for a new one."),
        "institutions.drill_wrong": _("The answer does not fit. Nothing was proved."),
        "institutions.no_recipient": _("This is no key of age (age1...). Look for a letter that was read wrongly."),
        "institutions.recipients_differ": _("The two are not the same. Compare them letter by letter."),
        "institutions.recipient_missing": _("Type the key twice, or choose the file that age-keygen wrote."),
        "institutions.secret_shown": _(
            "This is the secret key. It must never leave the body's own machine: make a new pair there, destroy "
            "this file, and bring only the line that begins with age1."
        ),
        "institutions.recipient_used": _("This key was enrolled before. A body makes a new one for each enrolment."),
        "institutions.no_recipient_yet": _("No key of a body without computers is enrolled for your body."),
        "institutions.drill_waits": _("A drill waits for its answer already. Its file can be loaded again."),
        "institutions.code_mistyped": _("This is no code of a drill or a copy: look for a slip, letter by letter."),
        "institutions.tie_one_end": _("Name either an account or a body, not both."),
        "institutions.tie_kind": _("Say what the tie is."),
        "institutions.tie_yourself": _("A tie leads to somebody else."),
        "institutions.tie_known": _("You have declared this already."),
        "institutions.tie_ended": _("This tie is not there, or has ended already."),
        "institutions.routing_missing": _("No rules of routing are loaded, so nobody can receive a report."),
        "institutions.clock_missing": _("No trusted key of the clock is known, so no report can be taken in."),
    }
)
