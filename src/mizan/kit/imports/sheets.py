"""Untrusted spreadsheets to rows of plain cells, with caps before any work.

XLSX is read with openpyxl in read-only mode (XML through defusedxml); a zip that would unpack to more than the cap is
refused before it is opened. CSV is UTF-8 with or without byte-order mark.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000

Cell = str | int | float | bool | date | datetime | None


class SheetFault(ValueError):
    """A file that cannot be read as a sheet. `code` and `facts` are worded at the door."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Sheet:
    """The sheet's name and its rows, each with its number as the spreadsheet shows it (from 1)."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def read_sheet(file_name: str, content: bytes, *, most_rows: int = MOST_ROWS) -> Sheet:
    """The first sheet of an .xlsx, or a .csv. Empty rows are left out. Raises `SheetFault`."""
    if len(content) > LARGEST_FILE:
        raise SheetFault("imports.too_large", limit=LARGEST_FILE // (1024 * 1024))
    if file_name.lower().endswith(".xlsx"):
        return _xlsx(content, most_rows)
    if file_name.lower().endswith(".csv"):
        return Sheet("csv", _kept(enumerate(_csv(content), 1), most_rows))
    raise SheetFault("imports.wrong_kind")


def _csv(content: bytes) -> list[list[Cell]]:
    try:
        decoded = content.decode("utf-8-sig")
        return [list(row) for row in csv.reader(io.StringIO(decoded, newline=""), strict=True)]
    except UnicodeDecodeError:
        raise SheetFault("imports.not_utf8") from None
    except csv.Error:
        raise SheetFault("imports.unreadable") from None


def _xlsx(content: bytes, most_rows: int) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise SheetFault("imports.too_large", limit=LARGEST_UNPACKED // (1024 * 1024))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = enumerate((list(row) for row in sheet.iter_rows(values_only=True)), 1)
        return Sheet(sheet.title, _kept(rows, most_rows))
    except SheetFault:
        raise
    except Exception:
        raise SheetFault("imports.unreadable") from None


def _kept(rows: Iterable[tuple[int, list[Cell]]], most_rows: int) -> list[tuple[int, list[Cell]]]:
    kept = []
    for number, cells in rows:
        if number > most_rows:
            raise SheetFault("imports.too_many_rows", limit=most_rows)
        short = [cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in cells[:MOST_COLUMNS]]
        if any(cell not in (None, "") for cell in short):
            kept.append((number, short))
    return kept
