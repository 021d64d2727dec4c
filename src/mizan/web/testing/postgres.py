"""A throw-away PostgreSQL: own folder, own socket, no TCP, gone at the end whatever happens.

In Python:       with ThrowAwayPostgres() as server: server.address("desk")
On the command line:   python -m mizan.web.testing.postgres COMMAND ...   (MIZAN_DATABASE_URL is set for COMMAND)

The roles are those of a production database; none is a superuser or bypasses row-level security. Only the owner may
make databases, since the test runner makes one per process. Nothing is synced to disk: the data is not worth it.
KNOWN GAP: every role may connect without a password; the socket lies in a folder that only this account can enter.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from urllib.parse import quote

from mizan.web.supervise.guard import Guard

ROLES = ("owner", "desk", "intake", "sequencer")
DATABASE = "mizan"
START_WITHIN = 60.0  # seconds
_BINARIES = "/usr/lib/postgresql"
_LONGEST_SOCKET = 107  # bytes, sun_path on Linux
_FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # its workers hold a database that a test wants to drop
    "max_connections": "60",
    "shared_buffers": "64MB",
}


class PostgresMissing(Exception):
    """No server binaries on this machine, or no account to run them as."""


class ThrowAwayPostgres:
    """A running server as a context manager."""

    def __enter__(self) -> ThrowAwayPostgres:
        self._binaries = binaries()
        self._as_user = _as_user()
        self.folder = _folder()
        self._log = self.folder / "log"
        self._guard = Guard(grace=5)
        self._guard.keep("folder", self.folder)
        try:
            self._start()
            self._fill()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def address(self, role: str = "owner", database: str = DATABASE) -> str:
        """`postgresql://role@/database?host=folder`, which libpq and the settings understand."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.folder), safe='/')}"

    def environment(self) -> dict[str, str]:
        """This process's environment with the owner's address in MIZAN_DATABASE_URL."""
        foreign = {"PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE", "PGOPTIONS"}
        kept = {key: value for key, value in os.environ.items() if key not in foreign}
        return kept | {"MIZAN_DATABASE_URL": self.address()}

    def _start(self) -> None:
        if self._as_user:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self._run("initdb", "--pgdata", data, "--auth", "trust", "--username", "superuser", "--encoding", "UTF8",
                  "--locale", "C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
        settings = [word for name, value in _FAST.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(  # noqa: S603  (PostgreSQL's own binary)
                [*self._as_user, str(self._binaries / "postgres"), "-D", data, "-k", str(self.folder), *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C must not end it before the tests that use it
            )
        self._guard.keep("group", self._server.pid)
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        ready = [str(self._binaries / "pg_isready"), "--quiet", "--host", str(self.folder), "--username", "superuser"]
        while subprocess.run(ready, check=False, cwd="/").returncode:  # noqa: S603  (PostgreSQL's own binary)
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise PostgresMissing(f"the throw-away PostgreSQL did not start: {self._log.read_text()}")
            time.sleep(0.05)

    def _fill(self) -> None:
        plain = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE"
        roles = [f'CREATE ROLE "{role}" {plain} {"CREATEDB" if role == "owner" else "NOCREATEDB"}' for role in ROLES]
        for statement in [*roles, f'CREATE DATABASE "{DATABASE}" OWNER "owner"']:
            self._run("psql", "--quiet", "--no-psqlrc", "--host", str(self.folder), "--username", "superuser",
                      "--dbname", "postgres", "--set", "ON_ERROR_STOP=1", "--command", statement)  # fmt: skip

    def _end(self) -> None:
        """Immediate: there is nothing to keep. The guard's list is empty afterwards."""
        server = getattr(self, "_server", None)
        if server is not None:
            self._run("pg_ctl", "stop", "--silent", "--mode", "immediate", "--pgdata", str(self.folder / "data"))
            server.wait()
            self._guard.drop("group", server.pid)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._guard.drop("folder", self.folder)
        self._guard.close()

    def _run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs; what it prints is shown only when it fails."""
        command = [*self._as_user, str(self._binaries / program), *words]
        done = subprocess.run(command, check=False, capture_output=True, cwd="/")  # noqa: S603
        if done.returncode:
            sys.stderr.write(done.stdout.decode() + done.stderr.decode())
            done.check_returncode()


def binaries(root: str = _BINARIES) -> Path:
    """The folder of the newest server's programs, which Debian keeps off PATH."""
    found = [path.parent for path in Path(root).glob("*/bin/initdb")]
    if not found:
        raise PostgresMissing(f"no PostgreSQL server under {root}; on Debian: apt-get install postgresql")
    return max(found, key=lambda path: int(path.parent.name))


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root; there it runs as the account that its package made."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise PostgresMissing("as root, PostgreSQL needs the account `postgres`, which its package makes") from None
    return ["runuser", "-u", "postgres", "--"]


def _folder() -> Path:
    """A new folder, short enough for a socket's name."""
    made = tempfile.mkdtemp(prefix="mizan-pg-")
    if len(os.fsencode(made)) + len("/.s.PGSQL.5432.lock") > _LONGEST_SOCKET:
        Path(made).rmdir()
        made = tempfile.mkdtemp(prefix="mizan-pg-", dir="/tmp")
    return Path(made)


@contextlib.contextmanager
def ended_by_term() -> Iterator[None]:
    """TERM and HUP unwind like Ctrl-C, so that context managers clean up."""

    def unwind(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, unwind) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(argv: Sequence[str]) -> int:
    """Run a command beside a throw-away server; its exit code is ours."""
    if not argv:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with ended_by_term(), ThrowAwayPostgres() as server:
            return subprocess.run(argv, env=server.environment(), check=False).returncode  # noqa: S603
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
