"""A referral from the desk's verb to the public page of the log: opened, escalated at each silence, at last overdue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mizan.kit import clock
from mizan.ledger.public.keeping import after_step
from mizan.prevention import services
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.ledger.logs import House
from tests.prevention.people import TODAY, Town, girl, run

WORDS = ("opened", "open", "met in time", "met late", "extended", "escalated", "overdue")
IDENTITY = r"(\d+) opened = (\d+) open \+ (\d+) met in time \+ (\d+) met late \+ (\d+) extended \+ (\d+) escalated \+ "
Look = Callable[[int], dict[str, int]]


@pytest.fixture
def look(town: Town, settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Look:
    """`look(8)`: eight days later the clock strikes, the log is written and signed; what everybody reads at /log/."""
    house = House(tmp_path)
    settings.LOG = tmp_path / "log"
    house.write_policy()
    writer, public = house.sequencer(), request.getfixturevalue("public")

    def after(days: int) -> dict[str, int]:
        strikes = noon(TODAY + timedelta(days=days))
        written = strikes + timedelta(hours=2)  # an entry waits for its slot
        house.clock[0] = int(written.timestamp())
        with clock.at(strikes):
            tick("real")
        with clock.at(written):
            after_step(settings.LOG, house.policy, writer.step(house.now), house.now)
            page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", public.get("/log/").content.decode()))
        found = re.search(IDENTITY + r"(\d+) overdue", page)
        assert found is not None
        return {word: int(n) for word, n in zip(WORDS, found.groups(), strict=True) if int(n)}

    return after


def test_I4_a_silent_referral_is_one_more_overdue_duty_in_the_public_log(town: Town, look: Look) -> None:
    run(town, town.school, places=9)
    run(town, town.centre)
    services.refer(town.helper.actor, services.NewReferral(girl(town), town.need))
    heard = services.refer(town.helper.actor, services.NewReferral(girl(town), town.need))
    assert look(0) == {"opened": 2, "open": 2}
    services.answer(town.school.actor, heard, "accepted")
    assert look(1) == {"opened": 2, "open": 1, "met in time": 1}
    assert look(8) == {"opened": 3, "open": 1, "met in time": 1, "escalated": 1}
    assert look(16) == {"opened": 4, "open": 1, "met in time": 1, "escalated": 2}
    assert look(26) == {"opened": 4, "met in time": 1, "escalated": 2, "overdue": 1}
    assert look(400) == {"opened": 4, "met in time": 1, "escalated": 2, "overdue": 1}  # nothing takes it away
