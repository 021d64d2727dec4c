from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mizan.kit import clock
from mizan.web.translations import compile_all
from tests.cast import Cast
from tests.prevention.people import TODAY, Town, make_town

LOCALE = Path(__file__).parents[2] / "src/mizan/locale"


@pytest.fixture
def town(db: None, cast: Cast) -> Iterator[Town]:
    from mizan.web.exercise.plan import noon

    with clock.at(noon(TODAY)):
        yield make_town(cast)


@pytest.fixture
def both_languages(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The catalogue as `mizan prepare` lays it: without it a test would read Urdu pages in English."""
    folder = tmp_path_factory.mktemp("locale")
    compile_all(LOCALE, folder)
    settings.LOCALE_PATHS = [folder]
