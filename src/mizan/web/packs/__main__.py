"""`python -m mizan.web.packs extract [PACK ...]`: write locale/pack.pot of the packs (all of packs/ by default)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from mizan.web.packs.files import PACK_FILE
from mizan.web.packs.strings import extract

USAGE = "usage: python -m mizan.web.packs extract [PACK ...]"


def main(arguments: Sequence[str]) -> int:
    """0 = written, 1 = a pack has faults, 2 = wrong use."""
    if not arguments or arguments[0] != "extract":
        print(USAGE, file=sys.stderr)
        return 2
    folders = [Path(name) for name in arguments[1:]] or sorted(
        path.parent for path in Path("packs").glob(f"*/{PACK_FILE}")
    )
    if not folders:
        print("There is no pack here. " + USAGE, file=sys.stderr)
        return 2
    for folder in folders:
        try:
            print(extract(folder))
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
