from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Role
from mizan.kit.menu import Door, entry

entry(Door.PUBLIC, _("Institutions"), "institutions:list", order=50)
entry(Door.PUBLIC, _("Accountability"), "institutions:coverage", order=60)
READERS = frozenset({Role.INQUIRY, Role.OVERSIGHT, Role.MONITOR})
entry(Door.DESK, _("Keys"), "institutions:keys", order=3, roles=READERS)
entry(Door.DESK, _("Institutions"), "institutions:list", order=50)
entry(Door.DESK, _("Accountability"), "institutions:coverage", order=60)
