"""Bad input gets an answer in words, never a 500: any address, query, form or header, at both doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.web import door_table as table

pytestmark = pytest.mark.django_db
WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "\x00",
        "\ud800",
        "-1",
        "0",
        "9" * 40,
        "1e999",
        "NaN",
        "' OR 1=1 --",
        "../../etc/passwd",
        "<svg onload=x>",
        "\u202e",
        "real,exercise",
    ]
)
NAMES = st.sampled_from(
    ["page", "sort", "as", "world", "lang", "q", "pillar", "side", "kind", "level", "standing", "state", "served",
     "strength", "cluster", "instrument", "place", "year", "x", "next", "key", "until", "email", "login", "code"]
)  # fmt: skip
FIELDS = st.dictionaries(NAMES, WORDS, max_size=5)
PLACES = (
    "{obligation}",
    "{action}",
    "{plan}",
    "{instrument}",
    "{indicator}",
    "{body}",
    "{place}",
    "{post_of_coordinator}",
)
CALM: Any = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


def quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def address(path: str, word: str, fields: dict[str, str]) -> str:
    for place in PLACES:
        path = path.replace(place, quoted(word) or "x")
    return path + "?" + "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields.items())


def form(fields: dict[str, str]) -> dict[str, str]:
    return {name: value.encode("utf-8", "replace").decode("utf-8") for name, value in fields.items()}


@settings(max_examples=120, **CALM)
@given(row=st.sampled_from(table.PUBLIC), word=WORDS, fields=FIELDS)
def test_no_address_breaks_the_public_door(public: Any, row: table.Row, word: str, fields: dict[str, str]) -> None:
    public.raise_request_exception = False
    assert public.get(address(row[1], word, fields)).status_code < 500


@settings(max_examples=120, **CALM)
@given(
    row=st.sampled_from([*table.OPEN, *table.OWN, *table.MEMBERS_ONLY]), word=WORDS, fields=FIELDS, method=st.booleans()
)
def test_no_address_and_no_form_breaks_the_desk(
    cast: Cast, desk: Callable[..., Any], row: table.Row, word: str, fields: dict[str, str], method: bool
) -> None:
    client = desk(cast.coordinator)
    client.raise_request_exception = False
    url = address(row[1], word, fields)
    answer = client.post(url, form(fields)) if method else client.get(url)
    assert answer.status_code < 500


@settings(max_examples=60, **CALM)
@given(fields=st.fixed_dictionaries({"login": WORDS, "password": WORDS}), path=st.sampled_from(
    ["/account/login/", "/account/password/reset/", "/account/2fa/webauthn/login/", "/account/logout/"]))  # fmt: skip
def test_no_form_breaks_the_entrance(desk: Callable[..., Any], path: str, fields: dict[str, str]) -> None:
    client = desk()
    client.raise_request_exception = False
    sent = form({**fields, "email": fields["login"], "credential": fields["password"]})
    assert client.post(path, sent).status_code < 500


@pytest.mark.parametrize(
    "query",
    ["x=" + "y" * 100_000, "&".join(f"n{i}=1" for i in range(3000)), "%ff%fe=%c3%28", "page=" + "9" * 5000, "=&=&;"],
)
def test_huge_and_broken_queries_are_answered(public: Any, query: str) -> None:
    public.raise_request_exception = False
    assert public.get(f"/obligations/?{query}").status_code < 500


def test_a_nul_is_refused_in_words(public: Any) -> None:
    for url in ("/obligations/?q=a%00b", "/obligations/a%00b/", "/?%00=1"):
        answer = public.get(url)
        assert answer.status_code == 400
        assert b"could not be read" in answer.content


def test_too_many_fields_are_refused_in_words(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.coordinator)
    answer = client.post("/members/admit/", {f"n{number}": "1" for number in range(500)})
    assert answer.status_code == 400
    assert b"could not be read" in answer.content


def test_a_form_of_a_kind_nobody_reads_is_answered(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.coordinator)
    client.raise_request_exception = False
    for kind, body in (
        ("application/json", b"{"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--b\r\n"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=%ff"), ("text/plain", b"\xff\x00"),
    ):  # fmt: skip
        assert client.generic("POST", "/members/admit/", body, content_type=kind).status_code < 500, kind
