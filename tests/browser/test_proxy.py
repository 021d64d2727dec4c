"""A report with 50 MB of files through the shipped proxy: neither it nor the sender's address is on any disk.

A real nginx (Debian's package) with `deploy/nginx.conf` before the real public door, no browser. The bytes are searched
for when half of them were sent, and again when all were. Three controls spoil the proxy, the door and the log, and the
same search finds what it must.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from browser import proxy as proxies
from browser.house import prepared
from browser.proxy import CALLER, Caller, Change, Proxy, broken_handshake, proxy
from browser.public_door import PublicDoor, public_door
from browser.searching import family, forms_of, holding, places
from tests.integrity.sender import WORLD
from tests.web.page_forms import body_of, main_form

pytestmark = pytest.mark.browser
MB = 1_000_000
LEAKY = """
def post_worker_init(worker):
    from django.core.files.uploadhandler import TemporaryFileUploadHandler
    from mizan.integrity.door import uploads
    plain = uploads.MultiPartParser
    uploads.MultiPartParser = lambda meta, request, handlers, encoding: plain(
        meta, request, [TemporaryFileUploadHandler(request), *handlers], encoding)
"""


class Trial:
    """One door behind one proxy, with a marker that nobody wrote before."""

    def __init__(self, door: PublicDoor, front: Proxy, var: Path) -> None:
        self.door, self.front, self.folders = door, front, [var, front.prefix]
        self.marker, self.began = f"zarnigar-{token_hex(12)}", time.time()
        self.caller = Caller("127.0.0.1", front.tls)
        self.read: list[str] = []

    def search(self, forms: list[bytes]) -> list[str]:
        """Where one of the forms stands now."""
        pids = [*family(self.door.pid), *family(self.front.pid)]
        found, self.read = holding(places(self.folders, pids, self.began), forms)
        return found

    def upload(self, size: int) -> tuple[list[str], Any]:
        """A report with a file full of the marker. What was found halfway, and the answer."""
        digits = self.caller.report(f"It begins. {self.marker} It ends.")
        followed = f"codeword={digits.replace(' ', '+')}".encode()
        page = self.caller.ask("POST", f"/report/follow/{WORLD}", followed)
        form = main_form(page, "/report/files/")
        line = f"{self.marker} ".ljust(100, ".").encode()
        body, kind = body_of(form, {"files": (f"{self.marker}.txt", line * (size // len(line)))})
        way = self.caller.way()
        way.putrequest("POST", form.address)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Connection", "close")):
            way.putheader(name, value)
        way.endheaders(body[: len(body) // 2])
        halfway = self.search(forms_of(self.marker))
        way.send(body[len(body) // 2 :])
        return halfway, way.getresponse()


@pytest.fixture
def open_trial(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, request: Any) -> Iterator[Any]:
    base = tmp_path_factory.getbasetemp()
    ready = prepared(base.parent if hasattr(request.config, "workerinput") else base)
    (temporary := tmp_path / "temporary").mkdir()
    with ExitStack() as stack:

        def opened(change: Change = str, **more: str) -> Trial:
            var = tmp_path / "var"
            shutil.copytree(ready, var)
            door = stack.enter_context(public_door(var, TMPDIR=str(temporary), **more))
            front = stack.enter_context(proxy(tmp_path / "nginx", door.port, change))
            return Trial(door, front, tmp_path)

        yield opened


def test_a_report_with_50_MB_leaves_nothing_of_itself_on_any_disk(open_trial: Any) -> None:
    trial = open_trial()
    halfway, answer = trial.upload(50 * MB)
    during = trial.read
    shown = answer.read().decode()
    assert answer.status == 200
    assert "1 file is sealed and stored" in shown
    assert halfway == [] == trial.search(forms_of(trial.marker))
    assert any("/sealed/.part-" in name for name in during), "half of the file had not arrived when it was searched for"
    sealed = [path for path in trial.folders[0].rglob("sealed/*") if path.stat().st_size > 50 * MB]
    assert len(sealed) == 1
    assert str(sealed[0]) in trial.read
    assert any(name.endswith("mizan.sqlite3") for name in trial.read)


def test_a_proxy_that_puts_bodies_aside_is_found(open_trial: Any) -> None:
    trial = open_trial(lambda text: text.replace("proxy_request_buffering off", "proxy_request_buffering on"))
    halfway, answer = trial.upload(2 * MB)
    answer.read()
    assert halfway
    assert all("/nginx/client_body/" in name for name in halfway)


def test_a_door_that_puts_files_aside_is_found(open_trial: Any, tmp_path: Path) -> None:
    (tmp_path / "leaky.py").write_text(LEAKY)
    trial = open_trial(GUNICORN_CMD_ARGS=f"--config {tmp_path}/leaky.py")
    halfway, answer = trial.upload(2 * MB)
    answer.read()
    assert halfway
    assert all("/temporary/" in name for name in halfway)


def test_no_log_holds_the_address_of_who_came(open_trial: Any, capfd: pytest.CaptureFixture[str]) -> None:
    trial = open_trial()
    _everything_that_goes_wrong(trial)
    written = capfd.readouterr()
    assert CALLER not in written.out + written.err
    assert trial.search([CALLER.encode()]) == []
    assert str(trial.front.prefix / "error.log") in trial.read


def test_a_log_that_holds_addresses_is_found(open_trial: Any) -> None:
    trial = open_trial(lambda text: text.replace("error.log emerg", "error.log info"))
    _everything_that_goes_wrong(trial)
    assert str(trial.front.prefix / "error.log") in trial.search([CALLER.encode()])


def _everything_that_goes_wrong(trial: Trial) -> None:
    """A visit, a missing page, a body that is too large, and what is no TLS."""
    broken_handshake(trial.front.tls)
    assert trial.caller.ask("GET", f"/report/what/{WORLD}").status_code == 200
    assert trial.caller.ask("GET", "/no/such/page").status_code == 404
    assert trial.caller.ask("POST", f"/report/what/{WORLD}", b"x=" + b"y" * (4 << 20)).status_code == 413


def test_what_the_door_is_told_of_a_visitor_is_nothing_but_her_language(tmp_path: Path) -> None:
    with proxies.listener() as (port, heard), proxy(tmp_path / "nginx", port) as front:
        telling = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9",
                   "Referer": "https://a.example/", "User-Agent": "a rare one", "Accept-Language": "ur"}  # fmt: skip
        for port_of, tls in ((front.tls, True), (front.onion, False)):
            heard.clear()
            answer = Caller("127.0.0.1", port_of, tls=tls).ask("GET", "/", **telling)
            told = {name.lower(): value for name, value in heard}
            assert answer.status_code == 200
            assert set(told) == {"host", "x-forwarded-proto", "accept-encoding", "accept-language"}
            assert told["x-forwarded-proto"] == ("https" if tls else "http")
            assert ("Strict-Transport-Security" in answer.headers) is tls
        heard.clear()
        Caller("127.0.0.1", front.desk).ask("GET", "/", **telling)
        assert dict(heard)["X-Forwarded-For"] == CALLER  # what she said herself is not believed


SLOW = 12  # more than the door has threads


def half_sent(caller: Caller, address: str, kind: str) -> Any:
    """A connection that sent the half of a body and now waits."""
    way = caller.way()
    way.putrequest("POST", address)
    for name, value in (("Content-Type", kind), ("Content-Length", "2000"), ("Connection", "close")):
        way.putheader(name, value)
    way.endheaders(b"x" * 1000)
    return way


def test_whoever_sends_forms_for_ever_holds_no_thread_of_the_door(open_trial: Any) -> None:
    trial = open_trial()
    slow = [half_sent(trial.caller, f"/report/what/{WORLD}", "application/x-www-form-urlencoded") for _ in range(SLOW)]
    assert trial.caller.report("A story between slow ones.")
    for way in slow:
        way.close()


def test_slow_files_leave_threads_to_text_and_the_fifth_is_told_to_wait(open_trial: Any) -> None:
    trial = open_trial()
    onion = Caller("127.0.0.1", trial.front.onion, tls=False)
    ways = (trial.caller, onion) * (SLOW // 2)  # both addresses lead to the same threads
    slow = [half_sent(one, f"/report/files/{WORLD}", "multipart/form-data; boundary=b") for one in ways]
    assert trial.caller.report("A story between slow files.")
    assert trial.caller.ask("POST", f"/report/files/{WORLD}", b"").status_code == 503
    for way in slow:
        way.close()
