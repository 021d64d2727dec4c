"""`mizan log replay`: after a restore, do again every revocation that the journal knows and the database does not."""

from __future__ import annotations

import argparse
import json
import sys

from mizan.kit.actors import system
from mizan.ledger.journal import JournalBroken
from mizan.ledger.revoking import replay


def main(argv: list[str]) -> int:
    """0 the database knows every line now, 1 the journal is broken and people must look."""
    parser = argparse.ArgumentParser(prog="mizan log replay", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        count = replay(system("replay"))
    except JournalBroken as broken:
        print(json.dumps({"holds": False, "error": str(broken)}) if options.json else f"mizan log replay: {broken}",
              file=sys.stdout if options.json else sys.stderr)  # fmt: skip
        return 1
    print(json.dumps({"holds": True, "replayed": count}) if options.json else f"{count} revocations done again")
    return 0
