"""`mizan log check FILE --policy FILE --leaf HEX`: is this leaf in the log, by this proof file alone? Offline.

`--leaf` is the entry in hex (104 bytes of a Mizan leaf), or its 32-byte hash; without it, what the proof carries.
Exit codes: 0 it holds, 1 it does not, 2 bad input. With `--json`, standard output is one document.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mizan.tlog.errors import PolicyError, ProofError, TlogError
from mizan.tlog.leaf import SIZE
from mizan.tlog.merkle import HASH_SIZE, leaf_hash
from mizan.tlog.note import parse_note
from mizan.tlog.policy import Policy
from mizan.tlog.proof import TlogProof, check_proof, parse_proof
from mizan.tlog.verifier.checkpoints import SLACK, impostors
from mizan.tlog.verifier.command import HOURS, add_clock, complain, read_policy, seconds
from mizan.tlog.verifier.report import time_text

MAX_PROOF = 1 << 21  # bytes


def main(argv: list[str]) -> int:
    """Check one proof file; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        policy, data = read_policy(arguments.policy), arguments.proof.read_bytes()
        leaf = bytes.fromhex(arguments.leaf) if arguments.leaf is not None else None
    except (TlogError, OSError, ValueError) as error:
        return complain("mizan log check", error, as_json=arguments.json)
    if leaf == b"":
        return complain("mizan log check", ValueError("an empty leaf"), as_json=arguments.json)
    max_age = None if arguments.max_age is None else int(arguments.max_age * HOURS)
    facts = check(data, policy, leaf, now=seconds(arguments.now), max_age=max_age)
    print(json.dumps(facts, ensure_ascii=False) if arguments.json else _as_text(facts))
    return 0 if facts["holds"] else 1


def check(data: bytes, policy: Policy, leaf: bytes | None, *, now: int, max_age: int | None = None) -> dict[str, Any]:
    """What a proof file proves under a policy. `leaf`: its bytes, or its 32-byte hash, or None for the proof's `extra`.

    Never raises on what the file holds: `holds` and `faults` tell.
    """
    facts: dict[str, Any] = {"holds": False, "policy_hash": policy.hash, "faults": []}
    try:
        proof = parse_proof(data)
        wanted = _leaf_hash(proof, leaf)
        found = check_proof(
            proof, wanted, policy, now=now + SLACK, max_age=None if max_age is None else max_age + SLACK
        )
        _must_be_plain(proof, policy)
    except TlogError as error:
        facts["faults"].append({"file": "proof", "offset": 0, "reason": str(error)})
        return facts
    return facts | {
        "holds": True,
        "origin": found.origin,
        "index": proof.index,
        "size": found.size,
        "root": found.root.hex(),
        "leaf_hash": wanted.hex(),
        "cosignatures": [{"name": name, "time": time} for name, time in sorted(found.times.items())],
        "cosigned_at": found.seen_by,
    }


def _leaf_hash(proof: TlogProof, leaf: bytes | None) -> bytes:
    """The hash to look for. Nobody signed `extra`, so a leaf of Mizan that is given must be the one it carries."""
    if leaf is None:
        if proof.extra is None:
            raise ProofError("the proof does not carry its leaf, so the leaf must be given")
        return leaf_hash(proof.extra)
    wanted = leaf if len(leaf) == HASH_SIZE else leaf_hash(leaf)
    if proof.extra is not None and len(leaf) in {SIZE, HASH_SIZE} and leaf_hash(proof.extra) != wanted:
        raise ProofError("the leaf that the proof carries is another one")
    return wanted


def _must_be_plain(proof: TlogProof, policy: Policy) -> None:
    for _, reason in impostors(parse_note(proof.checkpoint), [policy.log.key, *policy.verifiers]):
        raise PolicyError(reason)


def _as_text(facts: dict[str, Any]) -> str:
    lines = [f"policy     {facts['policy_hash']}"]
    if not facts["holds"]:
        return "\n".join([*lines, *(f"FAULT      {one['reason']}" for one in facts["faults"]), "it does not hold"])
    lines += [
        f"log        {facts['origin']}",
        f"leaf       {facts['leaf_hash']}",
        f"place      {facts['index']} of {facts['size']}",
        *(f"witness    {one['name']} at {time_text(one['time'])}" for one in facts["cosignatures"]),
        f"it holds: the leaf was in the log at {time_text(facts['cosigned_at'])}",
    ]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log check", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("proof", type=Path, help="a .tlog-proof file")
    parser.add_argument(
        "--policy", type=Path, required=True, help="the policy: which log, which witnesses, what quorum"
    )
    parser.add_argument("--leaf", metavar="HEX", help="the leaf's bytes, or its 32-byte hash, in hex")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_clock(parser)
    parser.set_defaults(max_age=None)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
