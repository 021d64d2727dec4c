"""What the council itself puts on a committee's table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.council.queries.brought import on_the_table
from mizan.council.queries.return_pages import missing_returns
from mizan.kit.agenda import Point, Table, source
from mizan.kit.facts import World


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


def late_returns(table: Table) -> list[Point]:
    """Returns that are missing, the longest awaited first; of a committee with a place, those for it and below."""
    return [
        Point(line.form.name, f"/returns/{line.form.pk}/{line.body}/{line.period}/", "council.return", line.subject)
        for line in missing_returns(World(table.world), table.today)
        if not table.places or line.place in table.places
    ]


source("late_return", _("Returns that are missing"), late_returns, order=60, rest="/returns/completeness/")
source("warning", _("Warnings"), warnings, order=70)
