from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.council.table import Board, make_board


@pytest.fixture
def board(db: None, cast: Cast) -> Board:
    return make_board(cast)
