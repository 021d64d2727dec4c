"""No bytes at all make a parser of the log raise anything but its own error."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tlog.fuzz.run import attempt, by_changes
from tlog.fuzz.targets import SEEDS, TARGETS

ROOT = Path(__file__).resolve().parents[2]
RUNS = 200_000


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_their_changes_raise_nothing_else(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)
    by_changes(name, 300)
    assert "300 inputs" in capsys.readouterr().out


def test_a_parser_that_raises_another_error_is_found() -> None:
    def careless(data: bytes) -> None:
        data.decode("ascii")

    with pytest.raises(UnicodeDecodeError):
        attempt(careless, random.Random(1), [b"\xff" * 40])


@pytest.mark.deep
@pytest.mark.parametrize("name", TARGETS)
def test_fuzzing_finds_no_other_error(name: str, tmp_path: Path) -> None:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-m", "tlog.fuzz.run", name, str(RUNS), str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-3000:]
    assert f"fuzzed {name}" in done.stdout
    assert f"{RUNS} inputs" in done.stdout
