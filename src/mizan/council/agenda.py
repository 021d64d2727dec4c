"""What the council itself puts on a committee's table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.agenda import Point, Table, source


def warnings(_table: Table) -> list[Point]:
    """Nothing, until the room of threats names this source for itself."""
    return []


source("warning", _("Warnings"), warnings, order=70)
