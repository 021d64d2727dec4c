"""Every test of this room may have the small country, and peppers of the tests' own."""

from __future__ import annotations

import pytest

from tests.integrity.country import Country, make_country


@pytest.fixture
def country(db: None) -> Country:
    return make_country()
