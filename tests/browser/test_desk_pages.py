"""Every page type of the desk, signed in with the second factor as somebody who uses it; and its entrance (I-17)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.pages import DESK, ENTRANCE, LANGUAGES
from browser.people import Desk
from browser.reading import SPILL, Reader, faults, follow
from browser.test_public_pages import UNLABELLED

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]


def usable(someone: Reader, address: str) -> None:
    page = someone.go(address)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) in {("en", "ltr"), ("ur", "rtl")}
    assert html.get_attribute("lang") == someone.language
    assert page.locator("main h1").count() == 1
    assert faults(page, contrast=someone.language == "en") == ""
    assert page.evaluate(UNLABELLED) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(SPILL) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DESK)
def test_I17_everybody_can_use_the_desk(desk: Come, name: str, language: str) -> None:
    account, address = DESK[name]
    usable(desk(account, language, bypass_csp=True), address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_I17_everybody_can_use_the_page_of_one_member(desk: Come, language: str) -> None:
    someone = desk("coordinator", language, bypass_csp=True)
    own = someone.go("/members/").locator("main tbody th a").first.get_attribute("href")
    usable(someone, own or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_I17_everybody_can_ask_for_an_erasure_and_read_the_request(desk: Come, language: str) -> None:
    """The account's own post becomes a matter when its interests are declared."""
    someone = desk("monitor", language, bypass_csp=True)
    page = someone.go("/members/interests/")
    follow(page.locator("main form button"))
    usable(someone, "/erasures/ask/")
    page = someone.go("/erasures/ask/")
    page.locator("select[name=matter] option").first.wait_for(state="attached")
    page.locator("[name=basis]").first.check()
    follow(page.locator("main form button"))
    request = page.locator("main dl").first
    request.wait_for()
    usable(someone, page.url.removeprefix(someone.door))
    usable(someone, "/erasures/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ENTRANCE)
def test_I17_everybody_can_use_the_entrance(signed_in: Desk, name: str, language: str) -> None:
    someone = signed_in.stranger(language, bypass_csp=True)
    usable(someone, ENTRANCE[name])
    someone.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["seat", "framework:action", "institutions:admit"])
def test_a_page_of_the_desk_works_under_its_own_policy(desk: Come, name: str, language: str) -> None:
    """No complaint of the browser (see the fixture), nothing from elsewhere, nothing inline."""
    account, address = DESK[name]
    someone = desk(account, language)
    page = someone.go(address)
    page.wait_for_load_state("networkidle")
    assert [url for _kind, url in someone.loaded if not url.startswith(someone.door)] == []
    assert page.locator("script:not([src]), [style], [onclick]").count() == 0


def test_a_stranger_is_led_to_the_entrance_and_a_password_alone_opens_nothing(signed_in: Desk) -> None:
    from mizan.web.exercise.accounts import PASSWORD

    someone = signed_in.stranger()
    page = someone.go("/seat/")
    assert "/account/login/" in page.url
    page.fill("#id_login", "programme@mizan.example")
    page.fill("#id_password", PASSWORD)
    follow(page.locator("form[action='/account/login/'] button"))
    page.locator("[name=code]").wait_for()
    assert faults(page, contrast=someone.language == "en") == ""
    someone.go("/seat/")
    assert "/account/" in page.url
    someone.context.close()


@pytest.mark.parametrize("name", DESK)
def test_at_most_one_entry_of_the_menu_is_current(desk: Come, name: str) -> None:
    account, address = DESK[name]
    page = desk(account).go(address)
    current = page.locator(".top__nav nav:not(.top__user) a[aria-current]").all_inner_texts()
    assert len(current) <= 1
    if name == "framework:propose":
        assert page.locator(".top__nav nav:not(.top__user) a[aria-current]").get_attribute("href") == address
