"""`mizan log find DIR|URL --salt FILE --policy FILE`: what the public log holds of one report, by its codeword.

The codeword is typed where nobody sees it, in any of its three forms; it is no option, since options stand in the
history of the shell and in the list of processes. Without a terminal it is the first line of standard input.

Exit codes: 0 found in a log that holds, 1 not found or the log does not hold, 2 bad input.
"""

from __future__ import annotations

import argparse
import getpass
import json
import re
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mizan.sealing.codeword import MAX_TYPED, CodewordRefused, parse
from mizan.sealing.errors import SealingError
from mizan.sealing.finding.scan import Duty, Found, Remembering, find
from mizan.sealing.finding.words import KINDS_OF, LANGUAGES, SAID, VERDICTS
from mizan.sealing.reporter import SALT_SIZE, ReporterKeys, keys_of, stretch
from mizan.tlog.errors import TlogError
from mizan.tlog.verifier.command import add_clock, complain, read_policy, seconds, show_progress
from mizan.tlog.verifier.report import Report, day_text
from mizan.tlog.verifier.run import table_under, verify
from mizan.tlog.verifier.source import source_of

HOURS = 3600
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_SIZE}}}\s*")
MAX_SALT_FILE = 1024  # bytes


def main(argv: list[str]) -> int:
    """Verify, ask for the codeword, find; returns the exit code."""
    options = _parser().parse_args(argv)
    try:
        salt, policy = read_salt(options.salt), read_policy(options.policy)
        older = [read_policy(path) for path in options.old_policy]
        source = Remembering(source_of(options.log))
    except (TlogError, SealingError, OSError) as error:
        return complain("mizan log find", error, as_json=options.json)
    try:
        keys = _keys(salt, options.lang)
    except CodewordRefused as error:
        return complain("mizan log find", SealingError(_why(error, options.lang)), as_json=options.json)
    progress = None if options.json else show_progress
    report = verify(
        source, policy, now=seconds(options.now), max_age=int(options.max_age * HOURS), older=older, progress=progress
    )
    source.close()
    try:
        found = _found(source, policy, older, keys) if report.holds else None
    except TlogError as error:
        report.fault(getattr(error, "where", ""), 0, str(error))
        found = None
    as_json = json.dumps(_as_dict(report, found), ensure_ascii=False)
    print(as_json if options.json else _as_text(report, found, options.lang))
    return 0 if found is not None and report.holds else 1


def _found(source: Remembering, policy: Any, older: Sequence[Any], keys: ReporterKeys) -> Found | None:
    size, table = table_under(source, policy, older)
    return find(source, size, keys, table)


def read_salt(path: Path) -> bytes:
    """The instance's public salt: 32 hexadecimal digits, as `/report/salt.txt` gives them. Raises `SealingError`."""
    with path.open("rb") as file:
        text = file.read(MAX_SALT_FILE).decode("ascii", errors="replace")
    if not _SALT.fullmatch(text):
        raise SealingError(f"{path}: no salt of {2 * SALT_SIZE} hexadecimal digits")
    return bytes.fromhex(text.strip())


def _keys(salt: bytes, language: str) -> ReporterKeys:
    """Asks for the codeword and stretches it. Raises `CodewordRefused`, which holds nothing of what was typed."""
    return keys_of(stretch(parse(_typed(language)), salt))


def _typed(language: str) -> str:
    """What was typed, unseen: where the terminal cannot hide it, it is not asked for."""
    try:
        if not sys.stdin.isatty():
            return sys.stdin.readline(MAX_TYPED + 2).rstrip("\n")
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(SAID[language]["ask"])
    except UnicodeDecodeError:
        raise CodewordRefused("words") from None  # its own words would repeat the bytes
    except getpass.GetPassWarning:
        raise CodewordRefused("seen") from None
    except (EOFError, KeyboardInterrupt):
        raise CodewordRefused("empty") from None


def _why(error: CodewordRefused, language: str) -> str:
    """What is wrong with what was typed, without repeating any of it."""
    return SAID[language][error.code].format(places=", ".join(str(place) for place in error.places))


def _as_dict(report: Report, found: Found | None) -> dict[str, Any]:
    duties = [
        {"number": one.number, "kind": one.kind, "due": day_text(one.due_day), "state": one.verdict.value,
         "opened_by": one.opened_at, "closed_by": one.closed_at}
        for one in (found.duties if found else ())
    ]  # fmt: skip
    faults = [vars(fault) for fault in report.faults]
    return {
        "holds": report.holds, "found": found is not None, "leaf": found.index if found else None, "size": report.size,
        "root": report.root, "duties": duties, "faults": faults,
    }  # fmt: skip


def _as_text(report: Report, found: Found | None, language: str) -> str:
    said = SAID[language]
    if not report.holds:
        first = report.faults[0]
        return said["broken"].format(count=len(report.faults), first=f"{first.file}: {first.reason}")
    if found is None:
        return said["not_found"]
    lines = [said["found"].format(index=found.index, size=report.size)]
    lines += [_line(one, language) for one in found.duties] or [said["no_duties"]]
    return "\n".join([*lines, said["proof"].format(root=report.root), said["doubt"], said["danger"]])


def _line(duty: Duty, language: str) -> str:
    said = SAID[language]
    closed = "" if duty.closed_at is None else said["closed"].format(index=duty.closed_at)
    return said["duty"].format(
        kind=KINDS_OF[language].get(duty.kind, duty.kind), due=day_text(duty.due_day),
        verdict=VERDICTS[language][duty.verdict], opened=duty.opened_at, closed=closed,
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log find", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("log", help="a directory, or the URL of a log such as https://example.org/log")
    parser.add_argument("--salt", type=Path, required=True, help="the instance's public salt (/report/salt.txt)")
    parser.add_argument("--policy", type=Path, required=True, help="the policy: which log, which witnesses")
    parser.add_argument("--old-policy", type=Path, action="append", default=[], help="a policy of earlier years")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the answer")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_clock(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
