"""I-1 with the accused's eye: two worlds from one beginning, one with the report and one without, look the same.

Every route of the desk and of the public door is asked, with the report's own identifier where one is asked for, by
reading and by writing. Status, headers, bytes and the number of queries must be equal. Left out of the comparison, and
nothing else: tokens against forged forms, nonces, and cookies. National totals of the log's page come from published
files and not from rows; nothing is published in between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mizan.institutions.models import Institution, User
from mizan.institutions.rules.routing import Accused
from mizan.integrity.models import Report
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.clock import tick
from mizan.kit import clock
from mizan.kit.actors import Role
from mizan.kit.models import Notice
from tests.cast import make_member, sign_in
from tests.integrity.country import CLOCK, Country
from tests.integrity.desk import ABOUT_OFFICER, days, sent
from tests.integrity.test_desk_pages import Desk
from tests.web import door_table as table

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
CHANGES = re.compile(r'(?<=csrfmiddlewaretoken" value=")\w+|nonce-[^"\']*|sessionid=[^;]*|csrftoken=[^;]*')
HEADS = ("Location", "Cache-Control", "Content-Type", "Content-Length", "Content-Disposition")


KEPT_OUT = ("POLICE", "STATION")  # bodies that no report of this file is readable for


@dataclass(frozen=True)
class Sight:
    """One answer as the one who asks can tell it from another."""

    status: int
    heads: tuple[str, ...]
    content: str
    queries: int


def addresses(report: UUID, *, whole: bool) -> Iterator[str]:
    """The addresses that only members have, `whole` the public ones too; the report's identifier wherever one is asked
    for."""
    public = {row[0] for row in table.PUBLIC}
    for row in table.MEMBERS_ONLY:
        if row[0] in public and not whole:
            continue
        at = row[1].replace(table.NO_ID, str(report))
        yield re.sub(r"\{\w+\}", "STATION", at)
    yield from (f"/inbox/{report}/?lang=ur", "/inbox/?as=csv", "/institutions/?as=csv", "/accountability/?as=csv")


def asked(client: Client, method: str, address: str) -> Sight:
    """One answer; the cookies it sets are put back, so that a language or a session chosen by it does not last."""
    cookies = deepcopy(client.cookies)
    cache.clear()  # lists of bodies are kept for half a minute: on a slow machine that ends between the two worlds
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address)
    client.cookies = cookies
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = tuple(CHANGES.sub("", answer.headers.get(name, "")) for name in HEADS)
    return Sight(answer.status_code, heads, CHANGES.sub("", body.decode(errors="replace")), len(queries))


def everything(client: Client, report: UUID, people: list[User], *, whole: bool) -> dict[str, Any]:
    """All that this person can bring about, by what was tried. Each try is undone, so that none sees another."""
    seen: dict[str, Any] = {}
    for address in addresses(report, whole=whole):
        for method in ("get", "post"):
            with undone():
                seen[f"{method} {address}"] = asked(client, method, address)
    for one in [*people, *Institution.objects.filter(pk__in=KEPT_OUT)]:
        with undone():
            seen[f"delete {one.pk}"] = _deleted(one)
    seen["notices"] = list(Notice.objects.filter(user__in=people).values_list("kind", "url"))
    return seen


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _deleted(row: User | Institution) -> str:
    """What a deletion behind the services says: rows that point to the accused would tell of the report."""
    try:
        return str(row.delete()[1])
    except (ProtectedError, RestrictedError) as refused:
        held = refused.protected_objects if isinstance(refused, ProtectedError) else refused.restricted_objects
        return str(sorted({type(one).__name__ for one in held}))


def differences(
    desk: Desk, client: Client, people: list[User], happen: Callable[[Desk], UUID], *, whole: bool = False
) -> list[str]:
    """What this person can tell between the two worlds."""
    with clock.at(NOON):
        with undone():
            report = happen(desk)
            assert Report.objects.filter(pk=report).exists()
            there = everything(client, report, people, whole=whole)
        assert not Report.objects.exists()
        missing = everything(client, report, people, whole=whole)
    assert there.keys() == missing.keys()
    return [what for what, sight in there.items() if sight != missing[what]]


def reported(accusation: Accusation) -> Callable[[Desk], UUID]:
    return lambda desk: sent(desk.country, accusation).report


def acted_on_and_missed(accusation: Accusation, reader: str) -> Callable[[Desk], UUID]:
    """The report, acknowledged by somebody who may; then a duty is missed and the clock moves it."""

    def happen(desk: Desk) -> UUID:
        report, ground = sent(desk.country, accusation).report, desk.country.ground
        desk.officers[reader].does(report, ground, Act.ACKNOWLEDGE)
        tick(desk.country.on(desk.country.today + days(40)), CLOCK.secret)
        return report

    return happen


@pytest.fixture
def desk(country: Country, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


IA_HEAD = Accusation((Accused("POLICE", "IA", "unit_head"),), stage="recruitment", act="N01")
IA_OFFICER = Accusation((Accused("POLICE", "IA", "officer"),))
HEAD = Accusation((Accused("POLICE", "STATION", "agency_head"),))
VETOED = Accusation(ABOUT_OFFICER.accused, vetoes=frozenset({"IA"}))
UNKNOWN = Accusation((Accused("", "", ""),))
CASES = {"head of internal affairs": IA_HEAD, "a colleague there": IA_OFFICER, "head of the agency": HEAD,
         "vetoed by the reporter": VETOED, "nobody known": UNKNOWN}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_I1_internal_affairs_cannot_tell_a_report_that_keeps_it_out_from_none(desk: Desk, case: str) -> None:
    """Its reader has unlocked keys and an inbox."""
    client = desk.client("IA-1")
    people = [User.objects.get(pk=desk.officers[name].actor.id) for name in ("IA-1", "IA-2")]
    assert differences(desk, client, people, reported(CASES[case]), whole=CASES[case] is IA_HEAD) == []


@pytest.mark.slow
def test_I1_nor_once_it_was_acted_on_and_the_clock_moved_it(desk: Desk) -> None:
    client = desk.client("IA-1")
    people = [User.objects.get(pk=desk.officers["IA-1"].actor.id)]
    assert differences(desk, client, people, acted_on_and_missed(IA_HEAD, "OMB-1")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "role"), [("STATION", Role.INQUIRY), ("POLICE", Role.ADMITTER), ("MIN", Role.OPERATOR)]
)
def test_I1_the_accused_and_those_above_him_see_the_same_house(desk: Desk, body: str, role: Role) -> None:
    accused = make_member("accused", Institution.objects.get(pk=body), [role, Role.COORDINATOR])
    client = sign_in(Client(), accused)
    assert differences(desk, client, [accused.user], reported(ABOUT_OFFICER), whole=body == "STATION") == []


@pytest.mark.slow
def test_the_comparison_sees_what_a_true_reader_sees(desk: Desk) -> None:
    client = desk.client("IA-1")
    people = [User.objects.get(pk=desk.officers["IA-1"].actor.id)]
    found = differences(desk, client, people, reported(ABOUT_OFFICER))
    assert {"get /inbox/"} <= set(found)
    assert any(re.fullmatch(r"get /inbox/[0-9a-f-]{36}/", what) for what in found)


@pytest.mark.slow
def test_a_page_that_leaks_a_count_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.integrity.desk import pages

    honest = pages.inbox_rows
    monkeypatch.setattr(pages, "inbox_rows", lambda found, today: honest(found, today) * (1 + Report.objects.count()))
    monkeypatch.setattr(pages, "stripped", lambda *_: [])
    client = desk.client("IA-1")
    with_one = sent(desk.country, ABOUT_OFFICER)  # an honest report in the inbox of both worlds
    assert with_one

    def happen(one: Desk) -> UUID:
        return sent(one.country, IA_HEAD).report

    with clock.at(NOON):
        with undone():
            happen(desk)
            there = asked(client, "get", "/inbox/")
        missing = asked(client, "get", "/inbox/")
    assert there != missing
