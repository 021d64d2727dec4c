"""A door loads its pages before the first visitor, and its collector leaves alone what stays for good."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mizan.web import readiness, settling, wsgi


@pytest.fixture
def thawed() -> Iterator[None]:
    """What a test froze is the collector's again."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_a_door_holds_for_good_is_not_walked_over_again() -> None:
    settling.settle()
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 1_000
    assert gc.isenabled()


def test_each_door_settles_once_nothing_stands_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mizan.web.settings.desk")
    monkeypatch.setattr(readiness, "refuse_to_open", lambda: order.append("asked"))
    monkeypatch.setattr(settling, "settle", lambda: order.append("settled"))
    assert callable(wsgi._door("mizan.web.settings.desk"))
    assert order == ["asked", "settled"]
