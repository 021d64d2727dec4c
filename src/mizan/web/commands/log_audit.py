"""`mizan log audit`: does every consequential row agree with its event and its leaf, and the files with the outbox?"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from mizan.kit.acting import reading
from mizan.kit.actors import system
from mizan.ledger.auditing import Report, audit
from mizan.ledger.sequencing.outbox import head_of
from mizan.tlog.checkpoint import parse_checkpoint
from mizan.tlog.errors import TlogError
from mizan.tlog.note import parse_note
from mizan.tlog.receipt import Read
from mizan.tlog.verifier.source import DirectorySource


def main(argv: list[str]) -> int:
    """0 everything agrees, 1 it does not, 2 the published checkpoint cannot be read; without one, no files are read."""
    parser = argparse.ArgumentParser(prog="mizan log audit", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        published = _published(Path(settings.LOG))
    except (TlogError, OSError) as error:
        if options.json:
            print(json.dumps({"holds": False, "error": str(error)}, ensure_ascii=False))
        print(f"mizan log audit: {error}", file=sys.stderr)
        return 2
    with reading(system("audit")):
        report = audit(*published, shift=head_of(settings.LOG_ORIGIN).shift)
    print(json.dumps({"holds": report.holds, **asdict(report)}, default=str) if options.json else _text(report))
    return 0 if report.holds else 1


def _published(folder: Path) -> tuple[Read | None, int]:
    """How to read the published files, and their size; signatures are the business of `mizan log verify`."""
    if not (folder / "checkpoint").exists():
        return None, 0
    size = parse_checkpoint(parse_note((folder / "checkpoint").read_bytes()).text).size
    return DirectorySource(folder).read, size


def _text(report: Report) -> str:
    rows = [f"{fault.code}: {fault.table} {fault.key}" for fault in report.faults]
    rows.append(
        f"{report.events} events, {report.leaves} leaves ({report.sequenced} sequenced, {report.erased} erased), "
        f"{report.rows} rows, {report.before_log} older than the log: "
        + ("everything agrees" if report.holds else f"{len(report.faults)} do not agree")
    )
    return "\n".join(rows)
