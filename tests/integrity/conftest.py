"""Every test of this room may have the small country, and peppers of the tests' own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import sign_in
from tests.integrity.country import Country, make_country
from tests.integrity.helping import helper_of
from tests.integrity.walking import open_door


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


@pytest.fixture
def help_desk(country: Country, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Country:
    """The small country with the desk open at which helpers type."""
    settings.SEALED = tmp_path / "sealed"
    open_door(country, monkeypatch)
    for page in ("helper", "pages"):
        monkeypatch.setattr(f"mizan.integrity.assist.{page}.ground", lambda _world, _day: country.ground)
    return country


@pytest.fixture
def helper(help_desk: Country) -> Client:
    return sign_in(Client(), helper_of("NGO"))
