"""`mizan pack validate DIR` and `mizan pack load DIR [--dry-run]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mizan.web.packs.validate import validate


def main(argv: list[str]) -> int:
    """0 = holds, 2 = the pack has faults (each with file, line and reason) or the words are wrong."""
    parser = argparse.ArgumentParser(prog="mizan pack")
    parser.add_argument("what", choices=["validate", "load"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    faults = validate(options.folder)
    if faults or options.what == "validate":
        return _tell_faults(faults, options)
    return _load(options)


def _tell_faults(faults: list[object], options: argparse.Namespace) -> int:
    rows = [{"file": str(f.file), "line": f.line, "reason": f.reason} for f in faults]  # type: ignore[attr-defined]
    if options.json:
        print(json.dumps({"pack": str(options.folder), "faults": rows}, ensure_ascii=False, indent=2))
    for row in rows:
        print(f"{row['file']}:{row['line']}: {row['reason']}", file=sys.stderr)
    if not options.json:
        print(f"{len(rows)} faults" if rows else "the pack holds")
    return 2 if rows else 0


def _load(options: argparse.Namespace) -> int:
    from mizan.web.packs.bundle import BrokenPack  # noqa: PLC0415  (only for loading)
    from mizan.web.packs.load import load_packs  # noqa: PLC0415  (only for loading)

    try:
        changes = load_packs([options.folder], dry_run=options.dry_run)
    except BrokenPack as broken:
        return _tell_faults(list(broken.faults), options)
    rows = [{"pack": c.pack, "added": c.added, "changed": c.changed, "retired": c.retired} for c in changes]
    if options.json:
        print(json.dumps({"dry_run": options.dry_run, "packs": rows}, indent=2))
    else:
        for row in rows:
            print(f"{row['pack']}: {row['added']} added, {row['changed']} changed, {row['retired']} retired")
    return 0
