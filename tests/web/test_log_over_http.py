"""The published log through a real door: the two applications, alone in an empty folder, verify and mirror it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from mizan.tlog.verifier.report import time_text
from tests.tlog.small_log import SmallLog, busy, publish

LEAVES = 600


@pytest.fixture
def log(settings: Any, tmp_path: Path, public: Any) -> SmallLog:
    settings.LOG = tmp_path / "log"
    return publish(settings.LOG, busy(LEAVES), [100, 400, LEAVES])


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def door(log: SmallLog) -> Iterator[str]:
    """The public door's application on a free port of this machine."""
    from django.core.handlers.wsgi import WSGIHandler

    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def fetch(url: str, folder: Path, *names: str) -> None:
    for name in names:
        with urlopen(f"{url}/{name}") as answer:
            (folder / name).write_bytes(answer.read())


def run(folder: Path, *words: str) -> tuple[int, str]:
    """A zip application without the environment, the user's packages or the folder on the path."""
    command = [sys.executable, "-I", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("application", ["mizan-verify.pyz", "mizan-witness.pyz"])
def test_an_application_from_the_page_verifies_and_mirrors_the_log(
    log: SmallLog, elsewhere: Path, door: str, application: str
) -> None:
    url = f"{door}/log"
    fetch(url, elsewhere, application, "policy")
    asked = ("--policy", "policy", "--now", time_text(log.now))
    code, said = run(elsewhere, application, "verify", url, *asked)
    assert (code, said.splitlines()[-1]) == (0, "all holds"), said
    code, said = run(elsewhere, application, "mirror", url, "copy", *asked)
    assert code == 0, said
    assert (elsewhere / "copy" / "checkpoint").read_bytes() == log.read("checkpoint")
    assert run(elsewhere, application, "verify", "copy", *asked)[0] == 0


def test_one_flipped_byte_is_named_by_file_byte_and_reason(log: SmallLog, elsewhere: Path, door: str) -> None:
    url = f"{door}/log"
    fetch(url, elsewhere, "mizan-verify.pyz", "policy")
    bundle = bytearray(log.read("tile/entries/001"))
    bundle[106 * 7 + 50] ^= 1
    log.write("tile/entries/001", bytes(bundle))
    code, said = run(elsewhere, "mizan-verify.pyz", "verify", url, "--policy", "policy", "--now", time_text(log.now))
    assert code == 1
    assert f"FAULT      tile/entries/001: byte {106 * 7}: the entry is not the one that was signed" in said


def test_head_sends_no_bytes_over_the_wire(log: SmallLog, door: str) -> None:
    with urlopen(Request(f"{door}/log/tile/entries/000", method="HEAD")) as answer:
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["Content-Length"]) == len(log.read("tile/entries/000"))
