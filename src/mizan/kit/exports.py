"""What leaves a page as a file: CSV and XLSX. EXERCISE is burned into every row of an exercise export.

A cell that a spreadsheet would run as a formula is disarmed (leading = + - @ tab or return).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from mizan.kit.facts import World

Cell = str | int | float | Decimal | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, world: World) -> HttpResponse:
    """A UTF-8 CSV with byte-order mark (spreadsheets need it for Urdu). Unknown is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(marked(head, rows, world))
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    return _as_download(response, f"{_file_name(name, world)}.csv")


def xlsx_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, world: World) -> HttpResponse:
    """An XLSX with one sheet, right to left in Urdu."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    if get_language_bidi():
        sheet.right_to_left()
    for number, row in enumerate(marked(head, rows, world)):
        sheet.write_row(number, 0, [float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    sheet.freeze_panes(1, 0)
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _as_download(HttpResponse(out.getvalue(), content_type=kind), f"{_file_name(name, world)}.xlsx")


def marked(head: Sequence[str], rows: Iterable[Sequence[Cell]], world: World) -> Iterable[list[Cell]]:
    """Head and rows with disarmed cells, and the word EXERCISE in a first column of its own in the exercise."""
    first: list[Cell] = [_("EXERCISE")] if world == World.EXERCISE else []
    yield [*first, *(disarmed(cell) for cell in head)]
    for row in rows:
        yield [*first, *(disarmed(cell) for cell in row)]


def disarmed(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _file_name(name: str, world: World) -> str:
    return f"EXERCISE-{name}" if world == World.EXERCISE else name


def _as_download(response: HttpResponse, file_name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
