from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.menu import Door, entry

for door in Door:
    entry(door, _("Public log"), "ledger:log", order=60)
