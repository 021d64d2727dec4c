"""The ledger's refusals in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "ledger.duty_closed": _("This duty is already closed ({state}); a closed duty is not changed."),
        "ledger.extended_once": _("This duty was extended before. A duty is extended once."),
        "ledger.extension_not_later": _("The new due day {due} is not later than the old one."),
        "ledger.last_rung": _("There is nobody further outward: the duty stays open and overdue."),
        "ledger.not_overdue": _("This duty is not overdue yet: only an overdue duty moves outward."),
        "ledger.duty_opened_meanwhile": _(
            "Somebody else opened a duty of this matter at the same moment. Look again before you repeat this."
        ),
        "ledger.thread_erased": _("The keys of this matter were destroyed by an erasure: nothing can be added to it."),
        "ledger.no_thread": _("Nothing was ever recorded of this matter."),
        "ledger.duty_open": _("A duty of this matter is still open: nothing of it can be erased before."),
        "ledger.contested": _("A contest of this matter waits for its answer: nothing of it can be erased before."),
        "ledger.contested_before": _("This matter is contested already; the contest waits for its answer."),
        "ledger.not_contested": _("No contest of this matter waits for an answer."),
        "ledger.contest_preimage": _("This contest code belongs to no matter of this log."),
        "ledger.contest_other_thread": _("This leaf belongs to another matter than the contest code."),
        "ledger.contest_finding": _("The finding is not one of the findings that answer a contest."),
        "ledger.oversight_only": _("Only an oversight body may do this."),
        "ledger.erasure_basis": _("An erasure needs one of the legal bases."),
        "ledger.erasure_needs_person": _("An erasure is agreed to by a person, not by the system."),
        "ledger.erasure_agreed_before": _("You have agreed to this erasure before."),
        "ledger.erasure_not_yours": _("Only somebody who agreed to this erasure can carry it out."),
        "ledger.erasure_two_persons": _("An erasure needs the agreement of two persons."),
        "ledger.erasure_oversight": _("An erasure needs the agreement of an oversight body that did not ask for it."),
        "ledger.manifest": _("The key manifest cannot be adopted: {reason}."),
        "ledger.origin": _("The new origin cannot begin: {reason}."),
        "ledger.checkpoint_too_old": _(
            "This checkpoint is older than the announcement of the audit. Wait for the next."
        ),
        "ledger.no_challenge": _("No audit with this number was announced."),
        "ledger.closed_before_opened": _("The day {on} lies before the day the duty was opened."),
    }
)
