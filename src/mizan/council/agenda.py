"""What the council itself puts on a committee's table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.council.queries.brought import on_the_table
from mizan.kit.agenda import Point, Table, source


def warnings(_table: Table) -> list[Point]:
    """Nothing, until the room of threats names this source for itself."""
    return []


def proposals(table: Table) -> list[Point]:
    """Unanswered proposals: first those that silence brought to this very committee, then those of its bodies."""
    return [
        Point(line.proposal.text, f"/proposals/{line.proposal.pk}/", "council.proposal", line.proposal.pk)
        for line in on_the_table(table)
    ]


source("proposal", _("Proposals without an answer"), proposals, order=40, rest="/proposals/")
source("warning", _("Warnings"), warnings, order=70)
