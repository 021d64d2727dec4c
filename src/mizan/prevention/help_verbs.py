"""The verbs of what the public touches: services, materials, feedback. No event holds a word that somebody wrote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, COUNT, DAY, verb

SERVICE_LISTED = verb("prevention.service.listed", _("listed a service"), kind=CODE, place=CODE)
SERVICE_CHANGED = verb("prevention.service.changed", _("changed a service"), before=CODE, place=CODE)
SERVICE_ENDED = verb("prevention.service.ended", _("ended a service"), on=DAY)
LOAD_SAID = verb(
    "prevention.service.load", _("said how many asked and were answered"), month=CODE, received=COUNT, answered=COUNT
)
