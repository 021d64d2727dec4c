from __future__ import annotations

from collections.abc import Iterator

import pytest

from mizan.kit import clock
from tests.cast import Cast
from tests.prevention.people import TODAY, Town, make_town


@pytest.fixture
def town(db: None, cast: Cast) -> Iterator[Town]:
    from mizan.web.exercise.plan import noon

    with clock.at(noon(TODAY)):
        yield make_town(cast)
