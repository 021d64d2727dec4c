"""Prepare the scan tables from the stored public data: `python -m mizan.science.scan.prepare_tables SOURCE TARGET`.

New York leukaemia (281 tracts): id = row number from 0, x = longitude, y = latitude, cases rounded down
(they are spread over tracts in fractions); scan with `--max-share 0.1`. North Carolina sudden infant
deaths 1974-84: SID74 + SID79 over BIR74 + BIR79, stored x and y; id = county.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable
from pathlib import Path

HEADER = ("id", "x", "y", "cases", "population")
Row = tuple[str, str, str, int, str]


def main(argv: list[str]) -> int:
    """Write `ny_leukemia.csv` and `nc_sids_1974_84.csv` into the target folder; exit 2 if a source is missing."""
    if len(argv) != 2:
        print("usage: prepare_tables SOURCE_FOLDER TARGET_FOLDER", file=sys.stderr)
        return 2
    source, target = Path(argv[0]), Path(argv[1])
    try:
        new_york = list(_new_york(_read(source / "ny_leukemia_281tracts.csv")))
        carolina = list(_carolina(_read(source / "nc_sids.csv")))
    except (OSError, KeyError, ValueError) as error:
        print(f"prepare_tables: {source}: {error}", file=sys.stderr)
        return 2
    target.mkdir(parents=True, exist_ok=True)
    _write(target / "ny_leukemia.csv", new_york)
    _write(target / "nc_sids_1974_84.csv", carolina)
    return 0


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _new_york(rows: Iterable[dict[str, str]]) -> Iterable[Row]:
    for number, row in enumerate(rows):
        yield str(number), row["longitude"], row["latitude"], math.floor(float(row["cases"])), row["population"]


def _carolina(rows: Iterable[dict[str, str]]) -> Iterable[Row]:
    for row in rows:
        cases, births = int(row["SID74"]) + int(row["SID79"]), int(row["BIR74"]) + int(row["BIR79"])
        yield row["county"], row["x"], row["y"], cases, str(births)


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
