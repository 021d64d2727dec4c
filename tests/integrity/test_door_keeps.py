"""What the public door keeps between readers, and how often its pages and its two transactions ask the database.

A count that grows is no fault by itself: raise it here, and say in the commit what the new query is for. One that
shrinks is lowered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.institutions.rules.routing import Accused
from mizan.integrity.door import keeping
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.services.intake import give_codeword, intake, submit
from tests.integrity.country import Country
from tests.integrity.walking import OFFICER, WORLD, main_form, open_door, walk
from tests.web.page_forms import Form, send

MARKER = "qoqnoos-4412 is what nobody else writes"
NAME = "Simurgh Qoqnoosi"
BEFORE = {"who": "what", "where": "who", "safety": "where"}


@pytest.fixture
def door(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    open_door(country, monkeypatch)
    return public


@contextmanager
def asking(count: int) -> Iterator[None]:
    """Statements on tables; the frame of a transaction is not counted, nor what tells PostgreSQL who acts."""
    with CaptureQueriesContext(connection) as asked:
        yield
    made = [one["sql"] for one in asked if " FROM " in one["sql"] or one["sql"].startswith(("INSERT", "UPDATE"))]
    assert len(made) == count, "\n".join(made)


def pages(door: Any, narrative: str = "What I saw.", **who: str) -> Iterator[Form]:
    """The forms of one report in turn, each made from the page before it."""
    page = door.get(f"/report/what/{WORLD}")
    filled: list[tuple[str, dict[str, str]]] = [
        ("what", {"kind": "official", "act": "N12", "stage": ""}), ("who", OFFICER | who),
        ("where", {"place": "", "narrative": narrative}), ("safety", {"reprisal": ""}),
    ]  # fmt: skip
    for name, answers in filled:
        form = main_form(page, f"/report/{name}/", **answers)
        yield form
        page = send(door, form)
    yield main_form(page, "/report/send/")


def test_the_forms_ask_the_database_nothing_once_they_were_made(door: Any) -> None:
    list(pages(door))
    with asking(0):
        door.get(f"/report/what/{WORLD}")
    for form in list(pages(door))[:3]:
        with asking(0):
            assert send(door, form).status_code == 200


def test_the_check_and_the_sending_ask_no_more_than_routing_and_the_two_transactions(door: Any) -> None:
    list(pages(door))
    *_forms, safety, sending = pages(door)
    with asking(0):  # all of it is in the ground, whose own queries `test_rosters` counts
        send(door, safety)
    with asking(24):
        assert send(door, sending).status_code == 200


def test_the_two_transactions_ask_what_they_did(country: Country) -> None:
    accusation = Accusation((Accused("POLICE", "STATION", "officer"),), stage="recruitment", act="N01")
    actor = intake("exercise")
    give_codeword(actor, submit(actor, accusation, "What I saw.", on=country.ground))
    with asking(18):
        submitted = submit(actor, accusation, "What I saw.", on=country.ground)
    with asking(6):
        give_codeword(actor, submitted)


def test_nothing_that_a_reporter_wrote_is_in_what_is_kept(door: Any) -> None:
    for _ in range(2):
        assert send(door, list(pages(door, MARKER, name=NAME))[-1]).status_code == 200
    for form in list(pages(door, MARKER, name=NAME))[2:]:
        send(door, form.given("back", "1"))
    kept = list(cache._cache.values())  # type: ignore[attr-defined]  # pickled, in this process
    assert len(kept) > 5
    assert not any(word.encode() in value for value in kept for word in (MARKER, NAME))


def test_each_reader_gets_a_page_around_her_own_field_alone(door: Any) -> None:
    first, second = (send(door, next(iter(pages(door)))).content.decode() for _ in range(2))
    fields = [page.split('name="draft" value="')[1].split('"')[0] for page in (first, second)]
    assert fields[0] != fields[1]
    assert first.replace(fields[0], "") == second.replace(fields[1], "")
    assert keeping.HOLE not in first + second


@pytest.mark.parametrize("name", ["who", "where", "safety"])
def test_a_page_that_was_kept_is_the_page_that_is_made(door: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def page() -> str:
        found = next(one for one in pages(door) if one.address.startswith(f"/report/{BEFORE[name]}/"))
        answer = send(door, found)
        draft = answer.content.decode().split('name="draft" value="')[1].split('"')[0]
        return answer.content.decode().replace(draft, "")

    page()
    kept = page()
    monkeypatch.setattr(keeping, "_plain_name", lambda _request: "")
    cache.clear()
    assert page() == kept


def test_a_second_person_and_a_fault_are_shown_to_whoever_has_them(door: Any) -> None:
    who = list(pages(door))[1]
    again = send(door, who.given("another", "1")).content.decode()
    assert "1 person is named already" in again
    first = door.get(f"/report/what/{WORLD}")
    faulty = send(door, main_form(first, "/report/what/", act="N12", stage=""))
    assert faulty.status_code == 409
    assert "is named already" not in send(door, next(iter(pages(door)))).content.decode()


def test_answers_of_before_fill_the_page_that_is_gone_back_to(door: Any) -> None:
    page = walk(door, narrative=MARKER)
    for name in ("send", "safety"):
        form = main_form(page, f"/report/{name}/", back="1")
        page = send(door, form)
    assert MARKER in page.content.decode()
    assert MARKER not in send(door, list(pages(door))[1]).content.decode()
