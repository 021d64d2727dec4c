from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.menu import Door, entry

entry(Door.PUBLIC, _("Report"), "report:start", order=5)
