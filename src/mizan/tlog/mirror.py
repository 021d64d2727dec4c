"""`mizan log mirror URL DIR --policy FILE`: a full copy of a log that only ever grows, checked as it grows.

Entries are downloaded into `incoming/` and taken over only when, after the entries that are here already, they give
the root that the quorum signed; hash tiles are never copied but computed. The checkpoint comes last, so a run that was
cut off leaves the old copy as it was, and the next run goes on where it stopped. A checkpoint with fewer leaves than
the copy, or with another history, is refused, and both checkpoints are kept in `evidence/`: two signed statements that
contradict each other are the proof of a fork, whoever holds the log. The statement of a new origin (`origin`) and the
key manifests (`manifest/N`) are copied too, once the leaves commit to them.

Of two runs at once in one DIR the second is refused: it would clear away what the first one downloads.

The policy is given once and kept in DIR. Exit codes: 0 the copy holds and is current, 1 a check failed, 2 bad input.

Trusted for: what it holds already. Who can write to DIR can make the mirror believe another past; `verify` finds that.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from mizan.tlog.durable import one_run, write_later, write_whole
from mizan.tlog.errors import TileError, TlogError
from mizan.tlog.history import NAME as HISTORY
from mizan.tlog.merkle import EMPTY_ROOT, Frontier, range_hash
from mizan.tlog.mirrortexts import Texts
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.tiles import WIDTH, TileAddress, split_tile, tiles_for
from mizan.tlog.tiletree import TileTree
from mizan.tlog.tilewriter import TileWriter, edge
from mizan.tlog.verifier.checkpoints import (
    CHECKPOINT,
    Signed,
    fetch_history,
    read_current,
    read_history,
    read_signed,
)
from mizan.tlog.verifier.command import HOURS, add_clock, complain, seconds
from mizan.tlog.verifier.leaves import hash_bundle, read_first
from mizan.tlog.verifier.report import Fault, Report, TooManyFaults, as_text
from mizan.tlog.verifier.run import DAY_OLD
from mizan.tlog.verifier.source import DirectorySource, FileFault, Source, Unreachable, source_of

POLICY, INCOMING, EVIDENCE = "policy", "incoming", "evidence"


class Refused(TlogError):
    """The log contradicts the copy; the copy stays as it is."""


@dataclass
class Copy:
    """A mirror in a folder. `report` gathers what is wrong; `evidence` names the files kept of a contradiction."""

    folder: Path
    policy: Policy
    report: Report
    size: int = 0  # leaves that are here
    evidence: list[str] = field(default_factory=list)

    def read(self, path: str) -> bytes:
        """A file of the copy. Raises `FileFault`."""
        return DirectorySource(self.folder).read(path)

    def tree(self) -> TileTree:
        """The tree of the leaves that are here."""
        return TileTree(self.read, self.size)


def mirror(source: Source, folder: Path, policy: Policy, *, now: int, max_age: int = DAY_OLD) -> Copy:
    """Bring the copy in `folder` up to the log's checkpoint; what the log holds never raises, it is reported.

    `now` and `max_age` in seconds. Raises `TlogError` if the copy itself is damaged or another run is at work in it,
    `OSError` if it cannot be written.
    """
    with one_run(folder):
        return _mirrored(source, folder, policy, now, max_age)


def _mirrored(source: Source, folder: Path, policy: Policy, now: int, max_age: int) -> Copy:
    copy = Copy(folder, policy, Report(policy_hash=policy.hash))
    ours = _ours(copy)
    try:
        history = fetch_history(source, copy.report)
        theirs = read_current(source, policy, now, max_age, copy.report)
        if theirs is not None:
            _must_not_contradict(copy, ours, theirs)
            _grow(copy, source, theirs)
            _take_texts(copy, source, theirs)
            _close(copy, theirs, history)
    except (Refused, Unreachable, FileFault) as error:
        copy.report.faults.append(Fault(error.where or CHECKPOINT, 0, error.reason))
    except TooManyFaults:
        copy.report.notices.append("the run ended here: there are more faults than are listed")
    return copy


def _ours(copy: Copy) -> Signed | None:
    """The checkpoint of the copy; None before the first run. Raises `TlogError` where it is damaged."""
    path = copy.folder / CHECKPOINT
    if not path.exists():
        return None
    signed, _ = read_signed(path.read_bytes(), copy.policy)
    copy.size = signed.checkpoint.size
    return signed


def _must_not_contradict(copy: Copy, ours: Signed | None, theirs: Signed) -> None:
    """Neither fewer leaves than here, nor another root for as many. Raises `Refused`."""
    if ours is None or theirs.checkpoint.size > copy.size:
        return
    size = theirs.checkpoint.size
    if theirs.checkpoint.root != _root_of_first(copy, size):
        _refuse(copy, theirs, f"the log shows another root for its first {size} leaves than they have here: a fork")
    if size < copy.size:
        _refuse(copy, theirs, f"the log shows {size} leaves, fewer than the {copy.size} that are here")


def _root_of_first(copy: Copy, size: int) -> bytes:
    """The root of the first `size` leaves of the copy."""
    return range_hash(0, size, copy.tree().subtree) if size else EMPTY_ROOT


def _refuse(copy: Copy, theirs: Signed, reason: str) -> NoReturn:
    """Keep both checkpoints, as they were signed, and stop."""
    for side, data in (("ours", copy.read(CHECKPOINT)), ("theirs", theirs.note)):
        signed, _ = read_signed(data, copy.policy)
        _keep(copy, f"{side}-{signed.checkpoint.size}-{signed.checkpoint.root.hex()[:16]}.checkpoint", data)
    raise Refused(reason, CHECKPOINT)


def _keep(copy: Copy, name: str, data: bytes) -> None:
    write_whole(copy.folder / EVIDENCE / name, data)
    copy.evidence.append(f"{EVIDENCE}/{name}")


def _grow(copy: Copy, source: Source, theirs: Signed) -> None:
    """Take over the leaves from the copy's size up to the checkpoint's."""
    size = theirs.checkpoint.size
    bundles = [address for address in tiles_for(copy.size, size) if address.level is None]
    frontier = copy.tree().frontier() if copy.size else Frontier()
    for address in bundles:
        frontier.extend(_incoming(copy, source, theirs, address))
    if frontier.root() != theirs.checkpoint.root:
        shutil.rmtree(copy.folder / INCOMING, ignore_errors=True)  # whatever was wrong with it, it is asked for again
        if copy.size:
            _refuse(copy, theirs, "the new leaves, after those that are here, do not give the root that was signed")
        raise Refused("the leaves do not give the root that was signed", CHECKPOINT)
    writer = TileWriter(copy.folder)
    for address in bundles:
        writer.add(address, (copy.folder / INCOMING / address.path).read_bytes())
    writer.finish()


def _incoming(copy: Copy, source: Source, theirs: Signed, address: TileAddress) -> list[bytes]:
    """Download a bundle; returns the leaf hashes in it that are new. Raises `FileFault`, `Unreachable`, `Refused`."""
    path = copy.folder / INCOMING / address.path
    try:
        if not path.exists():
            write_later(path, read_first(source.read, address, address.width))
        hashes = hash_bundle(path.read_bytes(), address.width)
    except FileFault:
        raise
    except TileError as error:
        path.unlink(missing_ok=True)
        raise FileFault(error.reason, address.path) from None
    known = max(0, copy.size - address.index * WIDTH)
    if known and hashes[:known] != split_tile(copy.read(TileAddress(0, address.index, known).path), known):
        shutil.rmtree(copy.folder / INCOMING, ignore_errors=True)
        _refuse(copy, theirs, f"entries of {address.path} that are here already have changed")
    return hashes[known:]


def _take_texts(copy: Copy, source: Source, theirs: Signed) -> None:
    """The statement of a new origin and the key manifests, once the leaves that commit to them are here."""
    size, root = theirs.checkpoint.size, theirs.checkpoint.root.hex()[:16]

    def keep(path: str, data: bytes) -> None:
        _keep(copy, f"theirs-{size}-{root}.{path.replace('/', '-')}", data)

    Texts(source, copy.folder, copy.policy, size, copy.report, keep).take()


def _close(copy: Copy, theirs: Signed, history: bytes | None) -> None:
    """The history, and last the checkpoint, once everything before it is on the disk."""
    old, copy.size = copy.size, theirs.checkpoint.size
    if history is not None and _continues(copy, theirs, history):
        write_whole(copy.folder / HISTORY, history)
    write_whole(copy.folder / CHECKPOINT, theirs.note)
    shutil.rmtree(copy.folder / INCOMING, ignore_errors=True)
    if old != copy.size:
        _drop_old_edge(copy, old)
    copy.report.notices.append(f"{copy.size - old} leaves are new here, {copy.size} in all")


def _continues(copy: Copy, theirs: Signed, history: bytes) -> bool:
    """Whether a history goes on from the one that is here, and its records are roots of the leaves that are here."""
    if (copy.folder / HISTORY).exists() and not history.startswith(copy.read(HISTORY)):
        _keep(copy, f"theirs-{copy.size}-{theirs.checkpoint.root.hex()[:16]}.history", history)
        copy.report.fault(HISTORY, 0, "records of past checkpoints that are here already were changed or taken away")
        return False
    before = len(copy.report.faults)
    for offset, signed in read_history(history, [copy.policy], theirs, copy.report):
        if signed.checkpoint.root != _root_of_first(copy, signed.checkpoint.size):
            copy.report.fault(HISTORY, offset, "the entries do not give the root that was signed then: a fork")
    return len(copy.report.faults) == before


def _drop_old_edge(copy: Copy, old: int) -> None:
    """Partial files of the tree of `old` leaves that wider ones have replaced."""
    kept = {address.path for address in edge(copy.size)}
    for address in edge(old):
        if address.path not in kept:
            (copy.folder / address.path).unlink(missing_ok=True)


def main(argv: list[str]) -> int:
    """Bring a copy up to date; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        policy = _policy(arguments)
        source = source_of(arguments.log)
        now, max_age = seconds(arguments.now), int(arguments.max_age * HOURS)
        copy = mirror(source, arguments.folder, policy, now=now, max_age=max_age)
    except (TlogError, OSError) as error:
        return complain("mizan log mirror", error, as_json=arguments.json)
    facts = copy.report.as_dict() | {"evidence": copy.evidence, "copied": copy.size}
    print(json.dumps(facts, ensure_ascii=False) if arguments.json else _as_text(copy))
    return 0 if copy.report.holds else 1


def _policy(arguments: argparse.Namespace) -> Policy:
    """The policy of the copy: given on the first run and kept, the same one ever after. Raises `TlogError`."""
    kept = arguments.folder / POLICY
    if arguments.policy is None:
        if not kept.exists():
            raise TlogError("the first run needs --policy", str(kept))
        return parse_policy(kept.read_bytes())
    data = arguments.policy.read_bytes()
    policy = parse_policy(data)
    if not kept.exists():
        write_whole(kept, data)
    elif kept.read_bytes() != data:
        raise TlogError("the copy has another policy; to change it, replace this file", str(kept))
    return policy


def _as_text(copy: Copy) -> str:
    return "\n".join([*(f"evidence   {copy.folder / name}" for name in copy.evidence), as_text(copy.report)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log mirror", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("log", help="the URL of a log such as https://example.org/log, or a directory")
    parser.add_argument("folder", type=Path, help="where the copy is kept")
    parser.add_argument("--policy", type=Path, help="the policy; needed on the first run only")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_clock(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
