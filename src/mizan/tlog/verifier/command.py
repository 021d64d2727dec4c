"""`mizan log verify DIR|URL --policy FILE`: does everything hold? Also the whole of `mizan-verify.pyz verify`.

Exit codes: 0 everything holds, 1 something does not, 2 bad input. With `--json`, standard output is one document.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mizan.tlog.errors import TlogError, WitnessError
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.verifier.report import Report, as_text
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import source_of
from mizan.tlog.witness.client import WitnessClient

HOURS = 3600


def main(argv: list[str]) -> int:
    """Verify a log; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        policy, *older = [read_policy(path) for path in (arguments.policy, *arguments.old_policy)]
        source = source_of(arguments.log)
    except (TlogError, OSError) as error:
        return complain("mizan log verify", error, as_json=arguments.json)
    report = verify(
        source,
        policy,
        now=seconds(arguments.now),
        max_age=int(arguments.max_age * HOURS),
        older=older,
        progress=None if arguments.json else show_progress,
    )
    for url in arguments.ask:
        _ask(url, policy, report)
    print(json.dumps(report.as_dict(), ensure_ascii=False) if arguments.json else as_text(report))
    return 0 if report.holds else 1


def _ask(url: str, policy: Policy, report: Report) -> None:
    """What a witness itself says of the policy; a different hash means that somebody was given another file."""
    try:
        published = WitnessClient(url, [], timeout=10).policy_hash()
    except WitnessError as error:
        report.faults.append(_fault(url, str(error)))
        return
    if published != policy.hash:
        report.faults.append(_fault(url, f"this witness has agreed to another policy: {published}"))


def _fault(url: str, reason: str) -> Any:
    from mizan.tlog.verifier.report import Fault  # noqa: PLC0415

    return Fault(url, 0, reason)


def read_policy(path: Path) -> Policy:
    """The policy of a file. Raises `PolicyError` or `OSError`."""
    return parse_policy(path.read_bytes())


def moment(text: str) -> datetime:
    """An ISO time with its zone, for argparse. Raises `ValueError`."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a zone is needed, such as Z")
    return found


def hours(text: str) -> float:
    """A number of hours, not negative. Raises `ValueError`."""
    number = float(text)
    if not 0 <= number <= 24 * 36_600:
        raise ValueError("no number of hours")
    return number


def seconds(when: datetime | None) -> int:
    """Seconds since 1970; the system's clock where no time is given."""
    return int(time.time()) if when is None else int(when.astimezone(UTC).timestamp())


def complain(prog: str, error: Exception, *, as_json: bool) -> int:
    """Say that the input is bad; 2."""
    if as_json:
        print(json.dumps({"holds": False, "error": str(error)}, ensure_ascii=False))
    print(f"{prog}: {error}", file=sys.stderr)
    return 2


def show_progress(done: int, size: int) -> None:
    """A sign of life for somebody who waits."""
    if sys.stderr.isatty():
        print(f"\r{done:,} of {size:,} leaves", end="\n" if done >= size else "", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log verify", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("log", help="a directory, or the URL of a log such as https://example.org/log")
    parser.add_argument(
        "--policy", type=Path, required=True, help="the policy: which log, which witnesses, what quorum"
    )
    parser.add_argument("--old-policy", type=Path, action="append", default=[], help="a policy of earlier years")
    parser.add_argument("--ask", metavar="URL", action="append", default=[], help="compare with this witness's policy")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_clock(parser)
    return parser


def add_clock(parser: argparse.ArgumentParser) -> None:
    """The two options about age."""
    parser.add_argument("--now", type=moment, help="judge age as of this ISO time (default: the system's clock)")
    parser.add_argument("--max-age", type=hours, default=24.0, metavar="HOURS", help="oldest checkpoint (default 24)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
