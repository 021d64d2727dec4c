"""`mizan log watch DIR|URL --policy FILE --promise FILE --key VKEY`: was a promise kept? For whoever holds a receipt.

Every bundle is downloaded, so that nobody learns which leaf is watched, and the entries must give the root that the
quorum cosigned. Exit codes: 0 in the log, or its time is not over yet; 1 the promise is broken; 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mizan.tlog.errors import TlogError
from mizan.tlog.keys import parse_vkey
from mizan.tlog.merkle import Frontier, leaf_hash
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.receipt import Promise, Read, State, Watched, entries, open_promise
from mizan.tlog.verifier.checkpoints import read_signed
from mizan.tlog.verifier.source import source_of

BATCH = 4096


def watch_log(read: Read, policy: Policy, promise: Promise) -> Watched:
    """What became of a promise, judged by a whole, verified copy of the log. Raises `TlogError` where it is none."""
    signed, _crooked = read_signed(read("checkpoint"), policy)
    checkpoint = signed.checkpoint
    if checkpoint.origin != promise.origin:
        raise TlogError("the promise is of another log", promise.origin)
    tree, found = Frontier(0, []), None
    for index, hashes in _batches(read, checkpoint.size):
        tree.extend(hashes)
        if found is None and promise.leaf_hash in hashes:
            found = index + hashes.index(promise.leaf_hash)
    if tree.root() != checkpoint.root:
        raise TlogError("the entries do not give the signed root", "tile/entries")
    if found is not None:
        return Watched(State.LOGGED, found)
    return Watched(State.BROKEN if signed.time >= promise.in_log_by else State.WAITING)


def _batches(read: Read, size: int) -> Iterator[tuple[int, list[bytes]]]:
    first, hashes = 0, list[bytes]()
    for index, entry in entries(read, size):
        hashes.append(leaf_hash(entry))
        if len(hashes) == BATCH:
            yield first, hashes
            first, hashes = index + 1, []
    if hashes:
        yield first, hashes


def main(argv: list[str]) -> int:
    """Look once."""
    options = _parser().parse_args(argv)
    try:
        promise = open_promise(options.promise.read_bytes(), parse_vkey(options.key))
        watched = watch_log(source_of(options.log).read, parse_policy(options.policy.read_bytes()), promise)
    except (TlogError, OSError, LookupError) as error:
        print(json.dumps({"error": str(error)}) if options.json else f"mizan log watch: {error}",
              file=sys.stdout if options.json else sys.stderr)  # fmt: skip
        return 2
    document = {"state": watched.state.value, "index": watched.index, "in_log_by": promise.in_log_by}
    print(json.dumps(document) if options.json else _text(watched, promise))
    return int(watched.state == State.BROKEN)


def _text(watched: Watched, promise: Promise) -> str:
    if watched.state == State.LOGGED:
        return f"kept: leaf {watched.index}"
    later = f"(promised by {promise.in_log_by}, unix seconds)"
    return f"not in the log yet {later}" if watched.state == State.WAITING else f"BROKEN: not in the log {later}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log watch", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("log", help="a directory, or the URL of a log")
    parser.add_argument("--policy", type=Path, required=True, help="which log, which witnesses, what quorum")
    parser.add_argument("--promise", type=Path, required=True, help="the receipt")
    parser.add_argument("--key", metavar="VKEY", required=True, help="the promise key, from the key manifest")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return parser
