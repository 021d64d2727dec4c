"""`mizan log fsck`: read all files of the log again and hold them against the database. 0 holds, 1 faults, 2 no log."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from django.conf import settings

from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.outbox import head_of
from mizan.tlog.errors import TlogError


def main(argv: list[str]) -> int:
    """Returns the exit code; with `--json` one document on stdout."""
    parser = argparse.ArgumentParser(prog="mizan log fsck")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        policy = house.policy()
    except TlogError as error:
        if options.json:
            print(json.dumps({"error": str(error)}, ensure_ascii=False))
        print(f"mizan log fsck: {error}", file=sys.stderr)
        return 2
    head = head_of(settings.LOG_ORIGIN)
    faults = fsck(Disk(house.folder()), head, policy)
    if options.json:
        document = {"size": head.size, "root": head.root.hex(), "faults": [asdict(fault) for fault in faults]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            print(f"{fault.file} byte {fault.offset}: {fault.reason}", file=sys.stderr)
        print(f"{head.size} leaves; {len(faults)} faults")
    return 1 if faults else 0
