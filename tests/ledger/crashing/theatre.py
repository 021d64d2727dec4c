"""The house and the database that every death starts from, and how both are put back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from tests.ledger.crashing import stage
from tests.ledger.crashing.points import Points
from tests.ledger.logs import House


class Theatre:
    """Everything lies below `folder`; the process that owns this holds no connection while it forks."""

    def __init__(self, folder: Path) -> None:
        self._start, self._now = folder / "start", folder / "now"
        self.database = Kept(folder)
        call_command("migrate", "ledger", verbosity=0)
        self._now.mkdir()
        self._house = House(self._now)
        stage.fill_outbox()
        connection.close()
        self.database.keep()
        shutil.copytree(self._now, self._start)

    def reset(self) -> None:
        """House and database as they were."""
        shutil.rmtree(self._now)
        shutil.copytree(self._start, self._now)
        self.database.put_back()

    def rehearse(self) -> list[str]:
        """The names of all points of an undisturbed play."""
        self.reset()
        points = self._points(None)
        self._play(points)
        names = list(points.names)
        if faults := stage.broken(self._house, {}):
            raise AssertionError(faults)
        return names

    def play_until(self, at: int, *, power: bool) -> None:
        """Play, and die at point `at`."""
        self._play(self._points(at, power=power))

    def recover(self) -> tuple[list[str], list[str]]:
        """The restart: what readers saw at the death, and what does not hold after a play to the end."""
        stage.await_burial()
        seen, before = stage.seen_by_readers(self._house), stage.promised(self._house)
        stage.play(self._house)
        return seen, stage.broken(self._house, before)

    def _points(self, fatal: int | None, *, power: bool = False) -> Points:
        points = Points(self._now / "log", fatal, power=power)
        points.watch()
        return points

    def _play(self, points: Points) -> None:
        for name, witness in self._house.near.items():
            witness.spoken = lambda what, name=name: points.reached(f"{what} {name}")
        stage.play(self._house, points.reached)


class Kept:
    """The database that every death starts from: a file, or a template of PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "start.sqlite3"
        self._now, self._start = f"crash_{os.getpid()}", f"crash_{os.getpid()}_start"
        if connection.vendor == "postgresql":
            self._ask(f'CREATE DATABASE "{self._now}"')
            connection.close()
            connection.settings_dict["NAME"] = self._now

    def keep(self) -> None:
        """This is the start."""
        if connection.vendor == "postgresql":
            self._ask(f'CREATE DATABASE "{self._start}" TEMPLATE "{self._now}"')
        else:
            shutil.copyfile(connection.settings_dict["NAME"], self._file)

    def put_back(self) -> None:
        """The database as it was at the start."""
        if connection.vendor == "postgresql":
            self._ask(f'DROP DATABASE "{self._now}" WITH (FORCE)')
            self._ask(f'CREATE DATABASE "{self._now}" TEMPLATE "{self._start}"')
            return
        for end in ("-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{end}").unlink(missing_ok=True)
        shutil.copyfile(self._file, connection.settings_dict["NAME"])

    def drop(self) -> None:
        """Nothing stays on a server."""
        if connection.vendor == "postgresql":
            self._ask(f'DROP DATABASE "{self._now}" WITH (FORCE)', f'DROP DATABASE "{self._start}"')

    def _ask(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
