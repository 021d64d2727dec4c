"""Whatever stands behind the question mark of a public address: an answer in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import get_resolver

from mizan.kit.listing import FilterForm
from tests.web import door_table as table
from tests.web.junk import JUNK
from tests.web.test_doors_table import names  # noqa: F401  (a fixture)
from tests.web.test_urdu_interface import URDU_LETTER, all_subclasses

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[2] / "src/mizan"
ANSWERS = {200, 302, 400, 404}
TURNS = 6  # of the ordinary run: each page so many times, every parameter with other junk each time


def parameters() -> list[str]:
    """Every name that any page reads from its address: fields of filters, and names in the code."""
    assert get_resolver("mizan.web.urls.public").url_patterns  # every room's filters are imported
    filters = {name for form in all_subclasses(FilterForm) for name in form.base_fields}  # type: ignore[attr-defined]
    read = (re.findall(r'GET\.get(?:list)?\("(\w+)"', path.read_text("utf-8")) for path in SOURCE.rglob("*.py"))
    return sorted(filters.union(*read))


def test_the_parameters_are_found() -> None:
    assert {"as", "budget", "lang", "pan", "page", "plan", "r", "sort", "state", "world"} <= set(parameters())


def wrong(public: Any, path: str, pairs: list[tuple[str, str]], language: str) -> str:
    """What is wrong with the answer, "" if nothing is."""
    sent = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in pairs)
    answer = public.get(f"{path}?{sent}", headers={"accept-language": language})
    said = [(name, value[:20]) for name, value in pairs]
    if answer.status_code not in ANSWERS:
        return f"{answer.status_code} {path} {said}"
    if answer.status_code in {400, 404}:
        heading = re.search(r"<h1>(.*?)</h1>", answer.content.decode(), re.DOTALL)
        if not heading or bool(URDU_LETTER.search(heading[1])) != (language == "ur"):
            return f"{answer.status_code} without words in {language}: {path} {said}"
    return ""


def turned(turn: int) -> list[tuple[str, str]]:
    """Every parameter with the junk of this turn. NUL is refused before any page reads the rest: tried alone."""
    junk = [value for value in JUNK if "\x00" not in value and len(value) < 1000]
    return [(name, junk[(turn * 5 + place) % len(junk)]) for place, name in enumerate(parameters()) if name != "lang"]


@pytest.mark.usefixtures("in_urdu")
def test_no_junk_in_an_address_breaks_a_public_page(names: dict[str, str], public: Any) -> None:  # noqa: F811
    public.raise_request_exception = False
    paths = [row[1].format(**names) for row in table.PUBLIC]
    tries = [(path, turned(turn), "ur" if turn % 2 else "en") for path in paths for turn in range(TURNS)]
    tries += [(path, [("page", "a\x00b")], lang) for path in paths[:3] for lang in ("en", "ur")]
    assert [fault for one in tries if (fault := wrong(public, *one))] == []


def each_alone(paths: list[str]) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    for path in paths:
        for place, name in enumerate(parameters()):
            for number, value in enumerate(JUNK):
                yield path, [(name, value)] * (1 + number % 2), "ur" if (place + number) % 2 else "en"


@pytest.mark.deep
@pytest.mark.usefixtures("in_urdu")
def test_no_junk_in_any_single_parameter_breaks_a_public_page(names: dict[str, str], public: Any) -> None:  # noqa: F811
    public.raise_request_exception = False
    paths = [row[1].format(**names) for row in table.PUBLIC]
    assert [fault for one in each_alone(paths) if (fault := wrong(public, *one))] == []


def test_a_filter_that_is_no_choice_is_said_to_be_wrong_and_narrows_nothing(loaded_pack: None, public: Any) -> None:
    for path in ("/obligations/", "/actions/"):
        whole, asked = (public.get(path + query).content.decode() for query in ("", "?pan=no-such"))
        assert whole.count("<tr") == asked.count("<tr") > 5
        assert "no-such" in asked
        assert asked.count('class="error') > whole.count('class="error')
