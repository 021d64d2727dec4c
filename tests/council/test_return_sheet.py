"""A return filed by a sheet: what is wrong names sheet and cell in the reader's language, and nothing is half taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.council.models import ReturnForm
from mizan.council.return_sheet import Filled, read_filled, sheet_name, template
from mizan.kit.imports import SheetFault
from mizan.kit.wording import word
from tests.council.asked import GOOD, Q1, make_form

pytestmark = pytest.mark.django_db
ROW = {"victims": 2, "women": 3, "men": 4, "places": 5, "taken": 6}  # rows of the sheet; the figure stands in D


@pytest.fixture
def form() -> ReturnForm:
    return make_form()


def changed(form: ReturnForm, change: Callable[[Any], object], language: str = "en") -> bytes:
    """The template as it comes, with good figures, after somebody did something to its workbook."""
    with override(language):
        book = openpyxl.load_workbook(io.BytesIO(template(form, Q1, GOOD, "real")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def taken(form: ReturnForm, content: bytes) -> Filled:
    return read_filled(form, Q1, "return.xlsx", content)


def put(cell: str, value: object) -> Callable[[Any], object]:
    return lambda book: book.worksheets[0].__setitem__(cell, value)


VALUES = st.dictionaries(st.sampled_from(sorted(GOOD)), st.one_of(st.none(), st.integers(0, 10**9 - 1)))


@pytest.mark.parametrize("world", ["real", "exercise"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_template_comes_back_as_it_was_filled(form: ReturnForm, language: str, world: str) -> None:
    values = GOOD | {"women": None, "taken": 0}
    with override(language):
        content = template(form, Q1, values, world)
    assert taken(form, content) == Filled(values)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ur")
    assert sheet.protection.sheet
    assert (sheet.max_column == 5) == (world == "exercise")  # the mark of the exercise in a column of its own


@given(VALUES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_I18_zero_not_known_and_empty_survive_the_sheet(form: ReturnForm, values: dict[str, int | None]) -> None:
    free = ReturnForm(code=form.code, figures=[{**one, "whole": "x"} for one in form.figures])
    with override("ur"):
        content = template(free, Q1, values, "real")
    assert taken(free, content) == Filled(values)


WRONG: list[tuple[Callable[[Any], object], str, str]] = [
    (put("D2", "many"), "D2", "“many” is no number."),
    (put("D3", -1), "D3", "The number must be at least 0."),
    (put("D4", 2.5), "D4", "“2.5” is no number."),
    (put("D5", "=10+10"), "D5", "A formula stands here."),
    (put("D5", None), "D5", "Give a number, 0 if there were none"),
    (put("D3", 7), "D2", "The parts make 11, more than the whole of 10."),
    (put("A6", "other"), "A6", "does not ask for that figure"),
    (put("A6", "places"), "A6", "The figure places stands twice."),
    (lambda book: book.worksheets[0].delete_rows(6), "A6", "The row of “Figure taken” is missing"),
    (lambda book: book.worksheets[0].merge_cells("D2:D3"), "D2:D3", "Cells are merged here."),
    (lambda book: setattr(book.worksheets[0].row_dimensions[3], "hidden", True), "A3", "Something is hidden"),
    (lambda book: book.create_sheet("More"), "A1", "The file has another sheet."),
    (lambda book: setattr(book.worksheets[0], "title", "RET 2024-Q1"), "A1", "of another return"),
]


@pytest.mark.parametrize(("change", "cell", "english"), WRONG)
def test_what_is_wrong_names_its_cell_and_nothing_is_taken(
    form: ReturnForm, change: Callable[[Any], object], cell: str, english: str
) -> None:
    found = taken(form, changed(form, change))
    assert found.values == {}
    assert cell in [fault.cell for fault in found.faults]
    fault = next(one for one in found.faults if one.cell == cell)
    assert fault.sheet
    assert english in word(fault.refused)


@pytest.mark.usefixtures("in_urdu")
@pytest.mark.parametrize(("change", "cell", "english"), WRONG)
def test_the_reason_is_in_the_readers_language(
    form: ReturnForm, change: Callable[[Any], object], cell: str, english: str
) -> None:
    found = taken(form, changed(form, change, "ur"))
    said = [word(fault.refused) for fault in found.faults if fault.cell == cell]
    assert said
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in one) and english not in one for one in said)


def test_digits_of_urdu_are_digits(form: ReturnForm) -> None:
    assert taken(form, changed(form, put("D6", "۱۸"), "ur")).values["taken"] == 18


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("return.csv", b"code,value\n", "imports.only_xlsx"),
        ("return.xlsx", b"not a zip", "imports.unreadable"),
        ("return.xlsx", b"x" * 600_000, "imports.sheet_too_large"),
    ],
)
def test_a_file_that_is_no_sheet_says_so(form: ReturnForm, name: str, content: bytes, code: str) -> None:
    with pytest.raises(SheetFault) as caught:
        read_filled(form, Q1, name, content)
    assert caught.value.code == code


def test_a_sheet_with_a_cell_far_away_is_refused_before_it_is_walked(form: ReturnForm) -> None:
    with pytest.raises(SheetFault) as caught:
        taken(form, changed(form, put("XFD1048576", 1)))
    assert caught.value.code == "imports.sheet_too_large"


def test_the_name_of_a_sheet_fits(form: ReturnForm) -> None:
    assert sheet_name(form, Q1) == "T-RET 2025-Q1"
    assert len(sheet_name(ReturnForm(code="X" * 40), "2025-Q1")) == 31
