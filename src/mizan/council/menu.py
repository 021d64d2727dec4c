from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.menu import Door, entry

for door in Door:
    entry(door, _("Committees"), "council:committees", order=45)
    entry(door, _("Proposals"), "council:proposals", order=46)
