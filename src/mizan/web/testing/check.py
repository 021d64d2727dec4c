"""The steps of `./test`: all of them run, each failure counts, one table and one closing line at the end.

    python -m mizan.web.testing.check PROFILE [ARGUMENTS FOR PYTEST]

Arguments choose tests, so with them only the steps that run tests are taken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from mizan.web.testing.outcome import NOTHING_CHOSEN, Outcome, closing_line, read_counts, table
from mizan.web.testing.postgres import PostgresMissing, ThrowAwayPostgres, ended_by_term
from mizan.web.testing.steps import PROFILES, Step, steps_of

# Two test processes on two cores: linear algebra with threads of its own would only fight over them.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Run one profile. Exit code 0: all passed, 1: something failed, 2: no such profile, 130: interrupted."""
    if not argv or argv[0] not in PROFILES:
        print(f"profiles: {', '.join(PROFILES)}", file=sys.stderr)
        return 2
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        with ended_by_term():
            _run_all(argv[0], argv[1:], outcomes)
    except KeyboardInterrupt:
        interrupted = True
    print("", table(outcomes), "", closing_line(outcomes), sep="\n", flush=True)
    if interrupted:
        print("Interrupted: the steps after the last line did not run.", file=sys.stderr)
        return _INTERRUPTED
    return 0 if outcomes and all(one.passed for one in outcomes) else 1


def _run_all(profile: str, words: Sequence[str], outcomes: list[Outcome]) -> None:
    """Every step in turn; the list grows as they end, so that an interruption still shows what was done."""
    with tempfile.TemporaryDirectory(prefix="mizan-test-") as folder:
        Path(folder).chmod(0o711)  # as root, PostgreSQL runs as another account and must get through
        environment = _environment(folder)
        for step in steps_of(profile):
            if step.pytest or not words:
                outcomes.append(_run(step, words, environment, Path(folder)))


def _environment(folder: str) -> dict[str, str]:
    """The caller's, without settings of a running house; what tests leave behind goes with the folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MIZAN_")}
    return kept | _ONE_THREAD | {"TMPDIR": folder}


def _run(step: Step, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> Outcome:
    print(f"\n=== {step.name}", flush=True)
    began = time.monotonic()
    report = folder / f"{step.name.replace(' ', '-')}.xml"
    command = [*step.command, *(("--junitxml", str(report), *words) if step.pytest else ())]
    code = _call(command, environment, postgres=step.postgres)
    if code == NOTHING_CHOSEN and words:
        code = 0
    return Outcome(step.name, code, time.monotonic() - began, read_counts(report) if step.pytest else None)


def _call(command: Sequence[str], environment: Mapping[str, str], *, postgres: bool) -> int:
    with ExitStack() as stack:
        if postgres:
            try:
                server = stack.enter_context(ThrowAwayPostgres())
            except PostgresMissing as missing:
                print(missing, file=sys.stderr)
                return 1
            environment = {**environment, "MIZAN_DATABASE_URL": server.address()}
        return subprocess.run(command, env=dict(environment), stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
