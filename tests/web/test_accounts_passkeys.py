"""A passkey is set up and opens the desk, in a real browser with a virtual key; nothing breaks the page policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import PASSWORD, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """One page with a virtual key; what the page policy blocks fails the test."""
    from playwright.sync_api import sync_playwright

    # The browser's driver runs an event loop in this thread; the database is still used by one thread at a time.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context()
        opened = context.new_page()
        opened.on("console", lambda message: complaints.append(message.text))
        wire = context.new_cdp_session(opened)
        wire.send("WebAuthn.enable")
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield opened
        browser.close()
    assert complaints == []


@pytest.fixture
def bare(transactional_db: None) -> str:
    """The address of a member who has set up no second factor yet."""
    from allauth.mfa.models import Authenticator

    member = make_cast().owner
    Authenticator.objects.filter(user=member.user).delete()
    return member.user.email


def test_a_passkey_is_set_up_and_then_opens_the_desk_alone(live_server: Any, page: Any, bare: str) -> None:
    home = live_server.url
    page.goto(home + "/members/")
    page.fill("#id_login", bare)
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button")
    assert page.url == home + "/account/2fa/"
    page.click("text=Add a key")
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button")
    page.check("#id_passwordless")
    page.click("form[data-key] button")
    page.wait_for_url("**/recovery-codes/")
    page.goto(home + "/members/")
    assert page.locator("h1").inner_text() == "Members of my body"
    page.click("text=Sign out")
    page.wait_for_url("**/account/login/")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(home + "/")
    page.goto(home + "/members/")
    assert page.locator("h1").inner_text() == "Members of my body"


def test_a_security_key_is_a_second_factor_after_the_password(live_server: Any, page: Any, bare: str) -> None:
    home = live_server.url
    page.goto(home + "/account/login/")
    page.fill("#id_login", bare)
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button")
    page.goto(home + "/account/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button")
    page.click("form[data-key] button")
    page.wait_for_url("**/recovery-codes/")
    page.click("text=Sign out")
    page.fill("#id_login", bare)
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button")
    page.click("text=Use a security key")
    page.wait_for_url(home + "/")
    page.goto(home + "/account/2fa/webauthn/")
    assert page.locator("tbody tr").count() == 1
