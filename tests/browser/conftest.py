"""Chromium, the two doors, and people who can sign in. The browser ends with this folder: another one may follow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.house import Ahead, House, open_house
from browser.people import Desk
from browser.reading import FLAGS, Reader


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A prepared demonstration, both doors open; each test process has its own copy."""
    with open_house(_shared(tmp_path_factory), tmp_path_factory.mktemp("house")) as opened:
        yield opened


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all test processes of this run have."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


@pytest.fixture
def reader(chromium: Any, house: House) -> Iterator[Callable[..., Reader]]:
    """`reader("ur")` is somebody at the public door, by default without script. What the browser complains about
    (blocked by the page policy, missing files) fails the test."""
    readers: list[Reader] = []

    def come(language: str = "en", *, script: bool = False, **options: Any) -> Reader:
        readers.append(Reader(chromium, house.public, language, java_script_enabled=script, **options))
        return readers[-1]

    yield come
    for one in readers:
        one.context.close()
    assert [line for one in readers for line in one.complaints] == []


@pytest.fixture(scope="package")
def signed_in(chromium: Any, house: House) -> Desk:
    """Sessions of the demonstration's accounts, opened once each by password and code."""
    return Desk(chromium, house.desk)


@pytest.fixture
def desk(signed_in: Desk) -> Iterator[Callable[..., Reader]]:
    """`desk("owner", "ur")` is the demonstration's owner at the desk, signed in with the second factor."""
    readers: list[Reader] = []

    def come(name: str, language: str = "en", **options: Any) -> Reader:
        readers.append(signed_in.enter(name, language, **options))
        return readers[-1]

    yield come
    for one in readers:
        one.context.close()
    assert [line for one in readers for line in one.complaints] == []


@pytest.fixture(scope="package")
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Another house, in which figures are filed and the exercise's day goes forward; each test process has one. Whoever
    uses it may find any later day, and what others did there."""
    with open_house(_shared(tmp_path_factory), tmp_path_factory.mktemp("own")) as opened:
        yield opened


@pytest.fixture(scope="package")
def ahead(own_house: House) -> Ahead:
    """The day of that house."""
    return Ahead(own_house)


@pytest.fixture(scope="package")
def own_desk(chromium: Any, own_house: House) -> Desk:
    """Each account signs in once: a code of the second factor is taken once."""
    return Desk(chromium, own_house.desk)


@pytest.fixture
def enter(own_desk: Desk) -> Iterator[Callable[..., Reader]]:
    """`enter("owner", "ur")` is the demonstration's owner at that house's desk."""
    people: list[Reader] = []

    def come(name: str, language: str) -> Reader:
        people.append(own_desk.enter(name, language, bypass_csp=True))
        return people[-1]

    yield come
    for one in people:
        one.context.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small file that can be handed in as evidence."""
    path = tmp_path / "record.txt"
    path.write_text("minutes of the exercise", encoding="utf-8")
    return path
