"""`python -m tests.ledger.crashing.run FOLDER [--power] [--every N]`: kill a sequencer at each point, restart it, look.

One process prepares a house and its database in FOLDER, counts the points of an undisturbed play, then for each of them
puts house and database back and forks twice: a child that is killed there, and a child that is the restart. It prints
one JSON document. MIZAN_VAR or MIZAN_DATABASE_URL say which database.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--power", action="store_true", help="what was not synced is lost too")
    parser.add_argument("--every", type=int, default=1, help="only each N-th point")
    words = parser.parse_args()
    django.setup()
    from tests.ledger.crashing.theatre import Theatre

    theatre = Theatre(words.folder)
    names = told_by(theatre.rehearse, words.folder / "told")
    deaths = range(0, len(names), words.every)
    report: dict[str, Any] = {"points": names, "deaths": len(deaths), "violations": []}
    for at in deaths:
        theatre.reset()
        status = fork(lambda at=at: theatre.play_until(at, power=words.power))
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            report["violations"].append([at, names[at], f"the process was not killed there: {status}"])
            continue
        seen, faults = told_by(theatre.recover, words.folder / "told")
        report["violations"] += [[at, names[at], fault] for fault in [*faults, *seen]]
    theatre.database.drop()
    print(json.dumps(report))
    return 0


def fork(act: Callable[[], Any]) -> int:
    """Run in a child of its own; returns how it ended."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
            os._exit(1)
    return os.waitpid(child, 0)[1]


def told_by(act: Callable[[], Any], file: Path) -> Any:
    """What `act` returns, run in a child; a child that fails ends everything."""
    if fork(lambda: file.write_text(json.dumps(act()))):
        raise SystemExit("a child failed")
    return json.loads(file.read_text())


if __name__ == "__main__":
    sys.exit(main())
