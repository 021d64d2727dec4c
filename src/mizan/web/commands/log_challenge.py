"""`mizan log challenge`: an audit of random leaves.

    mizan log challenge --announce                          says the audit's id; its leaf must be sequenced first
    mizan log challenge ID [--checkpoint FILE] [-o FILE]    draws, opens, and writes the openings for the overseer

The checkpoint is the next one that a quorum cosigned after the announcement; overseers should bring their own copy.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from mizan.kit.acting import reading
from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger.challenges import DRAWS, Answer, announce, challenge
from mizan.ledger.sequencing.outbox import head_of
from mizan.tlog.checkpoint import Checkpoint, open_checkpoint
from mizan.tlog.cosignature import cosigned
from mizan.tlog.errors import TlogError
from mizan.tlog.policy import parse_policy

ACTOR = system("oversight audit")


def main(argv: list[str]) -> int:
    """0 every drawn leaf was opened, 1 some were not, 2 bad input."""
    options = _parser().parse_args(argv)
    if options.announce:
        print(json.dumps({"challenge": str(announce(ACTOR))}) if options.json else announce(ACTOR))
        return 0
    try:
        point = _checkpoint(options.checkpoint)
        with reading(ACTOR):
            answers = challenge(
                options.id, point.root, point.size, draws=options.draws, shift=head_of(point.origin).shift
            )
        if options.output:
            _write(options.output, [_shown(answer, openings=True) for answer in answers])
    except (Refused, TlogError, OSError) as error:
        reason = word(error) if isinstance(error, Refused) else str(error)
        print(json.dumps({"holds": False, "error": reason}) if options.json else reason, file=_out(options))
        return 2
    return _tell(options, point, answers)


def _checkpoint(path: Path | None) -> Checkpoint:
    """The checkpoint of a file (default: the published one), with the quorum of the published policy."""
    policy = parse_policy((Path(settings.LOG) / "policy").read_bytes())
    checkpoint, note = open_checkpoint((path or Path(settings.LOG) / "checkpoint").read_bytes(), policy.log.key)
    if not policy.satisfied(set(cosigned(note, policy.verifiers))):
        raise TlogError("the quorum of witnesses is not reached", "checkpoint")
    return checkpoint


def _tell(options: argparse.Namespace, point: Checkpoint, answers: Sequence[Answer]) -> int:
    counts = Counter(answer.state for answer in answers)
    holds = all(answer.is_good for answer in answers)
    document = {
        "holds": holds, "challenge": str(options.id), "size": point.size, "root": point.root.hex(),
        "counts": dict(counts), "answers": [_shown(answer, openings=False) for answer in answers],
    }  # fmt: skip
    text = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    print(json.dumps(document) if options.json else f"{len(answers)} draws of {point.size}: {text}")
    return 0 if holds else 1


def _shown(answer: Answer, *, openings: bool) -> dict[str, object]:
    """What is said of one draw; openings only in the overseer's own file."""
    shown: dict[str, object] = {"number": answer.number, "index": answer.index, "state": answer.state}
    if openings:
        shown |= {"leaf": answer.leaf.hex(), "salt": answer.salt.hex(), "payload": answer.payload.decode()}
    return shown


def _write(path: Path, answers: list[dict[str, object]]) -> None:
    """A new file that its owner alone can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(answers, file, ensure_ascii=False, indent=1)


def _out(options: argparse.Namespace) -> object:
    return sys.stdout if options.json else sys.stderr


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log challenge", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--announce", action="store_true", help="announce a new audit and say its id")
    which.add_argument("id", type=UUID, nargs="?", help="the id of an announced audit")
    parser.add_argument("--checkpoint", type=Path, help="a cosigned checkpoint (default: the published one)")
    parser.add_argument("--draws", type=int, default=DRAWS, help=f"how many leaves to draw (default {DRAWS})")
    parser.add_argument("-o", "--output", type=Path, help="write the openings there, for the overseer alone")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return parser
