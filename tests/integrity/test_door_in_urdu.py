"""Every step of a report is in Urdu: these pages come only after another one was sent, so no crawl finds them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mizan.integrity.door import sending
from tests.cast import sign_in
from tests.integrity.country import Country
from tests.integrity.helping import begun, helper_of
from tests.integrity.helping import walk as walk_with
from tests.integrity.walking import OFFICER, WORLD, about_a_person, digits_of, followed, main_form, open_door
from tests.web.door_table import INTAKE
from tests.web.page_forms import send
from tests.web.test_urdu_interface import read

# What the small country calls its bodies and bands is not of the program; nor is what the reporter herself wrote.
INVENTED = {"Body", "officer", "head", "unit", "agency", "death", "internal", "Unit"}


def faults(answer: Any) -> list[str]:
    reading = read(answer.content.decode())
    assert (reading.root.get("lang"), reading.root.get("dir")) == ("ur", "rtl")
    return [word for word in reading.found if not {*re.split("[^A-Za-z]", word)} & INVENTED]


@pytest.fixture
def door(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch, in_urdu: None) -> Any:
    open_door(country, monkeypatch)
    return public


def steps(door: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The answers of a whole report, by the address that was asked."""
    answer = door.get(f"/report/what/{WORLD}&lang=ur")
    pages = {"report/who/": send(door, main_form(answer, "/report/what/", kind="official", act="N12", stage=""))}
    pages["report/where/"] = send(door, main_form(pages["report/who/"], "/report/who/", **OFFICER))
    told = main_form(pages["report/where/"], "/report/where/", place="", narrative="جو میں نے دیکھا")
    pages["report/safety/"] = send(door, told)
    said = {"reprisal": "", "serious-death": "no", "serious-internal": "no"}
    pages["report/send/"] = send(door, main_form(pages["report/safety/"], "/report/safety/", **said))
    with monkeypatch.context() as busy:
        busy.setattr("mizan.integrity.stretching._room", Full())
        busy.setattr(sending, "WAIT", 0)
        pages["report/waiting/"] = send(door, main_form(pages["report/send/"], "/report/send/"))
    given = send(door, main_form(pages["report/waiting/"], "/report/waiting/"))
    pages["given"] = given
    pages["report/typed/"] = send(door, main_form(given, "/report/typed/", codeword=digits_of(given)))
    pages["slip"] = send(door, main_form(given, "/report/typed/", codeword="1" * 27))
    pages["followed"] = followed(door, digits_of(given))
    pages["of a person"] = about_a_person(door, "جو میں نے دیکھا")
    pages["report/begin/"] = send(door, main_form(pages["of a person"], "/report/begin/"))
    pages["report/files/"] = send(door, main_form(pages["followed"], "/report/files/"), {"files": ("a.txt", b"names")})
    return pages


class Full:
    def acquire(self, timeout: float) -> bool:
        return False


def test_every_step_of_a_report_is_in_urdu(
    door: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.SEALED = tmp_path / "sealed"
    pages = steps(door, monkeypatch)
    assert {row[0] for row in INTAKE if row[2] != 200} - pages.keys() == {"report/files/load/"}  # a file, not a page
    assert {name: faults(page) for name, page in pages.items() if faults(page)} == {}


def test_every_page_of_a_helper_is_in_urdu(help_desk: Country, in_urdu: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(Client(), helper_of("NGO"))
    first = client.get("/assist/?lang=ur")
    pages = {"first": first, "channel": begun(client, lang="ur"), "check": walk_with(client, channel="voice_note")}
    pages["files"] = send(client, main_form(pages["check"], "/assist/send/"))
    pages["codeword"] = send(client, main_form(pages["files"], "/assist/files/"))
    pages["stale"] = send(client, main_form(pages["check"], "/assist/send/"))
    own = sign_in(Client(), helper_of("STATION"))
    own.get("/assist/?lang=ur")
    pages["declined"] = walk_with(own)
    assert {name: faults(page) for name, page in pages.items() if faults(page)} == {}
