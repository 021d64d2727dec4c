"""`mizan log prove INDEX -o FILE`: a proof file (tlog-proof) that a leaf is in the published log."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.publishing import published
from mizan.tlog.errors import PolicyError, ProofError, TlogError
from mizan.tlog.proof import TlogProof
from mizan.tlog.tiles import WIDTH, parse_bundle, parse_path, tile_of
from mizan.tlog.tiletree import TileTree


def main(argv: list[str]) -> int:
    """0 written, 1 there is no such leaf or no published log, 2 bad input."""
    parser = argparse.ArgumentParser(prog="mizan log prove")
    parser.add_argument("index", type=int, help="the leaf's index in the log, from 0")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        proof = prove(options.index)
        options.output.write_bytes(proof.encode())
    except (TlogError, OSError) as error:
        if options.json:
            print(json.dumps({"error": str(error)}, ensure_ascii=False))
        print(f"mizan log prove: {error}", file=sys.stderr)
        return 2 if isinstance(error, (PolicyError, OSError)) else 1
    facts = {"index": proof.index, "bytes": len(proof.encode()), "leaf": (proof.extra or b"").hex()}
    print(json.dumps(facts) if options.json else f"{options.output}: {facts['bytes']} bytes")
    return 0


def prove(index: int) -> TlogProof:
    """The proof of a leaf under the published checkpoint. Raises `TlogError`."""
    disk = Disk(house.folder())
    current = published(disk, house.policy())
    if current is None:
        raise ProofError("nothing is published yet")
    size = current.checkpoint.size
    tree = TileTree(lambda path: disk.tile(parse_path(path)), size)
    path = tuple(tree.inclusion(index))
    level0 = tile_of(0, index, size)
    bundle = type(level0)(None, level0.index, level0.width)
    leaf = parse_bundle(disk.tile(bundle), bundle.width)[index % WIDTH]
    return TlogProof(index, path, current.note, leaf)
