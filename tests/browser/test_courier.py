"""A body without computers in a browser, without script: its key, a drill there and back, and what is carried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader
from browser.test_reports import pleasant

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]


def press(page: Any, words: str) -> None:
    """By keyboard alone."""
    page.locator(words).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_enrolled_and_a_drill_carried_there_and_back(desk: Come, language: str) -> None:
    body = pyrage.x25519.Identity.generate()
    carrier = desk("courier", language, bypass_csp=True)
    page = carrier.go("/keys/courier/")
    pleasant(page)
    page.fill("input[name=recipient]", str(body.to_public()))
    page.fill("input[name=again]", str(body.to_public())[:-1])
    press(page, "form[enctype] button")
    page.locator(".errors").first.wait_for()
    pleasant(page)
    carrier.complaints.clear()  # the browser names every answer 409
    page.set_input_files(
        "input[type=file]", files=[{"name": "k", "mimeType": "x/y", "buffer": f"{body.to_public()}\n".encode()}]
    )
    press(page, "form[enctype] button")
    page.locator("dl.summary").wait_for()
    pleasant(page)
    press(page, "form[action='/keys/courier/drill/'] button")
    link = page.locator("a[href^='/keys/courier/drill/']")
    link.wait_for()
    pleasant(page)
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == "drill.age"
    code = pyrage.decrypt(Path(taken.value.path()).read_bytes(), [body]).decode().split("\n")[3]
    page.fill("input[name=code]", code)
    press(page, "form[action='/keys/courier/answer/'] button")
    page.locator("form[action='/keys/courier/drill/']").wait_for()
    pleasant(page)
    page = carrier.go("/copies/")
    pleasant(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_courier_work_without_script(desk: Come, language: str) -> None:
    page = desk("courier", language, java_script_enabled=False).go("/keys/courier/")
    assert page.locator("main form[enctype]").count() == 1
    assert page.locator("script:not([src]), [style], [onclick]").count() == 0
