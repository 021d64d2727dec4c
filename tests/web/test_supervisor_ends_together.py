"""The processes of a house end together, whatever ends first, and nothing is left behind.

The house here is real; its processes are a few lines of Python each, which write their process ids into a folder.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 30.0  # seconds until a wait is given up; a healthy run needs a fraction of one

HERE = "import os,sys; open(os.environ['SEEN'] + '/' + {name!r} + '.' + str(os.getpid()), 'w').close()\n"
DOOR = """
import select, socket
doors = [socket.socket(fileno=int(word[5:])) for word in sys.argv if word.startswith('fd://')]
while True:
    for door in select.select(doors, [], [])[0]:
        seen = door.accept()[0]
        seen.recv(4096)
        seen.sendall(b'HTTP/1.0 {status} X\\r\\n\\r\\nport ' + os.environ['MIZAN_PORT'].encode())
        seen.close()
"""
SLEEPER = "import time; time.sleep(600)\n"
DEAF = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen(os.environ['SEEN'] + '/deaf', 'w')\n"
POLITE = """
import signal,time
def leave(*_):
    open(os.environ['SEEN'] + '/goodbye', 'w').close()
    sys.exit()
signal.signal(signal.SIGTERM, leave)
open(os.environ['SEEN'] + '/polite', 'w').close()
time.sleep(600)
"""
DRIVER = """
import sys
from mizan.web.supervise import command, options
from mizan.web.supervise.house import Process
def process(name, body, offset=None):
    return Process(name, (sys.executable, '-c', body), offset=offset)
plan = options.Plan(processes=[{processes}], prepare={prepare}, accounts=None, grace={grace})
sys.exit(command.main(sys.argv[1:], plan))
"""


class House:
    """A supervisor in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None

    def start(self, *bodies: tuple[str, str], prepare: str = "", port: int | None = None) -> House:
        doors = 0
        words = []
        for name, body in bodies:
            offset = None
            if body.startswith(DOOR[:10]):
                offset, doors = doors, doors + 1
            words.append(f"process({name!r}, {HERE.format(name=name) + body!r}, {offset})")
        first = f"process('prepare', {HERE.format(name='prepare') + prepare!r})" if prepare else "None"
        driver = DRIVER.format(grace=0.5, processes=", ".join(words), prepare=first)
        self.process = subprocess.Popen(
            [sys.executable, "-c", driver, "--port", str(port or self.port)],
            env={**os.environ, "MIZAN_VAR": str(self.folder / "var"), "SEEN": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        return self

    def children(self) -> list[int]:
        """Process ids of everyone who ever started in this house."""
        return [int(path.suffix[1:]) for path in self.folder.iterdir() if path.suffix[1:].isdigit()]

    def wait_for(self, *names: str) -> None:
        wait_until(lambda: all(any(path.stem == name for path in self.folder.iterdir()) for name in names))

    def wait_until_open(self) -> None:
        assert self.process
        assert self.process.stdout
        for line in self.process.stdout:
            if "Stop with Ctrl-C" in line:
                return
        raise AssertionError("the house never opened")

    def send(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """Exit code and what was said, once the supervisor is gone."""
        assert self.process
        said, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
    for child in made.children():  # a broken supervisor must not leave its children to the next test
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    if made.process:
        made.process.communicate(timeout=PATIENCE)


def free_port() -> int:
    """A port whose successor is free too, outside the range from which systems draw ports for connections."""
    while True:
        port = random.randrange(20000, 32000, 2)
        with socket.socket() as one, socket.socket() as two, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            two.bind(("127.0.0.1", port + 1))
            return port


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def lives(process: int) -> bool:
    """Whether a process runs; a zombie that nobody has collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def all_gone(house: House) -> bool:
    return not any(lives(child) for child in house.children())


def page(host: str, port: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    connection.request("GET", "/")
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


OK = DOOR.format(status=200)
CAST = (("public", OK), ("desk", OK), ("worker", SLEEPER))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_it_opens_every_door_on_its_port(house: House, host: str) -> None:
    house.start(*CAST).wait_until_open()
    assert page(host, house.port) == (200, f"port {house.port}")
    assert page(host, house.port + 1) == (200, f"port {house.port}")


def test_it_listens_on_loopback_only(house: House) -> None:
    house.start(*CAST).wait_until_open()
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    hosts = {
        row[1].split(":")[0] for row in listening if row[3] == "0A" and int(row[1].split(":")[1], 16) == house.port
    }
    assert hosts == {"0100007F"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everyone(house: House, number: int) -> None:
    house.start(*CAST).wait_until_open()
    house.wait_for("public", "desk", "worker")
    house.send(number)
    code, said = house.end()
    assert code == 0
    assert "Everything has stopped." in said
    assert all_gone(house)


def test_a_child_that_dies_takes_the_rest_down_and_is_named(house: House) -> None:
    house.start(*CAST).wait_until_open()
    house.wait_for("worker")
    worker = next(path for path in house.folder.iterdir() if path.stem == "worker")
    os.kill(int(worker.suffix[1:]), signal.SIGKILL)
    code, said = house.end()
    assert code == 1
    assert '"worker" ended (signal SIGKILL)' in said
    assert all_gone(house)


def test_a_child_that_fails_at_once_is_named_with_its_code(house: House) -> None:
    code, said = house.start(("public", OK), ("worker", "sys.exit(7)")).end()
    assert code == 1
    assert '"worker" ended (exit code 7)' in said
    assert all_gone(house)


def test_a_door_that_answers_with_an_error_stops_the_start(house: House) -> None:
    code, said = house.start(("public", DOOR.format(status=500)), ("worker", SLEEPER)).end()
    assert code == 1
    assert "public door answers with error 500" in said
    assert all_gone(house)


def test_a_child_may_finish_its_work_first(house: House) -> None:
    house.start(("public", OK), ("tidy", POLITE)).wait_for("polite")
    house.wait_until_open()
    house.send(signal.SIGTERM)
    assert "killed" not in house.end()[1]
    assert (house.folder / "goodbye").exists()


def test_a_child_that_ignores_the_wish_to_stop_is_killed(house: House) -> None:
    house.start(("public", OK), ("stubborn", DEAF + SLEEPER)).wait_for("deaf")
    house.wait_until_open()
    house.send(signal.SIGINT)
    code, said = house.end()
    assert code == 0
    assert '"stubborn" did not stop by itself and was killed' in said
    assert all_gone(house)


def test_what_a_child_started_itself_ends_too(house: House) -> None:
    grandchild = HERE.format(name="grandchild") + DEAF + SLEEPER
    body = f"import subprocess; subprocess.Popen([sys.executable, '-c', {grandchild!r}])\n" + SLEEPER
    house.start(("public", OK), ("parent", body)).wait_for("grandchild", "deaf")
    house.wait_until_open()
    house.send(signal.SIGTERM)
    assert house.end()[0] == 0
    assert len(house.children()) == 3
    wait_until(lambda: all_gone(house))


def test_nobody_outlives_a_supervisor_that_was_killed(house: House) -> None:
    house.start(*CAST, ("stubborn", DEAF + SLEEPER)).wait_for("deaf")
    house.wait_until_open()
    house.send(signal.SIGKILL)
    house.end()
    wait_until(lambda: all_gone(house))


def test_doors_stay_shut_when_the_database_cannot_be_prepared(house: House) -> None:
    code, said = house.start(*CAST, prepare="sys.exit('no such pack')").end()
    assert code == 1
    assert "no such pack" in said
    assert "could not be prepared (exit code 1)" in said
    assert [path.stem for path in house.folder.iterdir() if path.suffix] == ["prepare"]


def test_ctrl_c_during_preparation_ends_it(house: House) -> None:
    house.start(*CAST, prepare=SLEEPER).wait_for("prepare")
    house.send(signal.SIGINT)
    assert house.end()[0] == 0
    assert all_gone(house)
