"""The grid of returns as HTML, made in one pass: a country's 12,000 cells are too many for a template's loop."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mizan.council.queries.returns import Grid
from mizan.council.rules.returns import Standing
from mizan.institutions.models import Institution
from mizan.kit.templatetags.marks import STATUSES
from mizan.kit.texts import plain


def body_of_grid(grid: Grid, bodies: Mapping[str, Institution], *, query: str) -> SafeString:
    """The rows of the table: a head for each body and a cell for each period, its word a link to the return.

    Nothing stands in a cell twice: the link itself is the tag, its mark is empty and so unheard. Bodies that stand
    alike in a period share their cell, which is written once.
    """
    form, blank = grid.form.code, f'<td><span class="note">{escape(_("none owed"))}</span></td>'
    words = {(standing, late): _shown(standing, late=late) for standing in Standing for late in (False, True)}
    once = {id(cell): cell for row in grid.rows for cell in row.cells.values()}
    written = {key: f'{cell.period}/{query}" {words[cell.standing, cell.late]}</a></td>' for key, cell in once.items()}
    codes = [period.code for period in grid.periods]
    rows = []
    for row in grid.rows:
        body = bodies.get(row.body_id)
        name = escape(plain(body.name)) if body else ""
        head = f'<th scope="row"><bdi class="code">{escape(row.body_id)}</bdi> {name}</th>'
        start = f'<td><a href="/returns/{escape(form)}/{escape(row.body_id)}/'
        cells = [start + written[id(row.cells[code])] if code in row.cells else blank for code in codes]
        rows.append(f"<tr>{head}{''.join(cells)}</tr>")
    return mark_safe("".join(rows))  # noqa: S308  (everything that people wrote is escaped above)


def _shown(standing: Standing, *, late: bool) -> str:
    """The class of the link, and what stands in it."""
    shown = STATUSES[standing.value]
    tone = f" tag--{shown.tone}" if shown.tone else ""
    word = _("%(state)s, late") % {"state": shown.word} if late else str(shown.word)
    return f'class="tag{tone}"><i class="mark mark--{shown.mark}"></i>{escape(word)}'
