"""The verbs of what the public touches: services, materials, feedback. No event holds a word that somebody wrote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, COUNT, DAY, FLAG, HASH, verb

SERVICE_LISTED = verb("prevention.service.listed", _("listed a service"), kind=CODE, place=CODE)
SERVICE_CHANGED = verb("prevention.service.changed", _("changed a service"), before=CODE, place=CODE)
SERVICE_ENDED = verb("prevention.service.ended", _("ended a service"), on=DAY)
LOAD_SAID = verb(
    "prevention.service.load", _("said how many asked and were answered"), month=CODE, received=COUNT, answered=COUNT
)
MATERIAL_ADDED = verb("prevention.material.added", _("added a material to the library"), kind=CODE)
VERSION_ADDED = verb(
    "prevention.material.version", _("added a version of a material"), language=CODE, number=COUNT, sha256=HASH
)
FEEDBACK_SENT = verb(
    "prevention.feedback.sent", _("wrote feedback by code"), kind=CODE, about=CODE, due=DAY, public=False
)
FEEDBACK_MOVED = verb(
    "prevention.feedback.moved_on", _("nobody answered: the feedback moved on"), to=CODE, due=DAY, public=False
)
FEEDBACK_ANSWERED = verb(
    "prevention.feedback.answered", _("answered feedback"), late=FLAG, published=FLAG, public=False
)
MARKED = verb("prevention.panel.marked", _("marked it as a panel of survivors"), criterion=CODE, says=CODE, shown=FLAG)
