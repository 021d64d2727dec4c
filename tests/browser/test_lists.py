"""Lists: their state is their address, and a file holds the rows of the page (I-12)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader, asking, follow, query_of, with_query

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
CODES = "main table tbody th[scope=row] bdi"
LISTS = [
    "/obligations/?strength=mandatory&sort=-code",
    "/actions/?world=exercise&pan=enforcement",
    "/institutions/?side=state",
    "/campaigns/?world=exercise",
    "/training/?world=exercise",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_survive_sorting_and_paging(reader: Come, language: str) -> None:
    someone = reader(language)
    page = someone.go("/obligations/?world=exercise")
    page.select_option("select[name=strength]", "mandatory")
    follow(page.locator(".filters button"))
    follow(page.locator("thead a.sort").first)
    follow(page.locator(".pager a[rel=next]"))
    query = query_of(page.url)
    assert (query["strength"], query["sort"], query["page"], query["world"]) == ("mandatory", "code", "2", "exercise")
    assert page.locator("select[name=strength]").input_value() == "mandatory"
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.locator(".exercise").wait_for()


def codes_on_all_pages(someone: Reader) -> list[str]:
    found = someone.page.locator(CODES).all_inner_texts()
    while (onward := someone.page.locator(".pager a[rel=next]")).count():
        someone.go(with_query(someone.page.url, onward.get_attribute("href") or ""))
        found += someone.page.locator(CODES).all_inner_texts()
    return found


def sheet(content: bytes) -> list[list[Any]]:
    import openpyxl

    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def fetched(address: str) -> bytes:
    with urlopen(address) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", LISTS)
def test_I12_the_files_hold_the_rows_of_the_list_in_its_order(reader: Come, address: str, language: str) -> None:
    someone = reader(language)
    page = someone.go(address)
    offered = asking(page.url, **query_of(page.locator("main a[download]").first.get_attribute("href") or ""))
    shown = codes_on_all_pages(someone)
    assert shown
    is_exercise = "world=exercise" in address
    rows = list(csv.reader(io.StringIO(fetched(offered).decode("utf-8-sig"))))
    codes = [row[int(is_exercise)] for row in rows[1:]]
    assert codes == shown
    again = sheet(fetched(asking(offered, **{"as": "xlsx"})))
    assert [row[int(is_exercise)] for row in again[1:]] == shown
    assert all((row[0] in {"EXERCISE", "مشق"}) == is_exercise for row in rows[1:])


@pytest.mark.parametrize("path", ["/accountability/", "/places/"])
def test_a_file_of_the_exercise_is_asked_for_in_the_exercise(reader: Come, path: str) -> None:
    page = reader().go(path + "?world=exercise")
    for link in page.locator("main a[download]").all():
        assert query_of(link.get_attribute("href") or "")["world"] == "exercise"
