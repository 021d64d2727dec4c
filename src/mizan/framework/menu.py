from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Role
from mizan.kit.menu import Door, entry

for door in Door:
    entry(door, _("Balance"), "framework:balance", order=10)
    entry(door, _("Obligations"), "framework:obligations", order=20)
    entry(door, _("Actions"), "framework:actions", order=30)
    entry(door, _("Plans"), "framework:plans", order=35)
    entry(door, _("Figures"), "framework:indicators", order=40)
entry(Door.DESK, _("My seat"), "seat", order=1)
PROPOSERS = frozenset({Role.COORDINATOR, Role.COMMITTEE})
entry(Door.DESK, _("Propose an action"), "framework:propose", order=70, roles=PROPOSERS)
