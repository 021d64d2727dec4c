"""The accounts of the demonstration at the desk's door: password, then the code of the second factor."""

from __future__ import annotations

from typing import Any

from browser.reading import Reader, follow


class Desk:
    """Signs each account in once, in the browser, and lets it come back with the same session."""

    def __init__(self, chromium: Any, door: str) -> None:
        self._chromium, self._door = chromium, door
        self._sessions: dict[str, Any] = {}

    def enter(self, name: str, language: str = "en", **options: Any) -> Reader:
        """A signed-in reader."""
        if name not in self._sessions:
            self._sessions[name] = self._sign_in(name)
        reader = Reader(self._chromium, self._door, language, storage_state=self._sessions[name], **options)
        reader.context.add_cookies([{"name": "mizan_desk_language", "value": language, "url": self._door}])
        return reader

    def stranger(self, language: str = "en", **options: Any) -> Reader:
        """Somebody at the desk's entrance."""
        return Reader(self._chromium, self._door, language, **options)

    def _sign_in(self, name: str) -> Any:
        from mizan.web.exercise.accounts import PASSWORD, code_now

        reader = self.stranger()
        page = reader.go("/account/login/")
        page.fill("#id_login", f"{name}@mizan.example")
        page.fill("#id_password", PASSWORD)
        follow(page.locator("form[action='/account/login/'] button"))
        page.fill("[name=code]", code_now(name))
        follow(page.locator("form:has([name=code]) button").first)
        page.wait_for_url(lambda url: "/account/" not in url)  # else this account was not let in
        session = reader.context.storage_state()
        reader.context.close()
        return session
