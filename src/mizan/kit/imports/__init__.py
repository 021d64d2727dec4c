"""Staged import: upload, check every cell, show what is wrong where, and only then take all of it or nothing."""

from mizan.kit.imports.columns import CellFault, Column, choice, day, is_number, text
from mizan.kit.imports.sheets import SheetFault, read_sheet
from mizan.kit.imports.staging import Checked, check, template_rows

__all__ = [
    "CellFault",
    "Checked",
    "Column",
    "SheetFault",
    "check",
    "choice",
    "day",
    "is_number",
    "read_sheet",
    "template_rows",
    "text",
]
