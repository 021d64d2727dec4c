"""`mizan log sequence`: one step of the log now. 0 published with a quorum, 1 not (why is said), 2 there is no log."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from mizan.ledger.keyfiles import KeyMissing
from mizan.ledger.public.keeping import after_step
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.locks import Busy
from mizan.tlog.errors import TlogError


def main(argv: list[str]) -> int:
    """Returns the exit code; with `--json` one document on stdout."""
    parser = argparse.ArgumentParser(prog="mizan log sequence")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        writer = house.sequencer()
    except (KeyMissing, TlogError) as error:
        return _fail(str(error), 2, as_json=options.json)
    try:
        moment = datetime.now(UTC)
        step = writer.step(moment)
    except (Busy, Rewound, TlogError) as error:
        return _fail(str(error), 1, as_json=options.json)
    after_step(house.folder(), writer.policy, step, moment)
    if options.json:
        print(json.dumps(asdict(step), ensure_ascii=False, indent=2))
    else:
        print(f"{step.taken} leaves taken; {step.size} in the log; published: {step.published or 'nothing yet'}")
    for name, reason in step.failures.items():
        print(f"{name}: {reason}", file=sys.stderr)
    if step.waiting:
        print(f"not signing: {step.waiting}", file=sys.stderr)
    return 1 if step.waiting or step.size != (step.published or 0) else 0


def _fail(reason: str, code: int, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": reason}, ensure_ascii=False))
    print(f"mizan log sequence: {reason}", file=sys.stderr)
    return code
