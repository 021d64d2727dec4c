"""A taken port, a forbidden one, a wrong one and a folder in use are said clearly, before anything starts."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mizan.web.supervise import command
from mizan.web.supervise.house import HOUSE, Process
from mizan.web.supervise.options import Plan, read
from mizan.web.supervise.ports import PortRefused, claimed

DOORS = Plan(
    processes=(
        Process("public", ("false",), offset=0),
        Process("desk", ("false",), offset=1),
        Process("witness", ("false",), listens=11),
    ),
    prepare=None,
)


@pytest.fixture
def pair() -> int:
    """A free port with a free successor and eleventh, outside the range from which systems draw ports."""
    while True:
        port = random.randrange(20000, 32000, 2)
        with contextlib.suppress(PortRefused), claimed([port, port + 1, port + 11]):
            return port


@contextlib.contextmanager
def another_program_on(port: int) -> Iterator[None]:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        yield


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIZAN_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("MIZAN_PORT", raising=False)
    return tmp_path / "var"


@pytest.mark.parametrize("offset", [0, 1, 11])
def test_a_taken_port_is_named_with_the_way_out(pair: int, offset: int, capfd: pytest.CaptureFixture[str]) -> None:
    with another_program_on(pair + offset):
        code = command.main(["--port", str(pair)], DOORS)
    said = capfd.readouterr().err
    assert code == 2
    assert f"Port {pair + offset} is taken" in said
    assert "--port" in said


def test_a_witness_is_given_the_socket_that_was_claimed_for_it(pair: int) -> None:
    options = read(["--port", str(pair)], DOORS, {})
    public, _desk, witness = DOORS.processes
    with claimed([pair], on_ipv4=options.ports(DOORS.listeners)) as sockets:
        (claim,) = sockets[pair + 11]
        assert claim.getsockname() == ("127.0.0.1", pair + 11)
        assert options.binding(witness, sockets) == (["--socket", str(claim.fileno())], [claim.fileno()])
        assert options.binding(public, sockets)[1] == [one.fileno() for one in sockets[pair]]


def test_every_listener_of_the_house_is_claimed_before_it_starts() -> None:
    assert Plan().doors == {"public": 0, "desk": 1}
    assert sorted(Plan().listeners.values()) == [11, 12, 13]
    assert Plan().last == 13


def test_only_the_welcome_speaks_at_a_start() -> None:
    assert [one.name for one in HOUSE if one.offset is None and "--quiet" not in one.command] == []


def test_a_port_taken_on_ipv6_alone_counts_as_taken() -> None:
    with socket.socket(socket.AF_INET6) as other:
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            other.bind(("::1", 0))
        except OSError:
            return  # this machine has no IPv6: nobody can take the port there
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortRefused), claimed([port]):
            pass


def test_a_refused_port_leaves_no_socket_behind(pair: int) -> None:
    with another_program_on(pair + 1), pytest.raises(PortRefused), claimed([pair, pair + 1]):
        pass
    with claimed([pair]) as sockets:
        assert sockets[pair]


def test_a_closed_port_can_be_taken_again_at_once(pair: int) -> None:
    with (
        claimed([pair]) as sockets,
        socket.create_connection(("127.0.0.1", pair)),
        sockets[pair][0].accept()[0],
    ):
        pass  # our side closes first and leaves TIME_WAIT behind
    with claimed([pair]):
        pass


@pytest.mark.parametrize("word", ["", "0", "-1", "65535", "70000", "eight", "8000.5", "٨٠٠٠"])
def test_a_wrong_port_is_bad_input(word: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main([f"--port={word}"], DOORS)
    assert refused.value.code == 2
    assert "a port is a number from 1 to 65524" in capfd.readouterr().err


def test_a_folder_in_use_names_who_uses_it(folder: Path, pair: int, capfd: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    with (folder / "supervise.lock").open("w+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("http://localhost:8000 (process 77)\n")
        lock.flush()
        code = command.main(["--port", str(pair)], DOORS)
    said = capfd.readouterr().err
    assert code == 2
    assert "already runs" in said
    assert "http://localhost:8000 (process 77)" in said
    assert "MIZAN_VAR" in said


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, pair: int, monkeypatch: pytest.MonkeyPatch, capfd
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MIZAN_VAR", str(tmp_path / "file" / "var"))
    assert command.main(["--port", str(pair)], DOORS) == 2
    assert "cannot be written to" in capfd.readouterr().err


def test_one_number_moves_every_door() -> None:
    options = read(["--port", "9100"], Plan(), {})
    ours = [one for one in HOUSE if not one.name.startswith("witness.")]
    assert {one.name: options.port_of(one) for one in ours} == {"public": 9100, "desk": 9101, "worker": None}
    assert len(HOUSE) - len(ours) == 3  # the witnesses of the demonstration
    assert all(options.environment(one)["MIZAN_PORT"] == "9100" for one in HOUSE)


def test_the_port_can_come_from_the_environment() -> None:
    assert read([], Plan(), {"MIZAN_PORT": "9200"}).port == 9200
    assert read([], Plan(), {}).port == 8000


def test_each_process_has_its_own_settings() -> None:
    options = read([], Plan(), {})
    ours = [one for one in HOUSE if not one.name.startswith("witness.")]
    settings = {one.name: options.environment(one)["DJANGO_SETTINGS_MODULE"] for one in ours}
    assert settings == {name: f"mizan.web.settings.{name}" for name in ("public", "desk", "worker")}


def test_flags_for_another_gunicorn_do_not_reach_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--bind 0.0.0.0:80")
    assert "GUNICORN_CMD_ARGS" not in read([], Plan(), os.environ).environment(HOUSE[0])
