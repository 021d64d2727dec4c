"""Comparisons as pages show them: nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from mizan.prevention.comparison_words import BEFORE, METHODS, TOLD, UNFAIR
from mizan.prevention.models import Comparison, Programme
from mizan.prevention.rules.comparisons import told


@dataclass(frozen=True)
class Line:
    """One comparison with what may be said of it. `later`: the one that took its place."""

    row: Comparison
    later: Comparison | None

    @property
    def is_fair(self) -> bool:
        return not self.row.unfair

    @property
    def reasons(self) -> list[Promise | str]:
        return [UNFAIR.get(code, code) for code in self.row.unfair]

    @property
    def method(self) -> Promise | str:
        return METHODS.get(self.row.method, self.row.method)

    @property
    def before(self) -> Promise | str:
        return BEFORE.get(self.row.before, self.row.before)

    @property
    def told(self) -> Promise | str:
        row = self.row
        return TOLD[told(row.value, (row.low, row.high), row.direction, has_interval=row.method != "none")]


def line_of(row: Comparison) -> Line:
    return Line(row, Comparison.objects.filter(supersedes=row).first())


def of_programme(programme: Programme) -> list[Line]:
    """Every one, the newest first; those whose place was taken stay."""
    rows = list(Comparison.objects.filter(programme=programme).order_by("-at", "-code"))
    later = {row.supersedes_id: row for row in rows if row.supersedes_id}
    return [Line(row, later.get(row.pk)) for row in rows]
