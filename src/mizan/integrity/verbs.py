"""The verbs of this room, as they stand in events. None is public: whoever may not read a report must not learn that it
exists (I-1), and a history is a page. Facts name no body, no place and no class; hashes are of ciphertext."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, HASH, verb

RECEIVED = verb(
    "integrity.report.received", _("received a report"), public=False, day_only=True,
    rules=CODE, policy=CODE, body=HASH, boxes=HASH,
)  # fmt: skip
DOOR_MADE = verb("integrity.door.made", _("made the door that a codeword opens"), public=False, day_only=True)
