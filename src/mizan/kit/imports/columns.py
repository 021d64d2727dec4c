"""Columns of an import: their headings in every language, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.utils.functional import Promise

from mizan.clocks import ClockFault, parse_day, plain_digits
from mizan.kit.imports.sheets import Cell


class CellFault(ValueError):
    """A cell that cannot be taken. `code` and `facts` are worded at the door."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


Parse = Callable[[Cell], Any]


@dataclass(frozen=True)
class Column:
    """One column. `key` is the heading that every language may use too; `is_unique`: no two rows say the same."""

    key: str
    head: Promise | str
    parse: Parse
    required: bool = True
    is_unique: bool = False


# NUL and halves of letters (surrogates): no database keeps them.
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def text(longest: int = 500, form: str = "") -> Parse:
    """Any words, trimmed, at most `longest` characters; all of them match `form`, a regular expression, if given."""

    def parse(cell: Cell) -> str:
        words = "" if cell is None else str(cell).strip()
        if len(words) > longest:
            raise CellFault("imports.cell_too_long", limit=longest)
        if _NOT_KEPT.search(words) or (form and not re.fullmatch(form, words)):
            raise CellFault("imports.cell_malformed")
        return words

    return parse


def choice(codes: Mapping[str, str] | Callable[[], Mapping[str, str]]) -> Parse:
    """One of the codes, or its word in the reader's language. `codes` maps code to word."""

    def parse(cell: Cell) -> str:
        known = codes() if callable(codes) else codes
        given = str(cell).strip()
        by_word = {str(word).casefold(): code for code, word in known.items()}
        found = given if given in known else by_word.get(given.casefold())
        if found is None:
            raise CellFault("imports.no_such_choice", given=given[:60], choices=", ".join(list(known)[:12]))
        return found

    return parse


def is_number(*, whole: bool = False, lowest: int | None = None, digits: int = 18, places: int = 6) -> Parse:
    """A number in Latin or Urdu digits; grouping commas are taken away. It fits in a column of `digits` digits, at most
    `places` of them behind the point."""
    fits = DecimalValidator(digits, places)

    def parse(cell: Cell) -> Decimal:
        if isinstance(cell, bool):
            raise CellFault("imports.no_number", given=str(cell))
        try:
            found = Decimal(plain_digits(str(cell)).replace(",", "").strip())
        except InvalidOperation:
            raise CellFault("imports.no_number", given=str(cell)[:60]) from None
        if not found.is_finite() or (whole and found != found.to_integral_value()):
            raise CellFault("imports.no_number", given=str(cell)[:60])
        if lowest is not None and found < lowest:
            raise CellFault("imports.number_too_low", lowest=lowest)
        try:
            fits(found)
        except ValidationError:
            raise CellFault("imports.number_too_long", digits=digits, places=places) from None
        return found

    return parse


def day(cell: Cell) -> date:
    """A day: a spreadsheet's own date, or ISO text in Latin or Urdu digits."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return parse_day(str(cell))
    except ClockFault:
        raise CellFault("imports.no_day", given=str(cell)[:60]) from None
