"""`python -m mizan.science.worlds --seed N --out FOLDER --truth FILE`: write a country; its truth apart."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mizan.science.worlds.country import make_country, write


def main(argv: list[str]) -> int:
    """Write the files; exit 2 if the truth would lie inside the folder."""
    parser = argparse.ArgumentParser(prog="python -m mizan.science.worlds")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--nothing-planted", action="store_true")
    options = parser.parse_args(argv)
    country = make_country(seed=options.seed, small=options.small, planted=not options.nothing_planted)
    try:
        write(country, options.out, options.truth)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(country.cases)} cases, {len(country.tips)} tips", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
