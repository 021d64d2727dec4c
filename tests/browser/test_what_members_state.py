"""Answers of both sides, sheets and statements, entered at the desk and read at the public door, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader, follow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
OBLIGATIONS = {"en": "TIP-13", "ur": "TIP-14.1"}
PLAN = "/plans/EX-PLAN-NATIONAL/"


def answer_and_adopt(someone: Reader, code: str, body: str, score: str, text: str) -> None:
    page = someone.go(f"/obligations/{code}/")
    page.check("input[name=assess-dimension][value=spirit]")
    page.select_option("[name=assess-score]", score)
    page.fill("[name=assess-text]", text)
    page.fill("[name=assess-period]", "2026")
    follow(page.locator("button[value=assess]"))
    page.locator(".message").wait_for()
    for number in range(page.locator("li", has=page.locator("button[value=headline]")).count()):
        item = page.locator("li", has=page.locator("button[value=headline]")).nth(number)
        if body in item.inner_text():
            follow(item.locator("button"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_answer_both_headlines_are_adopted_and_the_gap_is_shown(
    desk: Come, reader: Come, language: str
) -> None:
    code = OBLIGATIONS[language]
    answer_and_adopt(desk("coordinator", language), code, "EX-SEC-1", "4", "The state trained everyone")
    answer_and_adopt(desk("colead", language), code, "EX-ORG-1", "1", "Society saw two trainings")
    section = (
        reader(language).go(f"/obligations/{code}/?world=exercise").locator("section[aria-labelledby=dimension-spirit]")
    )
    state, society = section.locator(".pan--state"), section.locator(".pan--society")
    assert "The state trained everyone" in state.inner_text()
    assert "Society saw two trainings" in society.inner_text()
    assert "3" in section.locator("> p").first.inner_text()


def sheet(path: Path, template: bytes, rows: list[list[str]]) -> Path:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template))
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_with_one_wrong_cell_is_refused_with_the_cell_and_taken_when_mended(
    desk: Come, language: str, tmp_path: Path
) -> None:
    someone = desk("coordinator", language)
    page = someone.go(PLAN + "import/")
    template = someone.context.request.get(someone.door + PLAN + "import/?as=template").body()
    code = f"EX-SHEET-{language.upper()}"
    good = [
        code,
        "Title",
        "Words",
        "education",
        "national",
        "proactive",
        "EX-EDU-1",
        "EX-ORG-2",
        "",
        "12",
        "PKR",
        "",
        "2027-03-01",
    ]
    wrong = [*good[:9], "many", *good[10:]]
    page.set_input_files("[name=sheet]", str(sheet(tmp_path / "wrong.xlsx", template, [wrong])))
    follow(page.locator("main form[method=post] button"))
    page.locator(".errors").wait_for()
    fault = page.locator("#faults tbody tr")
    assert fault.count() == 1
    assert fault.locator("th").inner_text().endswith("J2")
    said = fault.locator("td").inner_text()
    assert (language == "ur") == any("\u0600" <= letter <= "\u06ff" for letter in said.replace("many", ""))
    assert someone.context.request.get(f"{someone.door}/actions/{code}/").status == 404

    page.set_input_files("[name=sheet]", str(sheet(tmp_path / "good.xlsx", template, [good])))
    follow(page.locator("main form[method=post] button"))
    assert page.url.endswith(PLAN)
    page.locator(".message").wait_for()
    assert page.locator(f"a[href^='/actions/{code}/']").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_states_how_far_its_own_unit_exists(desk: Come, reader: Come, language: str) -> None:
    page = desk("owner", language).go("/institutions/EX-LEA-1/")
    page.select_option("[name=unit-kind]", "internal_affairs")
    page.select_option("[name=unit-state]", "staffed")
    follow(page.locator("button[value=unit]"))
    page.locator(".errors a[href='#id_unit-as_of']").wait_for()
    assert page.locator("[name=unit-state]").input_value() == "staffed"
    page.fill("[name=unit-as_of]", "2026-10")
    page.fill("[name=unit-source]", f"Order 12 ({language})")
    page.fill("[name=unit-investigators]", "7")
    follow(page.locator("button[value=unit]"))
    page.locator(".message").wait_for()
    said = reader(language).go("/institutions/EX-LEA-1/").locator(".claim", has_text=f"Order 12 ({language})")
    assert "EX-LEA-1" in said.inner_text()
    assert "7" in said.inner_text()
