"""The verbs of the council, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, COUNT, DAY, FLAG, HASH, ID, verb

SEATED = verb("council.seat.filled", _("filled a seat"), seat=CODE, until=DAY, has_interests=FLAG)
UNSEATED = verb("council.seat.left", _("left a seat"), seat=CODE, on=DAY)
CALLED = verb("council.session.called", _("called a session"), number=COUNT, on=DAY, why=CODE)
ITEM_ADDED = verb("council.session.item_added", _("put something on the agenda"), number=COUNT, item=ID)
PAPER_LAID = verb("council.session.paper_laid", _("laid a paper"), paper=ID, sensitive=FLAG, sha256=HASH)
OPENED = verb("council.session.opened", _("opened the session"), number=COUNT, items=COUNT)
ATTENDED = verb("council.session.attended", _("said who is there"), seat=CODE, seats=COUNT, state=CODE)
MOVED = verb("council.motion.moved", _("moved"), motion=ID, becomes=CODE, due=DAY)
VOTED = verb("council.motion.voted", _("voted"), motion=ID, seat=CODE, choice=CODE)
DECIDED = verb(
    "council.motion.decided", _("decided"), motion=ID, carried=FLAG, becomes=CODE, owner=CODE, co_owner=CODE, due=DAY
)
CLOSED = verb("council.session.closed", _("closed the session"), number=COUNT, outcome=CODE)
MISSED = verb("council.session.missed", _("the session was missed"), number=COUNT, on=DAY)
MINUTES_WRITTEN = verb("council.minutes.written", _("wrote the minutes"), minutes=ID, sha256=HASH)
MINUTES_SIGNED = verb("council.minutes.signed", _("signed the minutes"), minutes=ID, sha256=HASH, complete=FLAG)
PROPOSED = verb("council.proposal.made", _("made the proposal"), kind=CODE, to=CODE, action=CODE)
DELIVERED = verb("council.proposal.delivered", _("took delivery of the proposal"), due=DAY)
PROPOSAL_ANSWERED = verb(
    "council.proposal.answered", _("answered the proposal"), answer=CODE, owner=CODE, co_owner=CODE, due=DAY, late=FLAG
)
WITHDRAWN = verb("council.proposal.withdrawn", _("withdrew the proposal"), late=FLAG)
MOVED_ON = verb("council.proposal.moved_on", _("nobody answered: the proposal moved on"), rung=COUNT, to=CODE, due=DAY)
RETURNS_STARTED = verb(
    "council.returns.started", _("said that it files returns"), form=CODE, files=FLAG, since=DAY, place=CODE
)
RETURN_KEPT = verb("council.return.kept", _("kept a draft of a return"), period=CODE, number=COUNT, sha256=HASH)
RETURN_SUBMITTED = verb(
    "council.return.submitted", _("submitted a return"), period=CODE, number=COUNT, sha256=HASH, late=FLAG
)
RETURN_QUERIED = verb("council.return.queried", _("asked about a return"), period=CODE, number=COUNT, figure=CODE)
RETURN_APPROVED = verb(
    "council.return.approved", _("approved a return"), period=CODE, number=COUNT, sha256=HASH, readings=COUNT
)
RETURN_DUTY_NAMED = verb("council.returns.duty", _("named who is told of returns"), deputy=FLAG)
RETURNS_REMINDED = verb("council.returns.reminded", _("a body was reminded of its returns"), coming=COUNT, late=COUNT)
