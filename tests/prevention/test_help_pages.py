"""Find help: whole in one light page, honest about what nobody published, and telling nobody that she was here."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from mizan.kit import clock
from mizan.places.models import Place
from mizan.prevention.light import ELEMENT, HASH
from mizan.prevention.models import Service
from tests.prevention.helping import fill

MOST = 30_000  # bytes of a page, all that it needs included
MONDAY_NOON = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # 12:00 in Pakistan


@pytest.fixture
def pages(loaded_pack: None, both_languages: None, request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue("public")


def read(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def provinces() -> list[str]:
    return [str(one.pk) for one in Place.objects.filter(level__depth=1)]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_province_is_one_page_of_less_than_thirty_thousand_bytes(pages: Any, language: str) -> None:
    sizes = {}
    for code in provinces():
        fill(code, 60)
        answer = pages.get(f"/help/{code}/?lang={language}")
        assert answer.content.count(b"<li id=") >= 60
        sizes[code] = len(answer.content)
    sizes["start"] = len(pages.get(f"/help/?lang={language}").content)
    sizes["search"] = len(pages.get(f"/help/?lang={language}&day=now&place=PK6").content)
    assert max(sizes.values()) < MOST, sizes


def test_a_page_that_would_be_too_heavy_leaves_out_what_is_needed_least_and_says_so(pages: Any) -> None:
    fill("PK6", 60)
    light = read(pages, "/help/PK6/")
    assert ("Saraiki" in light, "There is much to show" in light) == (True, False)
    fill("PK7", 80)
    heavy = read(pages, "/help/PK7/")
    assert ("Saraiki" in heavy, "There is much to show" in heavy) == (False, True)
    assert heavy.count("Monday-Thursday 8:30-16:30") == 80


def test_every_district_stands_on_the_page_of_its_province(pages: Any) -> None:
    fill("PK6", 12)
    page = read(pages, "/help/PK6/")
    for district in Place.objects.filter(parent="PK6"):
        assert f'id="{district.pk}">{district.name["en"]}<' in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize("path", ["/help/", "/help/PK6/", "/help/s/SV-FIA-LINE/", "/help/?need=shelter"])
def test_a_page_asks_for_nothing_and_keeps_nothing(pages: Any, path: str) -> None:
    answer = pages.get(path)
    page = answer.content.decode()
    assert not re.search(r"<(script|img|iframe|object|video|audio|source)\b|\bsrc=|@import|url\(", page)
    assert re.findall(r"<link\b[^>]*>", page) == ['<link rel="icon" href="data:,">']
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="referrer" content="no-referrer">' in page
    assert re.search(r'<a href="https?://[^"]+" rel="noreferrer">Leave this page now</a>', page)
    assert not answer.cookies


def test_the_policy_lets_in_the_one_style_and_no_other(pages: Any) -> None:
    answer = pages.get("/help/")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["style-src"] == f"'sha256-{HASH}'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert policy["default-src"] == policy["font-src"] == "'none'"
    assert answer.content.decode().count("<style>") == 1
    assert ELEMENT in answer.content.decode()
    other = pages.get("/about/").headers["Content-Security-Policy"]
    assert "sha256" not in other


def test_the_hours_stand_before_anything_is_typed_and_unknown_ones_are_not_published(pages: Any) -> None:
    page = read(pages, "/help/")
    head, _search = page.split("<form", 1)
    assert "111-247-786" in head
    line = re.search(r"<li><a [^>]*>National telephone line.*?</li>", head)
    assert line
    assert "hours not published" in line.group()
    assert not re.search("answers now|closed now", line.group())


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (MONDAY_NOON, "answers now"),
        (MONDAY_NOON.replace(hour=12), "closed now"),  # 17:00 there
        (MONDAY_NOON.replace(day=1), "closed now"),  # a Sunday
    ],
)
def test_who_answers_now_is_told_by_the_clock_of_the_country(pages: Any, moment: datetime, said: str) -> None:
    fill("PK6", 3)
    with clock.at(moment):
        page = read(pages, "/help/PK6/")
    there = (moment.hour + 5) % 24
    assert page.count(said) == 3
    assert f"at {there}:00, time of the country" in page.replace("at 0", "at ")


def test_the_address_of_a_shelter_is_on_no_page_and_in_no_row(pages: Any) -> None:
    from django.db import IntegrityError, transaction

    shelter = Service.objects.filter(kind="shelter").first()
    assert shelter is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=shelter.pk).update(address="Street 1")
    assert "The address of a shelter is never shown here." in read(pages, f"/help/s/{shelter.pk}/")


def test_a_search_tells_apart_what_fits_and_what_did_not_say(pages: Any) -> None:
    fill("PK6", 10)
    page = read(pages, "/help/?place=PK6&need=shelter&speaks=pa&sex=female&age=20&day=0&hour=12:00")
    fits, rest = page.split("May fit", 1)
    perhaps = rest.split("In the whole country", 1)[0]
    assert fits.count("District centre") == 1
    assert "Dar-ul-Aman" in perhaps
    assert "Dar-ul-Aman" not in fits
    assert "District centre" not in read(pages, "/help/?place=PK7&need=shelter").split("<form")[0]
    nobody = read(pages, "/help/?place=PK6&need=shelter&sex=male").split("In the whole country")[0]
    assert "Nothing that was published fits" in nobody


def test_a_search_that_makes_no_sense_is_told_so_and_finds_nothing(pages: Any) -> None:
    for query in ("need=xyz", "age=-4", "hour=99:99", "age=" + "9" * 400, "place=PK999"):
        answer = pages.get(f"/help/?{query}")
        assert answer.status_code == 200
        assert b"What fits" not in answer.content
        assert b"<small><strong>" in answer.content


def test_only_provinces_have_a_page(pages: Any) -> None:
    for path in ("/help/PK617/", "/help/XX/", "/help/s/XX/"):
        assert pages.get(path).status_code == 404


def test_the_exercise_says_so_and_shows_no_real_number(pages: Any) -> None:
    page = read(pages, "/help/PK6/?world=exercise")
    assert "Do not call these numbers" in page
    assert "111-247-786" not in page
    assert "Do not call these numbers" not in read(pages, "/help/PK6/")
