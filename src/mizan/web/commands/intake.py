"""`mizan intake open [--json]`: would a report on anybody find a way to oversight today, over enrolled keys?

Every class of accused: each body with each rank band, units, ranks and agencies that are not known. What is found is
kept for the pages of the intake.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from django.conf import settings

from mizan.institutions.intake_proof import as_json, keep
from mizan.institutions.queries.opening import Proof
from mizan.kit.facts import World

LACKS = {
    "routing": "no routing data is loaded",
    "graph": "a chain of command is broken: `mizan pack validate` says where",
    "clock": "no clock key stands in a trusted manifest",
    "oversight": "fewer than two institutions of oversight can read",
    "society": "no body of society can read",
    "escrow": "fewer than three escrow keys stand in a trusted manifest",
}


def main(argv: list[str]) -> int:
    """0 every class is open, 1 at least one is closed, 2 bad words (argparse)."""
    parser = argparse.ArgumentParser(prog="mizan intake")
    parser.add_argument("what", choices=["open"])
    world = parser.add_mutually_exclusive_group()
    world.add_argument("--exercise", action="store_true", help="the exercise (the default of a demonstration)")
    world.add_argument("--real", action="store_true", help="the real world (the default elsewhere)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    is_exercise = options.exercise or (settings.DEMO and not options.real)
    proof = keep(datetime.now(UTC))[World.EXERCISE if is_exercise else World.REAL]
    print(json.dumps(as_json(proof), indent=2) if options.json else _told(proof))
    return 0 if proof.is_open else 1


def _told(proof: Proof) -> str:
    head = f"{proof.world}, {proof.day}: {proof.classes - len(proof.closed)} of {proof.classes} classes are open"
    lacking = [f"closed for everybody: {LACKS[code]}" for code in proof.lacks]
    closed = [
        f"closed: {one.unit or one.institution or 'agency not known'}, {one.band or 'rank not known'}: {why.value}"
        for one, why in sorted(proof.closed.items())
    ]
    return "\n".join([head, *lacking, *closed])
