"""The verbs of this room, as they stand in events. None is public: whoever may not read a report must not learn that it
exists (I-1), and a history is a page. Facts name no body, no place and no class; hashes are of ciphertext."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.matters import matter
from mizan.ledger.verbs import CODE, HASH, verb

RECEIVED = verb(
    "integrity.report.received", _("received a report"), public=False, day_only=True,
    rules=CODE, policy=CODE, body=HASH, boxes=HASH,
)  # fmt: skip
DOOR_MADE = verb(
    "integrity.door.made", _("made the door that a codeword opens"), public=False, day_only=True, contest=HASH
)

CODEWORD_CHANGED = verb(
    "integrity.codeword.changed", _("ended the old codeword"), public=False, day_only=True, boxes=HASH
)

# By the holder of the codeword. None says which body: a message that is sealed to the report does.
WROTE = verb("integrity.reporter.wrote", _("wrote to the readers"), public=False, day_only=True, sealed=HASH)
FILE_ADDED = verb("integrity.reporter.added", _("added a file"), public=False, day_only=True, sealed=HASH, file=HASH)
OPENED_TO = verb(
    "integrity.reporter.opened", _("opened the report to a body"), public=False, day_only=True, sealed=HASH, boxes=HASH
)
VETO_LIFTED = verb(
    "integrity.reporter.lifted", _("took a veto back"), public=False, day_only=True, sealed=HASH, boxes=HASH
)
HELD = verb("integrity.reporter.held", _("took the report back"), public=False, day_only=True, sealed=HASH)
RESUMED = verb("integrity.reporter.resumed", _("took the report up again"), public=False, day_only=True, sealed=HASH)

matter("integrity.report", _("a report"))
