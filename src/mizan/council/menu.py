from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.menu import Door, entry

for door in Door:
    entry(door, _("Committees"), "council:committees", order=45)
    entry(door, _("Proposals"), "council:proposals", order=46)
entry(Door.PUBLIC, _("Returns"), "council:returns_completeness", order=47)
entry(Door.DESK, _("Returns"), "council:returns", order=47)
