"""`mizan signals UNITS.csv`: calibrated signals about units. Exit 0 read and computed, 2 bad input.

The numerical modules are imported only once the arguments are read, so that `--help` answers at once.
"""

# ruff: noqa: PLC0415 -- late imports are the point, see above

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mizan.science.commands import Answer, add_plot, run, save_plot


def main(argv: list[str]) -> int:
    """Run the command; stdout carries the answer, stderr everything else. Always 0 unless the input is bad (2)."""
    return run(_parser(), argv, _answer)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan signals", description="Calibrated signals about units, never people.")
    parser.add_argument("units", type=Path, metavar="UNITS.csv")
    parser.add_argument(
        "--alpha", type=_share, default=0.002, help="two-sided p that a family needs before any flag (default .002)"
    )
    parser.add_argument("--q", type=_share, default=0.1, help="false discovery level in a family (default .1)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_plot(parser, "funnel plot of every family")
    return parser


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError("must lie between 0 and 1")
    return value


def _answer(options: argparse.Namespace) -> Answer:
    from mizan.science.calibration.families import assess
    from mizan.science.calibration.funnel import draw
    from mizan.science.calibration.judgement import Rules
    from mizan.science.calibration.reading import read_units

    started = time.perf_counter()
    rules = Rules(alpha=options.alpha, q=options.q)
    families = assess(read_units(options.units), rules)
    if options.plot:
        save_plot(options.plot, draw(families, rules, options.lang))
    facts = [family.as_dict() for family in families]
    return {"families": facts, "seconds": round(time.perf_counter() - started, 3)}, _lines(facts)


def _lines(families: list[dict[str, Any]]) -> Iterator[str]:
    for family in families:
        spread = family["heterogeneity"]
        said = "not estimated" if spread is None else f"{spread:.3f}"
        yield f"{family['name']}: heterogeneity {said}"
        for unit in family["units"]:
            yield "  " + _sentence(unit)


def _sentence(unit: dict[str, Any]) -> str:
    if unit["not_assessed"]:
        return f"{unit['unit']}: not assessed ({unit['not_assessed']})"
    low, middle, high = unit["shrunk"]
    reach = unit["min_detectable_ratio"]
    seen = "no ratio could have been seen" if reach is None else f"a ratio of {reach:.2f} would have been seen"
    verdict = "SIGNAL, a reason to look, never proof" if unit["flag"] else f"no signal; {seen}"
    return (
        f"{unit['unit']}: {unit['observed']} against {unit['expected']:.1f} expected, ratio {unit['ratio']:.2f}, "
        f"likely {middle:.2f} ({low:.2f} to {high:.2f}), q {unit['q']:.3f}: {verdict}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
