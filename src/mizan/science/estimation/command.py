"""`mizan estimate TABLE.csv`: needs no database. Exit 0: estimated; 2: bad input. Progress and notes go to stderr."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .errors import BadInputError
from .progress import Teller
from .reading import read_table
from .results import METHODS
from .studies import Options, Study, study


class _Parser(argparse.ArgumentParser):
    """Speaks through BadInputError, so that --json stays one document."""

    def error(self, message: str) -> NoReturn:
        raise BadInputError("options", message)


def main(argv: Sequence[str]) -> int:
    """Run the command; returns the exit code."""
    as_json = "--json" in argv
    try:
        wish = _parser().parse_args(list(argv))
        table = read_table(wish.table)
        done = study(table, _options(wish), progress=Teller())
        _write(wish, done, argv)
    except BadInputError as error:
        print(f"mizan estimate: {error}", file=sys.stderr)
        if as_json:
            print(json.dumps({"error": error.as_dict()}, ensure_ascii=False))
        return 2
    except SystemExit as asked:  # --help
        return int(asked.code or 0)
    if wish.json:
        print(json.dumps(done.as_dict(), ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print(done)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mizan estimate", description="Estimate how many people no list has seen.")
    parser.add_argument("table", metavar="TABLE.csv", help="0/1 column per list and count, or one row per person")
    parser.add_argument("--method", choices=METHODS, default="all")
    parser.add_argument("--max-order", type=_order, default=2, metavar="N|all", help="largest interaction; default 2")
    parser.add_argument("--bootstrap", type=_whole(0, 100_000), default=0, metavar="N", help="replicates; default 0")
    parser.add_argument("--level", type=_levels, default=(95.0,), metavar="95[,80]", help="per cent; default 95")
    parser.add_argument("--seed", type=_whole(0, 2**32 - 1), default=1, metavar="N")
    parser.add_argument("--delta", type=_positive, default=None, metavar="X", help="dga prior per cell; default 2^-k")
    parser.add_argument("--n-missing-max", type=_whole(1, 10**9), default=None, metavar="N")
    parser.add_argument("--grid", type=_whole(2, 1_000_000), default=5000, metavar="N")
    parser.add_argument("--chains", type=_whole(2, 64), default=4, metavar="N")
    parser.add_argument("--burn-in", type=_whole(0, 10_000_000), default=10_000, metavar="N")
    parser.add_argument("--draws", type=_whole(4, 1_000_000), default=1_000, metavar="N")
    parser.add_argument("--thin", type=_whole(1, 100_000), default=20, metavar="N")
    parser.add_argument("--classes", type=_whole(2, 200), default=10, metavar="N")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--plot", metavar="FILE.svg", help="all estimators in one picture")
    parser.add_argument("--report", metavar="FILE.html", help="the analysts' report; not for publication")
    return parser


def _whole(least: int, most: int):  # type: ignore[no-untyped-def]  # a converter
    def convert(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"expected a whole number from {least} to {most}, found {text!r}")
        return int(text)

    return convert


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"expected a positive number, found {text!r}")
    return value


def _order(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdigit() or not 1 <= int(text) <= 12:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 or 'all', found {text!r}")
    return int(text)


def _levels(text: str) -> tuple[float, ...]:
    try:
        levels = tuple(float(part) for part in text.split(","))
    except ValueError:
        levels = (0.0,)
    if not all(0 < level < 100 for level in levels):
        raise argparse.ArgumentTypeError(f"expected per cents such as 95 or 95,80, found {text!r}")
    return levels


def _options(wish: argparse.Namespace) -> Options:
    return Options(
        method=wish.method, max_order=wish.max_order, bootstrap=wish.bootstrap, levels=wish.level, seed=wish.seed,
        delta=wish.delta, n_missing_max=wish.n_missing_max, grid=wish.grid, chains=wish.chains, burn_in=wish.burn_in,
        draws=wish.draws, thin=wish.thin, classes=wish.classes,
    )  # fmt: skip


def _write(wish: argparse.Namespace, done: Study, argv: Sequence[str]) -> None:
    if wish.plot:
        from .plot import svg  # noqa: PLC0415 - only where asked

        _save(wish.plot, svg(done))
    if wish.report:
        from .report import html  # noqa: PLC0415 - only where asked

        _save(wish.report, html(done, command=shlex.join(["mizan", "estimate", *argv])))


def _save(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInputError("file.unwritable", f"{path} cannot be written: {error.strerror}") from error
