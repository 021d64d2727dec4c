"""Check a whole sheet against its columns: every fault with its cell, and the rows only when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mizan.kit.imports.columns import CellFault, Column
from mizan.kit.imports.sheets import Cell, Sheet
from mizan.kit.refusal import Refused
from mizan.kit.wording import sentences

MOST_FAULTS = 200

sentences(
    {
        "imports.too_large": _("The file is larger than {limit} megabytes."),
        "imports.wrong_kind": _("Give an XLSX or a CSV file."),
        "imports.not_utf8": _("The CSV file is not in UTF-8. Save it again as “CSV UTF-8”."),
        "imports.unreadable": _("The file cannot be read. Save it again from your spreadsheet program."),
        "imports.too_many_rows": _("The sheet has more than {limit} rows."),
        "imports.empty": _("The sheet has no rows below its headings."),
        "imports.head_missing": _("The column “{head}” is missing."),
        "imports.head_unknown": _("The heading “{given}” is not known here."),
        "imports.head_twice": _("The heading “{given}” stands twice."),
        "imports.cell_empty": _("This cell must not be empty."),
        "imports.cell_twice": _("“{given}” stands in row {row} already."),
        "imports.cell_too_long": _("More than {limit} characters."),
        "imports.cell_malformed": _("This is not written as this column needs it. Look at the same field of the form."),
        "imports.no_such_choice": _("“{given}” is none of: {choices}."),
        "imports.no_number": _("“{given}” is no number."),
        "imports.number_too_low": _("The number must be at least {lowest}."),
        "imports.number_too_long": _("At most {digits} digits, {places} of them behind the point."),
        "imports.no_day": _("“{given}” is no day. Write it as 2026-11-24."),
    }
)


@dataclass(frozen=True)
class Fault:
    """One fault and the cell it stands in, such as B7."""

    sheet: str
    cell: str
    refused: Refused


@dataclass(frozen=True)
class Checked:
    """The outcome: rows by column key, each with its number, or faults. Rows are empty where there is any fault."""

    rows: list[tuple[int, dict[str, Any]]]
    faults: list[Fault]
    sheet: str = ""
    places: dict[str, int] = field(default_factory=dict)  # column key to its place in the sheet, from 0

    def cell(self, number: int, key: str) -> str:
        """The cell of a row under a column; the row's first where the sheet has no such column."""
        return address(self.places.get(key, 0), number)


def check(sheet: Sheet, columns: Sequence[Column]) -> Checked:
    """Hold every cell against its column. The first row must hold the headings, in any language or as keys."""
    if not sheet.rows:
        return Checked([], [Fault(sheet.name, "A1", Refused("imports.empty"))])
    number, heads = sheet.rows[0]
    places, faults = _places(sheet.name, number, heads, columns)
    rows = []
    for row_number, cells in sheet.rows[1:]:
        values, found = _row(sheet.name, row_number, cells, places)
        faults += found
        rows.append((row_number, values))
    faults += _repeated(sheet.name, rows, places)
    if not sheet.rows[1:]:
        faults.append(Fault(sheet.name, f"A{number + 1}", Refused("imports.empty")))
    at = {column.key: index for index, column in places.items()}
    return Checked([] if faults else rows, faults[:MOST_FAULTS], sheet.name, at)


def _repeated(sheet: str, rows: list[tuple[int, dict[str, Any]]], places: dict[int, Column]) -> list[Fault]:
    """What stands twice in a column where every row says something else."""
    faults = []
    for index, column in places.items():
        first: dict[Any, int] = {}
        for number, values in rows if column.is_unique else ():
            value = values.get(column.key)
            if value is not None and first.setdefault(value, number) != number:
                refused = Refused("imports.cell_twice", given=str(value)[:60], row=first[value])
                faults.append(Fault(sheet, address(index, number), refused))
    return faults


def _places(
    sheet: str, number: int, heads: list[Cell], columns: Sequence[Column]
) -> tuple[dict[int, Column], list[Fault]]:
    names = named_columns(columns)
    places: dict[int, Column] = {}
    faults: list[Fault] = []
    for index, cell in enumerate(heads):
        given = str(cell or "").strip()
        column = names.get(given.casefold())
        if given and column is None:
            faults.append(Fault(sheet, address(index, number), Refused("imports.head_unknown", given=given[:60])))
        elif column is not None and column in places.values():
            faults.append(Fault(sheet, address(index, number), Refused("imports.head_twice", given=given[:60])))
        elif column is not None:
            places[index] = column
    missing = [column for column in columns if column.required and column not in places.values()]
    faults += [Fault(sheet, address(0, number), Refused("imports.head_missing", head=str(c.head))) for c in missing]
    return places, faults


def named_columns(columns: Sequence[Column]) -> dict[str, Column]:
    """Every spelling of every heading: its key, and its word in each language of the house."""
    names = {column.key.casefold(): column for column in columns}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names |= {str(column.head).casefold(): column for column in columns}
    return names


def _row(sheet: str, number: int, cells: list[Cell], places: dict[int, Column]) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for index, column in places.items():
        cell = cells[index] if index < len(cells) else None
        empty = cell is None or (isinstance(cell, str) and not cell.strip())
        try:
            if empty and column.required:
                raise CellFault("imports.cell_empty")
            values[column.key] = None if empty else column.parse(cell)
        except CellFault as fault:
            faults.append(Fault(sheet, address(index, number), Refused(fault.code, **fault.facts)))
    return values, faults


def address(index: int, number: int) -> str:
    """The cell's address as a spreadsheet shows it: column letters from A, row number from 1."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"


def template_rows(columns: Sequence[Column]) -> list[str]:
    """The headings of an empty template, in the reader's language."""
    return [str(column.head) for column in columns]
