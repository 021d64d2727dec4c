"""A return as a sheet: a template with one figure a row, and the way back, all of it or nothing.

The template is in the reader's language, right to left in Urdu; all but the cells to fill in are locked. An empty cell
is "not reported", 0 is zero, and the words "not known" are that: none of the three is taken for another (I-18).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from mizan.council.models import ReturnForm
from mizan.council.rules import returns as rules
from mizan.kit.exports import disarmed
from mizan.kit.facts import World
from mizan.kit.imports import Column, check, is_number, text
from mizan.kit.imports.sheets import Cell, Sheet
from mizan.kit.imports.staging import Fault, address
from mizan.kit.imports.strict import read_strict
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain

NOT_KNOWN = "not known"
_UNKNOWN = object()
_whole = is_number(whole=True, lowest=0, digits=9, places=0)


def _figure(cell: Cell) -> object:
    """A whole number from 0, or that it is not known, in any language of the house."""
    if isinstance(cell, str) and cell.strip().casefold() in _words_for_not_known():
        return _UNKNOWN
    return int(_whole(cell))


def _words_for_not_known() -> set[str]:
    found = {NOT_KNOWN}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(_("not known").casefold())
    return found


COLUMNS = (
    Column("exercise", lazy("EXERCISE"), text(20), required=False),
    Column("code", lazy("Code"), text(40)),
    Column("label", lazy("Figure"), text(500), required=False),
    Column("unit", lazy("Unit"), text(80), required=False),
    Column("value", lazy("Number, or “not known”"), _figure, required=False),
)


def sheet_name(form: ReturnForm, period: str) -> str:
    """The name of the sheet, by which a sheet of another return is told (at most 31 characters)."""
    return f"{form.code[: 31 - len(period) - 1]} {period}"


def template(form: ReturnForm, period: str, values: Mapping[str, int | None], world: str) -> bytes:
    """The sheet to fill in, with what is kept so far."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet_name(form, period))
    if get_language_bidi():
        page.right_to_left()
    page.protect()  # against slips, not against people: what comes back is checked in any case
    columns = COLUMNS if world == World.EXERCISE else COLUMNS[1:]
    bold, free = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"locked": False, "border": 1})
    page.write_row(0, 0, [str(column.head) for column in columns], bold)
    for number, one in enumerate(form.figures, 1):
        for index, cell in enumerate(_cells(one, values, columns)):
            page.write(number, index, cell, free if columns[index].key == "value" else None)
    last = len(columns) - 1
    page.set_column(last - 2, last - 2, 60)
    page.set_column(last, last, 24)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _cells(one: Mapping[str, Any], values: Mapping[str, int | None], columns: tuple[Column, ...]) -> list[Cell]:
    value: Cell = None
    if one["code"] in values:
        value = _("not known") if values[one["code"]] is None else values[one["code"]]
    row = {"exercise": _("EXERCISE"), "code": one["code"], "label": disarmed(plain(one["name"])),
           "unit": disarmed(plain(one["unit"])), "value": value}  # fmt: skip
    return [row[column.key] for column in columns]  # type: ignore[misc]


@dataclass(frozen=True)
class Filled:
    """What a sheet says, or every fault with its cell. `values` is empty where there is any fault."""

    values: Mapping[str, int | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_filled(form: ReturnForm, period: str, file_name: str, content: bytes) -> Filled:
    """The figures of a filled-in template. Raises `SheetFault` where the file is none. A limit that a note may explain
    is left to the submission, which knows the note."""
    sheet, odd = read_strict(file_name, content)
    if sheet.name != sheet_name(form, period):
        odd = [Fault(sheet.name, "A1", Refused("council.sheet_of_another", name=sheet_name(form, period))), *odd]
    if odd:
        return Filled(faults=odd)
    checked = check(sheet, COLUMNS)
    if checked.faults:
        return Filled(faults=checked.faults)
    places, faults = _places(form, sheet, checked.rows)
    values = _values(checked.rows)
    if not faults:
        found = rules.faults(form.asked, values, has_note=True)
        faults = [_at(fault, form, sheet, places) for fault in found if fault.figure in places]
    return Filled(faults=faults) if faults else Filled(values)


def _values(rows: list[tuple[int, dict[str, Any]]]) -> dict[str, int | None]:
    """Empty cells leave no figure."""
    said = {row["code"]: row.get("value") for _number, row in rows}
    return {code: None if value is _UNKNOWN else value for code, value in said.items() if value is not None}


def _places(
    form: ReturnForm, sheet: Sheet, rows: list[tuple[int, dict[str, Any]]]
) -> tuple[dict[str, str], list[Fault]]:
    """The cell of each figure, and the faults of codes: unknown, twice, missing."""
    head = [str(cell or "") for cell in sheet.rows[0][1]]
    code_at, value_at = (_index(head, key) for key in ("code", "value"))
    known = {one["code"]: one for one in form.figures}
    places: dict[str, str] = {}
    faults = []
    for number, row in rows:
        code = row["code"]
        if code not in known or code in places:
            reason = "council.sheet_code_twice" if code in places else "council.return_no_such_figure"
            faults.append(Fault(sheet.name, address(code_at, number), Refused(reason, figure=code[:40])))
        places[code] = address(value_at, number)
    after = rows[-1][0] + 1 if rows else 2
    faults += [
        Fault(sheet.name, address(code_at, after), Refused("council.sheet_row_missing", figure=plain(one["name"])))
        for code, one in known.items()
        if code not in places
    ]
    return places, faults


def _index(head: list[str], key: str) -> int:
    """Where a column stands, whatever the language of its heading; `check` has seen that it is there."""
    column = next(one for one in COLUMNS if one.key == key)
    words = {key}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.add(str(column.head).casefold())
    return next((n for n, cell in enumerate(head) if cell.strip().casefold() in words), len(head))


def _at(fault: rules.Fault, form: ReturnForm, sheet: Sheet, places: Mapping[str, str]) -> Fault:
    return Fault(sheet.name, places[fault.figure], Refused(fault.reason, **fault.facts))
