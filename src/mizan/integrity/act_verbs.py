"""The verbs of officers and of the clock, one for each act. An act's own leaf holds what is needed to check its
signature without the database: the sealed words' hash, the key, and the signature's two halves (`rules.signing`)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.integrity.rules.acts import Act
from mizan.ledger.verbs import CODE, COUNT, HASH, ID, Verb, verb

WORDS: Mapping[Act, Promise | str] = {
    Act.OPENED: _("opened the report"),
    Act.ACKNOWLEDGE: _("acknowledged the report"),
    Act.DECIDE: _("decided what is done about it"),
    Act.FEED_BACK: _("told the reporter what was decided"),
    Act.UPDATE: _("told the reporter how it goes on"),
    Act.MONTHLY: _("reported on the month to oversight"),
    Act.ASK_TIME: _("asked for more time"),
    Act.EXTEND: _("granted more time"),
    Act.RECUSE: _("stepped down because of a conflict"),
    Act.REASSIGN: _("brought another reader in"),
    Act.JOIN: _("joined the inquiry"),
    Act.CHECK_SAFETY: _("looked at the reporter's safety"),
    Act.DISCLOSE: _("decided that the accused is told"),
    Act.HEAR: _("heard the accused"),
    Act.FIND: _("came to a finding"),
    Act.LETTER: _("wrote to the officer who was cleared"),
    Act.REFER: _("referred it"),
    Act.SANCTION: _("recorded a sanction"),
    Act.PROPOSE_CLOSING: _("proposed to close it as inadmissible"),
    Act.CLOSE: _("closed it as inadmissible"),
    Act.FINISH: _("finished the inquiry"),
    Act.EXPORT: _("took a sealed copy out"),
    Act.CLEAN: _("took a cleaned copy of a file out"),
}


def _declared(act: Act) -> Verb:
    return verb(
        f"integrity.act.{act}", WORDS[act], public=False, day_only=True,
        code=CODE, duty=ID, epoch=COUNT, sealed=HASH, key=HASH, r=HASH, s=HASH,
    )  # fmt: skip


ACTED: Mapping[Act, Verb] = {act: _declared(act) for act in Act}

NOTED = verb("integrity.note.written", _("wrote a note for the own body"), public=False, day_only=True, sealed=HASH)
WRITTEN = verb("integrity.message.written", _("wrote to the reporter"), public=False, day_only=True, sealed=HASH)
TIDIED = verb(
    "integrity.report.tidied", _("took readers off a report whom today's rules keep out"), public=False, day_only=True,
    epoch=COUNT, ended=COUNT, added=COUNT,
)  # fmt: skip
COPY_TAKEN = verb(
    "integrity.copy.taken",
    _("took a sealed copy to a body without computers"),
    public=False,
    day_only=True,
    sealed=HASH,
)
COPY_CONFIRMED = verb(
    "integrity.copy.confirmed", _("brought word that the body opened its copy"), public=False, day_only=True
)
MOVED = verb("integrity.clock.moved", _("moved a missed duty outward"), public=False, day_only=True, step=COUNT)
MONTH_BEGAN = verb("integrity.clock.month", _("began the monthly report"), public=False, day_only=True)
