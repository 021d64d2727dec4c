"""Acts, outcomes, clocks and rungs in words, as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.integrity.rules.acts import Act

Words = Mapping[str, Promise | str]

BUTTONS: Mapping[Act, Promise | str] = {
    Act.ACKNOWLEDGE: _("Acknowledge the report"),
    Act.DECIDE: _("Decide what is done about it"),
    Act.FEED_BACK: _("Tell the reporter what was decided"),
    Act.UPDATE: _("Tell the reporter how it goes on"),
    Act.MONTHLY: _("Report on the month to oversight"),
    Act.ASK_TIME: _("Ask for more time"),
    Act.EXTEND: _("Grant more time"),
    Act.JOIN: _("Join the inquiry"),
    Act.CHECK_SAFETY: _("Record how safe the reporter is"),
    Act.DISCLOSE: _("Decide that the accused is told"),
    Act.HEAR: _("Record the hearing of the accused"),
    Act.FIND: _("Come to a finding"),
    Act.LETTER: _("Write to the officer who was cleared"),
    Act.REFER: _("Refer it"),
    Act.SANCTION: _("Record a sanction"),
    Act.REASSIGN: _("Bring another reader in"),
    Act.PROPOSE_CLOSING: _("Propose to close it as inadmissible"),
    Act.CLOSE: _("Close it as inadmissible"),
    Act.FINISH: _("Finish the inquiry"),
    Act.RECUSE: _("Step down because of a conflict"),
}

OUTCOMES: Words = {
    "inquire": _("an inquiry begins"),
    "refer": _("it is referred, and an inquiry begins"),
    "no_inquiry": _("there is nothing to inquire into"),
    "witness_unreachable": _("a witness cannot be reached"),
    "expert_awaited": _("an expert has not answered yet"),
    "prosecutor_asked": _("the prosecutor asked for it"),
    "danger_to_somebody": _("somebody would be in danger"),
    "relative": _("a relative is accused, or works there"),
    "co_owner": _("I share a business with somebody accused"),
    "counter_case": _("there is an open case between us"),
    "knows_accused": _("I know somebody accused"),
    "other_reason": _("another reason"),
    "safe": _("she is safe"),
    "protected": _("she is in danger, and protected"),
    "in_danger": _("she would be in danger"),
    "heard": _("heard in person"),
    "in_writing": _("heard in writing"),
    "declined": _("declined to be heard"),
    "sustained": _("sustained: it happened and was wrong"),
    "not_sustained": _("not sustained: it cannot be shown"),
    "exonerated": _("exonerated: it happened and was right"),
    "unfounded": _("unfounded: it did not happen"),
    "prosecution": _("to the prosecution"),
    "anti_corruption": _("to the anti-corruption body"),
    "victim_support": _("to support for victims"),
    "warning": _("a warning"),
    "transfer": _("a transfer"),
    "suspension": _("a suspension"),
    "demotion": _("a demotion"),
    "dismissal": _("a dismissal"),
    "other_sanction": _("another sanction"),
    "not_about_duty": _("it is not about what somebody did in office"),
    "no_content": _("it holds nothing that can be looked into"),
    "repeated": _("it repeats another report word for word"),
    "court": _("for a court"),
    "offline": _("for a body without computers"),
}

CLOCKS: Words = {
    "acknowledge": _("acknowledge it"),
    "decide": _("decide what is done"),
    "feed_back": _("tell the reporter what was decided"),
    "update": _("tell the reporter how it goes on"),
    "finish": _("finish the inquiry"),
    "monthly": _("report on the month"),
}
