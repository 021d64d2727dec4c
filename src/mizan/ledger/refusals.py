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
        "ledger.closed_before_opened": _("The day {on} lies before the day the duty was opened."),
    }
)
