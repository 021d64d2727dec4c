"""The sheet of a provider that keeps its queue elsewhere: how many people, by quarter, what of them, sex and age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from mizan.kit.imports import Column, check, choice, is_number, read_sheet, text
from mizan.kit.imports.staging import Fault
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.prevention.models import AgeBand, Programme, Sex

QUARTER = r"20[0-9]{2}-Q[1-4]"
WORDS = {
    "waiting": _("waiting"),
    "enrolled": _("enrolled"),
    "began": _("began"),
    "completed": _("completed"),
    "dropped_out": _("dropped out"),
    "after_yes": _("still so after a year"),
    "after_no": _("no longer"),
    "after_not_found": _("not found"),
}


def columns(body: str, world: str) -> tuple[Column, ...]:
    """The columns for the programmes of one body."""

    def mine() -> Mapping[str, str]:
        rows = Programme.objects.filter(provider=body, world=world, retired_at=None)
        return {row.pk: plain(row.name) for row in rows}

    return (
        Column("programme", _("Programme"), choice(mine)),
        Column("quarter", _("Quarter"), text(7, QUARTER)),
        Column("measure", _("What of them"), choice({code: str(word) for code, word in WORDS.items()})),
        Column("sex", _("Sex"), choice(dict(Sex.choices))),
        Column("age", _("Age"), choice(dict(AgeBand.choices))),
        Column("people", _("People"), is_number(whole=True, lowest=0, digits=7, places=0)),
    )


Cells = dict[tuple[str, str], int]  # [sex, age band]


@dataclass(frozen=True)
class Counted:
    """What a sheet says: `[programme, quarter][measure]` gives counts by sex and age; or every fault with its cell."""

    sha256: str
    counts: dict[tuple[str, str], dict[str, Cells]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_counts(body: str, world: str, file_name: str, content: bytes) -> Counted:
    """Raises `SheetFault` where the file is no sheet."""
    sheet, digest = read_sheet(file_name, content), sha256(content).hexdigest()
    checked = check(sheet, columns(body, world))
    faults = checked.faults or list(_twice(sheet.name, checked.rows))
    if faults:
        return Counted(digest, faults=faults)
    counts: dict[tuple[str, str], dict[str, Cells]] = {}
    for _number, row in checked.rows:
        cells = counts.setdefault((row["programme"], row["quarter"]), {}).setdefault(row["measure"], {})
        cells[row["sex"], row["age"]] = int(row["people"])
    return Counted(digest, counts)


def _twice(name: str, rows: list[tuple[int, dict[str, Any]]]) -> Iterator[Fault]:
    """Two rows of one cell would have to be added or chosen from: neither is done here."""
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(row[name_of] for name_of in ("programme", "quarter", "measure", "sex", "age"))
        if key in seen:
            yield Fault(name, f"A{number}", Refused("prevention.counted_twice", row=seen[key]))
        seen.setdefault(key, number)
