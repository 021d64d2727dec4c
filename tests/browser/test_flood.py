"""While junk arrives without a pause, somebody's report is stored and her codeword shown. See `benches/flood.py`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from browser.house import prepared
from browser.public_door import PublicDoor, public_door
from tests.integrity.sender import Sender

pytestmark = pytest.mark.browser
SENDERS, REAL = 8, 5
SHOWN_WITHIN = 20.0  # seconds, on a machine that does other work; docs/integrity.md states what was measured


@pytest.fixture
def door(request: Any, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[PublicDoor]:
    base = tmp_path_factory.getbasetemp()
    shutil.copytree(prepared(base.parent if hasattr(request.config, "workerinput") else base), tmp_path / "var")
    with public_door(tmp_path / "var") as opened:
        yield opened


def test_I15_a_report_in_a_flood_is_stored_and_its_codeword_shown_and_nobody_is_refused(door: PublicDoor) -> None:
    over, begun = Event(), Event()

    def junk(number: int) -> int:
        sent = 0
        while not over.is_set():
            Sender("127.0.0.1", door.port).report(f"Junk {number}, {sent}.")  # an answer other than 200 ends it
            sent += 1
            begun.set()
        return sent

    with ThreadPoolExecutor(SENDERS) as people:
        flood = [people.submit(junk, number) for number in range(SENDERS)]
        try:
            assert begun.wait(SHOWN_WITHIN * 6)
            shown = [within(door.port, number) for number in range(REAL)]
        finally:
            over.set()
        assert sum(one.result() for one in flood) > REAL, "there was no flood"
    assert max(seconds for seconds, _digits in shown) < SHOWN_WITHIN
    assert all(Sender("127.0.0.1", door.port).follows(digits) for _seconds, digits in shown)


def within(port: int, number: int) -> tuple[float, str]:
    """Seconds from Send to the codeword, and the codeword."""
    send = Sender("127.0.0.1", port).to_the_check(f"What I saw, {number}.")
    began = time.perf_counter()
    digits = send()
    return time.perf_counter() - began, digits
