"""Fuzz one parser for a fixed number of runs: `python -m tlog.fuzz.run NAME RUNS CORPUS_FOLDER`.

With atheris where it is installed (it follows the branches that were taken), else by changing bytes of the seeds.
Ends with 0 and one line that says how many inputs were tried; any exception of a target ends it otherwise.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path


def main(name: str, runs: int, corpus: Path) -> None:
    if find_spec("atheris"):
        with_atheris(name, runs, corpus)
    else:
        by_changes(name, runs)


def with_atheris(name: str, runs: int, corpus: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["mizan.tlog"]):
        from tlog.fuzz.targets import SEEDS, TARGETS
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    print(f"fuzzed {name}: atheris, {runs} inputs", flush=True)
    atheris.Setup(
        [name, f"-runs={runs}", "-seed=20261125", "-max_len=4096", "-verbosity=0", str(corpus)], TARGETS[name]
    )
    atheris.Fuzz()  # ends the process


def by_changes(name: str, runs: int) -> None:
    from tlog.fuzz.targets import SEEDS, TARGETS

    draw, target = random.Random(20261125), TARGETS[name]
    for _ in range(runs):
        attempt(target, draw, SEEDS[name])
    print(f"fuzzed {name}: changed seeds, {runs} inputs")


def attempt(target: Callable[[bytes], None], draw: random.Random, seeds: list[bytes]) -> None:
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(data))
        data[at : at + draw.randint(0, 3)] = draw.randbytes(draw.randint(0, 3))
    target(bytes(data))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
