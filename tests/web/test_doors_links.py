"""Nobody at the desk is shown a link that is closed to her or leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.web.door_table import MEMBERS
from tests.web.test_urdu_interface import walk


@pytest.mark.parametrize("each", [1, pytest.param(8, marks=pytest.mark.deep)])
@pytest.mark.parametrize("name", MEMBERS)
def test_every_kind_of_link_at_the_desk_answers_whoever_sees_it(
    name: str, each: int, loaded_pack: None, cast: Cast, desk: Callable[..., Any]
) -> None:
    """From the first page on, `each` pages of each kind and world, with filters and without; `walk` fails on any but
    200, which for a redirect is where it leads."""
    client = desk(cast.by_name()[name])
    seen = [address for address, _answer in walk(client, "mizan.web.urls.desk", ["/"], each=each)]
    assert len(seen) > 15
    assert any(address.startswith("/members/") for address in seen)
