"""The PostgreSQL of the tests: private, with the roles of production, and gone whatever happens."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mizan.web.testing.postgres import ROLES, PostgresMissing, ThrowAwayPostgres, binaries, main

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server() -> Iterator[ThrowAwayPostgres]:
    with ThrowAwayPostgres() as started:
        yield started


def ask(server: ThrowAwayPostgres, query: str, role: str = "owner") -> list[tuple]:
    with psycopg.connect(server.address(role), autocommit=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_connect_and_has_no_special_power(server: ThrowAwayPostgres, role: str) -> None:
    ((user, superuser, bypass, make_roles, make_databases),) = ask(
        server,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user",
        role,
    )
    assert (user, superuser, bypass, make_roles) == (role, False, False, False)
    assert make_databases == (role == "owner")


def test_only_the_owner_owns_the_database(server: ThrowAwayPostgres) -> None:
    assert ask(server, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'mizan'") == [("owner",)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, "CREATE TABLE nobody (a int)", "intake")


def test_it_listens_on_no_network(server: ThrowAwayPostgres) -> None:
    assert ask(server, "SHOW listen_addresses") == [("",)]
    assert server.folder.stat().st_mode & 0o077 == 0


def test_it_speaks_every_script(server: ThrowAwayPostgres) -> None:
    assert ask(server, "SHOW server_encoding") == [("UTF8",)]
    assert ask(server, "SELECT length('میزان')") == [(5,)]


def fail_beside_a_server(folders: list[Path]) -> None:
    with ThrowAwayPostgres() as server:
        folders.append(server.folder)
        raise RuntimeError


def test_nothing_is_left_after_a_failure() -> None:
    folders: list[Path] = []
    with pytest.raises(RuntimeError):
        fail_beside_a_server(folders)
    assert not folders[0].exists()


def test_nothing_is_left_after_the_user_of_the_server_was_killed() -> None:
    script = (
        "import time\nfrom mizan.web.testing.postgres import ThrowAwayPostgres\n"
        "with ThrowAwayPostgres() as server:\n    print(server.folder, flush=True)\n    time.sleep(600)"
    )
    user = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert user.stdout
    folder = Path(user.stdout.readline().strip())
    postmaster = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    user.send_signal(signal.SIGKILL)
    user.communicate()
    deadline = time.monotonic() + 30
    while folder.exists() or Path(f"/proc/{postmaster}").exists():
        assert time.monotonic() < deadline, "the server outlived its user"
        time.sleep(0.05)


def test_a_command_gets_the_address_and_its_exit_code_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["sh", "-c", 'echo "$MIZAN_DATABASE_URL"; exit 3']) == 3
    assert re.fullmatch(r"postgresql://owner@/mizan\?host=/\S+", capfd.readouterr().out.strip())


def test_a_machine_without_a_server_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(PostgresMissing, match="apt-get install postgresql"):
        binaries(str(tmp_path))


def test_the_newest_server_is_taken(tmp_path: Path) -> None:
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert binaries(str(tmp_path)).parent.name == "17"


def test_the_socket_has_a_short_name_even_in_a_long_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with ThrowAwayPostgres() as server:
        assert len(os.fsencode(server.folder)) < 80
        assert ask(server, "SELECT 1") == [(1,)]
