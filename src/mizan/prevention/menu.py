from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Role
from mizan.kit.menu import Door, entry

WORKERS = frozenset({Role.PROGRAMME, Role.CASEWORK})
for door in Door:
    entry(door, _("Programmes"), "prevention:programmes", order=50)
    entry(door, _("Campaigns"), "prevention:campaigns", order=56)
    entry(door, _("Training"), "prevention:trainings", order=57)
    entry(door, _("Need against effort"), "prevention:need", order=54)
entry(Door.DESK, _("Queues"), "prevention:queue", order=51, roles=WORKERS)
entry(Door.DESK, _("Referrals"), "prevention:referrals", order=52, roles=WORKERS | {Role.COORDINATOR})
entry(Door.DESK, _("Owed by a day"), "prevention:owed", order=53, roles=WORKERS)
