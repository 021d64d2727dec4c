"""Files that leave a page: no cell runs as a formula, unknown is empty, EXERCISE stands in every row."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.exports import csv_response, disarmed, xlsx_response
from mizan.kit.facts import World

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")']
HEAD = ["code", "=evil()"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_in_both_kinds(text: str) -> None:
    rows = csv.reader(io.StringIO(csv_response("x", HEAD, [["a", text]], world=World.REAL).content.decode("utf-8-sig")))
    assert list(rows) == [["code", "'=evil()"], ["a", f"'{text}"]]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_response("x", HEAD, [["a", text]], world=World.REAL).content))
    for row in book.active.iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n"}


@given(st.text())
def test_no_text_begins_like_a_formula_and_nothing_else_is_changed(text: str) -> None:
    cell = str(disarmed(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in {text, f"'{text}"}


@pytest.mark.parametrize("number", [-5, -0.5, Decimal("-7")])
def test_a_negative_number_stays_a_number(number: object) -> None:
    assert disarmed(number) == number  # type: ignore[arg-type]


def test_unknown_is_an_empty_cell_and_zero_is_zero() -> None:
    content = csv_response("x", ["n"], [[None], [0]], world=World.REAL).content.decode("utf-8-sig")
    assert content.split("\r\n")[1:3] == ['""', "0"]


def test_exercise_is_in_each_row_of_both_kinds_and_in_the_name() -> None:
    for make in (csv_response, xlsx_response):
        response = make("balance", ["a"], [["b"], ["c"]], world=World.EXERCISE)
        assert 'filename="EXERCISE-balance.' in response["Content-Disposition"]
    text = csv_response("balance", ["a"], [["b"], ["c"]], world=World.EXERCISE).content.decode("utf-8-sig")
    assert text == "EXERCISE,a\r\nEXERCISE,b\r\nEXERCISE,c\r\n"
    assert "EXERCISE" not in csv_response("balance", ["a"], [["b"]], world=World.REAL).content.decode()


def test_a_csv_begins_with_the_mark_that_spreadsheets_need_for_urdu() -> None:
    content = csv_response("x", ["نام"], [["پولیس"]], world=World.REAL).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "پولیس" in content.decode()


def test_a_sheet_reads_from_the_right_in_urdu_only() -> None:
    def from_the_right(language: str) -> bool:
        with override(language):
            made = xlsx_response("x", ["a"], [["b"]], world=World.REAL).content
        return bool(openpyxl.load_workbook(io.BytesIO(made)).active.sheet_view.rightToLeft)

    assert from_the_right("ur")
    assert not from_the_right("en")
