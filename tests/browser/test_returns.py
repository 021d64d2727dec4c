"""A return in a browser: filed by a sheet with one wrong cell, mended, and set beside the figures of the other side."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from browser.pages import A_RETURN, LANGUAGES
from browser.reading import Reader, follow, pleasant

pytestmark = pytest.mark.browser
WRONG = "many"  # stands in the sentence of either language
TAKEN = {"en": "Nothing is stored yet", "ur": "ابھی کچھ محفوظ نہیں ہوا"}


def filled(template: Path, target: Path, *, wrong: bool) -> Path:
    """The template with every figure answered by 0; in the wrong one the first figure is a word."""
    book = openpyxl.load_workbook(io.BytesIO(template.read_bytes()))
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, sheet.max_column).value = 0
    if wrong:
        sheet.cell(2, sheet.max_column).value = "many"
    book.save(target)
    return target


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_return_is_filed_by_a_sheet_with_a_wrong_cell_and_mended(
    enter: Callable[..., Reader], tmp_path: Path, language: str
) -> None:
    owner = enter("owner", language)
    page = owner.go(A_RETURN)
    pleasant(page)
    with page.expect_download() as got:
        page.locator('a[href*="as=template"]').click()
    template = tmp_path / "template.xlsx"
    got.value.save_as(template)
    page.set_input_files("input[type=file]", filled(template, tmp_path / "wrong.xlsx", wrong=True))
    follow(page.locator("button[value=upload]"))
    said = page.locator("#faults").inner_text()
    assert "E2" in said
    assert WRONG in said
    pleasant(page)
    page.set_input_files("input[type=file]", filled(template, tmp_path / "good.xlsx", wrong=False))
    follow(page.locator("button[value=upload]"))
    assert TAKEN[language] in page.locator("[role=status]").inner_text()
    follow(page.locator("button[value=submit]"))
    page.locator("#revision-2, #revision-3").first.wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_stand_side_by_side_and_the_grid_reads_on_a_phone(
    enter: Callable[..., Reader], language: str
) -> None:
    someone = enter("coordinator", language)
    page = someone.go("/returns/side-by-side/?world=exercise")
    assert page.locator("#side-by-side tbody tr").count() > 0
    pleasant(page)
    page = someone.go("/returns/?periods=24")
    assert page.locator("#grid tbody a").count() > 0
    pleasant(page)
