"""The verbs of this room, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.matters import matter
from mizan.ledger.verbs import CODE, CODES, DAY, FLAG, ID, verb

UNIT_STATED = verb("institutions.unit.stated", _("stated how far a unit exists"), kind=CODE, state=CODE, status=ID)
RISK_ADDED = verb("institutions.risk.added", _("added a corruption risk"), risk=ID)
RISK_TESTED = verb("institutions.risk.tested", _("tested a control"), risk=ID, tested=DAY)

# Members: which body and which roles, never a name or an address. Not public: a society member's post is known to her
# own side only (I-7).
ADMITTED = verb(
    "institutions.member.admitted", _("admitted a member"), public=False,
    institution=CODE, roles=CODES, interests_declared=FLAG, first_admitter=FLAG,
)  # fmt: skip
SUSPENDED = verb("institutions.member.suspended", _("suspended a member"), public=False, institution=CODE)
REINSTATED = verb("institutions.member.reinstated", _("reinstated a member"), public=False, institution=CODE)
POST_ENDED = verb("institutions.member.ended", _("ended a post"), public=False, institution=CODE, until=DAY)
INTERESTS_DECLARED = verb(
    "institutions.member.declared", _("declared interests"), public=False, institution=CODE, has_interests=FLAG
)

matter("institutions.membership", _("a member's post"))
