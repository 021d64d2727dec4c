"""What the commands of this floor share: exit codes, one JSON document or lines for people, and files of plots."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mizan.science.tables import BadInput

Answer = tuple[dict[str, Any], Iterator[str]]


def run(parser: argparse.ArgumentParser, argv: list[str], work: Callable[[argparse.Namespace], Answer]) -> int:
    """Read the arguments, do the work, say the answer: 0; bad arguments or input, said on stderr: 2.

    `work` gives the JSON document and the lines for people; the parser must know `--json`.
    """
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has already said why on stderr
        return int(stop.code or 0)
    try:
        document, lines = work(options)
    except BadInput as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        for line in lines:
            print(line)
    return 0


def add_plot(parser: argparse.ArgumentParser, words: str) -> None:
    """The options `--plot` and `--lang`."""
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help=words)
    parser.add_argument("--lang", choices=("en", "ur"), default="en", help="language of the plot")


def save_plot(path: Path, svg: str) -> None:
    """Write a plot; raises BadInput where that cannot be done."""
    try:
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--plot {path}: cannot be written ({error.strerror})") from error
