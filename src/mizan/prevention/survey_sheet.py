"""A survey as a sheet: a row for each respondent, a column for each question, and no name anywhere.

The template has the columns that the design needs. An empty cell under a question is no answer, never a no. All of
it is taken or nothing; every fault is named by its cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import xlsxwriter
from django.conf import settings
from django.utils.translation import get_language_bidi, gettext_lazy, override
from django.utils.translation import gettext as _

from mizan.kit.imports import CellFault, Column, check, is_number, read_sheet, text
from mizan.kit.imports.sheets import Cell
from mizan.kit.imports.staging import Fault
from mizan.prevention.models import KnowledgeQuestion, Method

RESERVED = frozenset({"respondent", "stratum", "cluster", "weight"})
_positive = is_number(lowest=0, digits=18, places=8)
_figure = is_number(digits=18, places=6)


def _weight(cell: Cell) -> float:
    found = float(_positive(cell))
    if found <= 0:
        raise CellFault("prevention.weight_not_positive")
    return found


def _number(cell: Cell) -> float:
    return float(_figure(cell))


def _yes_or_no(cell: Cell) -> float:
    """1 and 0, true and false, or the words of any language of the house."""
    given = str(int(cell) if isinstance(cell, bool | float) and cell in {0, 1} else cell).strip().casefold()
    for answer, words in ((1.0, _words(_yes)), (0.0, _words(_no))):
        if given in words:
            return answer
    raise CellFault("prevention.neither_yes_nor_no", given=str(cell)[:40])


def _yes() -> str:
    return _("yes")


def _no() -> str:
    return _("no")


def _words(word: Callable[[], str]) -> set[str]:
    found = {"1", "y"} if word is _yes else {"0", "n"}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(word().casefold())
    return found


# A number, so that a row without any answer is still a row: who was asked and said nothing is counted.
RESPONDENT = Column(
    "respondent", gettext_lazy("Respondent (a number)"), is_number(whole=True, lowest=1, digits=9, places=0)
)
STRATUM = Column("stratum", gettext_lazy("Stratum"), text(80))
CLUSTER = Column("cluster", gettext_lazy("Sampling cluster"), text(80))
WEIGHT = Column("weight", gettext_lazy("Weight"), _weight)
LIGHT = Column("weight", gettext_lazy("Weight"), _weight, required=False)  # a simple sample may do without
DESIGN: dict[str, tuple[Column, ...]] = {
    Method.SIMPLE: (RESPONDENT, LIGHT),
    Method.STRATIFIED: (STRATUM, WEIGHT),
    Method.CLUSTERED: (CLUSTER, WEIGHT),
    Method.STRATIFIED_CLUSTERS: (STRATUM, CLUSTER, WEIGHT),
}


def columns(method: str, questions: Sequence[KnowledgeQuestion]) -> tuple[Column, ...]:
    """The columns of a sheet of this design, the questions by their codes."""
    asked = (
        Column(one.code, one.code, _yes_or_no if one.kind == KnowledgeQuestion.Kind.SHARE else _number, required=False)
        for one in questions
    )
    return (*DESIGN[method], *asked)


def template(method: str, questions: Sequence[KnowledgeQuestion]) -> bytes:
    """The empty sheet, right to left in Urdu."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    if get_language_bidi():
        page.right_to_left()
    page.write_row(0, 0, [str(column.head) for column in columns(method, questions)], book.add_format({"bold": True}))
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class Answers:
    """What a sheet says, by respondent; or every fault. `strata` and `clusters` are empty where the design has none."""

    sha256: str
    weights: list[float] = field(default_factory=list)
    strata: list[str] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    answers: dict[str, list[float | None]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_answers(method: str, questions: Sequence[KnowledgeQuestion], file_name: str, content: bytes) -> Answers:
    """The answers of a sheet. Raises `SheetFault` where the file is none."""
    digest = sha256(content).hexdigest()
    sheet = read_sheet(file_name, content)
    wanted = columns(method, questions)
    checked = check(sheet, wanted)
    if any(row.get("weight") is not None for _number_of, row in checked.rows):  # then everybody has one
        checked = check(sheet, tuple(WEIGHT if column is LIGHT else column for column in wanted))
    if checked.faults:
        return Answers(digest, faults=checked.faults)
    rows = [row for _number_of, row in checked.rows]
    return Answers(
        digest,
        weights=[1.0 if row.get("weight") is None else row["weight"] for row in rows],
        strata=[row["stratum"] for row in rows] if "stratum" in rows[0] else [],
        clusters=[row["cluster"] for row in rows] if "cluster" in rows[0] else [],
        answers={one.code: [row.get(one.code) for row in rows] for one in questions},
    )
