"""A sheet that people fill in and send back: what could show one thing and mean another is refused, with its cell.

Formulas, merged cells, hidden rows, columns and sheets are faults. The caps are small, since such a sheet is: then the
whole of it may be held in memory. XML is read through defusedxml by openpyxl.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
from django.utils.translation import gettext_lazy as _

from mizan.kit.imports.sheets import Cell, Sheet, SheetFault
from mizan.kit.imports.staging import Fault
from mizan.kit.refusal import Refused
from mizan.kit.wording import sentences

LARGEST_FILE = 512 * 1024
LARGEST_UNPACKED = 4 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 500, 20

sentences(
    {
        "imports.sheet_too_large": _("The file is larger than a filled-in template can be. Start from the template."),
        "imports.only_xlsx": _("Give the template back as an XLSX file."),
        "imports.formula": _("A formula stands here. Write the number itself."),
        "imports.merged": _("Cells are merged here. Undo that."),
        "imports.hidden": _("Something is hidden here. Show it, or start from the template."),
        "imports.more_sheets": _("The file has another sheet. Send the template’s one sheet only."),
    }
)


def read_strict(file_name: str, content: bytes) -> tuple[Sheet, list[Fault]]:
    """The one sheet of an .xlsx and every fault of its making. Raises `SheetFault` where it cannot be read at all."""
    if not file_name.lower().endswith(".xlsx"):
        raise SheetFault("imports.only_xlsx")
    if len(content) > LARGEST_FILE:
        raise SheetFault("imports.sheet_too_large")
    book = _book(content)
    sheet = book.worksheets[0]
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise SheetFault("imports.sheet_too_large")
    cells = [list(row) for row in sheet.iter_rows()]
    faults = [*_odd(book, sheet), *_formulas(sheet.title, cells)]
    rows = [(number, [_value(cell) for cell in row]) for number, row in enumerate(cells, 1)]
    return Sheet(sheet.title, [(n, row) for n, row in rows if any(one not in (None, "") for one in row)]), faults


def _book(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise SheetFault("imports.sheet_too_large")
        book = openpyxl.load_workbook(io.BytesIO(content))
        if not book.worksheets:
            raise SheetFault("imports.unreadable")
    except SheetFault:
        raise
    except Exception:
        raise SheetFault("imports.unreadable") from None
    return book


def _odd(book: Any, sheet: Any) -> list[Fault]:
    title = sheet.title
    faults = [Fault(other.title, "A1", Refused("imports.more_sheets")) for other in book.worksheets[1:]]
    faults += [Fault(title, str(part.coord), Refused("imports.merged")) for part in sheet.merged_cells.ranges]
    hidden = [f"A{number}" for number, row in sheet.row_dimensions.items() if row.hidden]
    hidden += [f"{letter}1" for letter, column in sheet.column_dimensions.items() if column.hidden]
    if sheet.sheet_state != "visible":
        hidden.append("A1")
    return faults + [Fault(title, cell, Refused("imports.hidden")) for cell in hidden]


def _formulas(title: str, cells: list[list[Any]]) -> list[Fault]:
    return [
        Fault(title, cell.coordinate, Refused("imports.formula"))
        for row in cells
        for cell in row
        if getattr(cell, "data_type", "") == "f"
    ]


def _value(cell: Any) -> Cell:
    value = cell.value
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
