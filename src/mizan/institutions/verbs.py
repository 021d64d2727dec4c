"""The verbs of this room, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, DAY, ID, verb

UNIT_STATED = verb("institutions.unit.stated", _("stated how far a unit exists"), kind=CODE, state=CODE, status=ID)
RISK_ADDED = verb("institutions.risk.added", _("added a corruption risk"), risk=ID)
RISK_TESTED = verb("institutions.risk.tested", _("tested a control"), risk=ID, tested=DAY)
