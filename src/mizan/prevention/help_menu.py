from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Role
from mizan.kit.menu import Door, entry

entry(Door.PUBLIC, _("Find help"), "prevention:help", order=4)
entry(Door.DESK, _("Find help"), "prevention:help", order=70)
entry(Door.DESK, _("Services of my body"), "prevention:own_services", order=71, roles=frozenset({Role.PROGRAMME}))
entry(Door.PUBLIC, _("Know your rights"), "prevention:rights", order=6)
for door in Door:
    entry(door, _("Library"), "prevention:materials", order=73)
entry(Door.PUBLIC, _("Feedback"), "feedback:send", order=7)
entry(Door.DESK, _("Feedback"), "prevention:feedback_inbox", order=74,
      roles=frozenset({Role.PROGRAMME, Role.COORDINATOR}))  # fmt: skip
