"""Somebody who reports over real HTTP, as a plain browser would: six pages to the codeword, one to look it up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from types import SimpleNamespace
from typing import Any

from tests.web.page_forms import Form, body_of, digits_of, main_form

WORLD = "?world=exercise"
WHO = {"institution": "EX-LEA-1", "unit": "EX-LEA-1-FLD", "band": "line", "name": "", "chief": ""}
PATIENCE = 120  # seconds for one answer: a loaded machine is slow, not broken
WAITS = 30  # times that somebody asks again for the codeword of a stored report


class Gone(Exception):
    """The door did not answer, or not to the end."""


@dataclass(frozen=True)
class Sender:
    """One reporter. Raises `Gone`, and AssertionError for an answer that is none."""

    host: str
    port: int

    def report(self, story: str) -> str:
        """Send one about an officer of the exercise; the digits of the codeword as soon as they are shown."""
        return self.to_the_check(story)()

    def to_the_check(self, story: str) -> Callable[[], str]:
        """Everything but Send, which is given back."""
        page = self.ask("GET", f"/report/what/{WORLD}")
        page = self.post(main_form(page, "/report/what/", kind="official", act="N12", stage=""))
        page = self.post(main_form(page, "/report/who/", **WHO))
        page = self.post(main_form(page, "/report/where/", place="", narrative=story))
        page = self.post(main_form(page, "/report/safety/", reprisal=""))
        return partial(self._send, main_form(page, "/report/send/"))

    def _send(self, form: Form) -> str:
        page = self.post(form)
        for _ in range(WAITS):
            if 'class="big" dir="ltr">' in page.content.decode():
                return digits_of(page)
            page = self.post(main_form(page, "/report/waiting/"))
        raise AssertionError("no codeword was shown")

    def follows(self, digits: str) -> bool:
        """Whether the codeword opens a report."""
        for _ in range(WAITS):
            page = self.ask("POST", f"/report/follow/{WORLD}", f"codeword={digits.replace(' ', '+')}".encode())
            if page.status_code != 503:  # too many look up at once: come again
                return page.status_code == 200 and 'name="holds"' in page.content.decode()
        return False

    def post(self, form: Form) -> Any:
        body, _kind = body_of(form, {})
        page = self.ask("POST", form.address, body)
        assert page.status_code == 200, (form.address, page.status_code, page.content[-2000:])
        return page

    def ask(self, method: str, address: str, body: bytes | None = None) -> Any:
        """A connection for each page: a door ends those that wait, and who thinks for long finds hers ended."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        with closing(HTTPConnection(self.host, self.port, timeout=PATIENCE)) as way:
            try:
                way.request(method, address, body, headers | {"Connection": "close"})
                answer = way.getresponse()
                return SimpleNamespace(status_code=answer.status, content=answer.read())
            except (OSError, HTTPException) as error:
                raise Gone(str(error)) from error
