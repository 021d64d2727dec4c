from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Role
from mizan.kit.menu import Door, entry

entry(Door.PUBLIC, _("Report"), "report:start", order=5)
READERS = frozenset({Role.INQUIRY, Role.OVERSIGHT, Role.MONITOR})
for door in Door:
    entry(door, _("Public docket"), "integrity:docket", order=62)
entry(Door.DESK, _("Help somebody report"), "assist:start", order=4, roles=frozenset({Role.ASSISTANT}))
entry(Door.DESK, _("Inbox"), "integrity:inbox", order=2, roles=READERS)
