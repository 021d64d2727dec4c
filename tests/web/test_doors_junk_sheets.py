"""A sheet of a plan's actions with junk in any cell, or that is no sheet: told at its cell, or taken whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.framework.importing import COLUMNS
from mizan.framework.models import Action, Plan
from mizan.kit.imports import SheetFault, check, read_sheet
from tests.cast import Cast
from tests.framework.cast import undone
from tests.web.junk import JUNK
from tests.web.page_forms import Form, send

pytestmark = pytest.mark.django_db
GOOD = {
    "code": "SHEET-1", "title": "A title", "description": "Words", "pillar": "awareness", "level": "national",
    "mode": "proactive", "lead": "T-LEA", "co_lead": "T-ORG", "obligations": "", "budget": "1000", "currency": "PKR",
    "starts_on": "2026-01-01", "due_on": "2026-12-01",
}  # fmt: skip


def as_csv(row: dict[str, str]) -> bytes:
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, fieldnames=list(row))
    writer.writeheader()
    writer.writerow(row)
    return sheet.getvalue().encode("utf-8", "surrogatepass")


def as_xlsx(row: dict[str, Any]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def upload(loaded_pack: None, cast: Cast, desk: Callable[..., Any]) -> Callable[[str, bytes], str]:
    """Send a file; gives what is wrong with the answer, "" if nothing is. What it did is undone."""
    plan = Plan.objects.filter(world="real").order_by("pk")[0].pk
    form = Form(f"/plans/{plan}/import/", multipart=True)
    client = desk(cast.coordinator)
    client.raise_request_exception = False

    def sent(name: str, content: bytes) -> str:
        before = Action.objects.count()
        with undone():
            answer = send(client, form, {"sheet": (name, content)})
            taken = Action.objects.count() - before
            shown = client.get(f"/plans/{plan}/").status_code if taken else 200
        if answer.status_code == 302:
            return "" if (taken, shown) == (1, 200) else f"{taken} taken, its page answers {shown}"
        words = answer.content.decode()
        told = answer.status_code == 200 and ('class="error' in words or "csv!" in words or "Sheet!" in words)
        return "" if told and not taken else f"{answer.status_code}, {taken} taken, told: {told}"

    return sent


def test_a_good_sheet_is_taken_in_both_kinds(upload: Callable[[str, bytes], str]) -> None:
    assert [upload("a.csv", as_csv(GOOD)), upload("a.xlsx", as_xlsx(GOOD))] == ["", ""]


def test_junk_in_any_cell_is_told_or_taken_whole(upload: Callable[[str, bytes], str]) -> None:
    faults = {}
    for place, column in enumerate(COLUMNS):
        for junk in JUNK[place % 3 :: 3]:
            fault = upload("a.csv", as_csv({**GOOD, column.key: junk}))
            if fault:
                faults[column.key, junk[:20]] = fault
    assert faults == {}


@pytest.mark.parametrize("key", ["code", "title", "pillar", "budget", "due_on"])
def test_cells_of_another_kind_in_a_workbook_are_told_or_taken(key: str, upload: Callable[[str, bytes], str]) -> None:
    cells = [True, -1, 1e308, 2**70, "=1+1", "_x0000_", "_xD800_", "\u202e"]
    assert {cell: fault for cell in cells if (fault := upload("a.xlsx", as_xlsx({**GOOD, key: cell})))} == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""), ("a.csv", b"\xff\xfe" + "code".encode("utf-16-le")), ("a.csv", b'"never closed'),
        ("a.csv", b"code\r\n" * 20_002), ("a.csv", b"\x00" * 50), ("a.csv", b"," * 100_000), ("a.csv", b"x" * 200_000),
        ("a.xlsx", b"PK\x03\x04"), ("a.xlsx", b"code,title"), ("a.xlsx", as_xlsx(GOOD)[:-200]), ("a.pdf", b"%PDF"),
        ("a", b"code"), ("\u202ea.csv", b"code"), (".csv", b"code"), ("a.csv", as_csv({**GOOD, "code ": "twice"})),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1)), ("../../a.csv", b"code,code"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_told(name: str, content: bytes, upload: Callable[[str, bytes], str]) -> None:
    assert upload(name, content) == ""


WORKBOOK, TABLE = as_xlsx(GOOD), as_csv(GOOD)


@given(data=st.data(), kind=st.sampled_from([("a.xlsx", WORKBOOK), ("a.csv", TABLE)]))
@settings(max_examples=150, deadline=None)
def test_a_mutilated_file_gives_rows_or_faults(data: st.DataObject, kind: tuple[str, bytes]) -> None:
    name, content = kind
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 20, len(content))))
        content = content[:start] + data.draw(st.binary(max_size=12)) + content[end:]
    try:
        checked = check(read_sheet(name, content), COLUMNS)
    except SheetFault:
        return
    assert not (checked.rows and checked.faults)
    assert all(fault.cell for fault in checked.faults)
