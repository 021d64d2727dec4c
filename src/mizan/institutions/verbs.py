"""The verbs of this room, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.matters import matter
from mizan.ledger.verbs import CODE, CODES, COUNT, DAY, FLAG, HASH, ID, verb

UNIT_STATED = verb("institutions.unit.stated", _("stated how far a unit exists"), kind=CODE, state=CODE, status=ID)
RISK_ADDED = verb("institutions.risk.added", _("added a corruption risk"), risk=ID)
RISK_TESTED = verb("institutions.risk.tested", _("tested a control"), risk=ID, tested=DAY)

BODY_LISTED = verb("institutions.body.listed", _("listed a body of its side"), kind=CODE, body_side=CODE, standing=CODE)

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

# Keys, rosters, drills, ties: ids, the own body's code, and the hash of a locked box alone. None is public: who reads
# for which body is known to that body only.
KEYS_BEGUN = verb("institutions.keys.begun", _("began to hold keys"), public=False, locked=HASH)
PASSPHRASE_CHANGED = verb(
    "institutions.keys.relocked", _("changed the passphrase of the keys"), public=False, locked=HASH
)
KEYS_RECOVERED = verb("institutions.keys.recovered", _("recovered keys with the sheet"), public=False, locked=HASH)
KEYS_ENDED = verb("institutions.keys.ended", _("gave up keys"), public=False)
BODY_KEYS_BEGUN = verb(
    "institutions.body_keys.begun", _("began the keys of a body"), public=False, institution=CODE, epoch=COUNT
)
RECIPIENT_ENROLLED = verb(
    "institutions.body_keys.enrolled", _("enrolled the key of a body without computers"), public=False,
    institution=CODE, epoch=COUNT,
)  # fmt: skip
ROSTER_JOINED = verb(
    "institutions.roster.joined", _("put a member on the roster"), public=False, institution=CODE, keys=ID
)
ROSTER_LEFT = verb(
    "institutions.roster.left", _("ended a place on the roster"), public=False, institution=CODE, epoch=COUNT, keys=ID
)
DRILL_ASKED = verb("institutions.drill.asked", _("asked for a proof of keys"), public=False, institution=CODE)
DRILL_MET = verb("institutions.drill.met", _("proved keys"), public=False, institution=CODE)
TIE_DECLARED = verb("institutions.tie.declared", _("declared a tie"), public=False)
TIE_ENDED = verb("institutions.tie.ended", _("ended a tie"), public=False)

matter("institutions.membership", _("a member's post"))
matter("institutions.personkeys", _("a person's keys"))
matter("institutions.bodykeys", _("a body's keys"))
matter("institutions.rosterpost", _("a place on a roster"))
matter("institutions.drill", _("a proof of keys"))
matter("institutions.tie", _("a declared tie"))
