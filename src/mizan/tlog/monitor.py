"""`mizan log monitor DIR|URL --policy FILE --state FILE`: what changed since the last look, for whoever watches.

It keeps the last checkpoint and key manifest it accepted in a file of its own, and reports: a checkpoint that shrank or
forked (both notes are kept as evidence in the state), a checkpoint without quorum or too old, a new origin, which must
continue what was remembered of the old log, and every change of the key manifest, key by key. Each manifest must be
committed to by a leaf of the log (one that is shown to some only is not), be signed by the log, state oversight and
society, and follow the one before.

Exit codes: 0 all in order (changes are listed), 1 something is wrong, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from mizan.tlog.checkpoint import Checkpoint, open_checkpoint
from mizan.tlog.cosignature import cosigned
from mizan.tlog.errors import LeafError, TlogError
from mizan.tlog.keys import parse_vkey
from mizan.tlog.leaf import unpack_leaf
from mizan.tlog.manifest import FOLDER as MANIFESTS
from mizan.tlog.manifest import Manifest, Pins, changes, digest, must_follow, open_manifest
from mizan.tlog.merkle import verify_consistency
from mizan.tlog.origin import Origin
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.proof import must_be_of_its_time
from mizan.tlog.receipt import Read, entries
from mizan.tlog.succession import continued, ground, older_keys, stated
from mizan.tlog.tiletree import TileTree
from mizan.tlog.verifier.source import source_of

DAY = 24 * 3600


@dataclass
class State:
    """What the monitor remembers, as text: the last accepted note, the manifest files, the statement of an origin."""

    checkpoint: str = ""
    manifests: list[str] = field(default_factory=list)
    origin: str = ""


@dataclass
class Seen:
    """What one look found. `faults` are reasons to call humans; `changes` are reasons to read."""

    size: int = 0
    root: str = ""
    faults: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def look(read: Read, policy: Policy, pins: Pins | None, state: State, *, now: int, max_age: int = DAY) -> Seen:
    """One look at a log; `state` is moved on where what was seen is accepted. `now` in unix seconds."""
    seen = Seen()
    try:
        data = read("checkpoint")
        checkpoint = _checkpoint(data, policy, now=now, max_age=max_age, seen=seen)
        tree = TileTree(read, checkpoint.size)
        origin, statement = stated(read, checkpoint, policy, pins, state.origin)
        accepted = _follows(data, checkpoint, tree, state, seen, origin=origin)
    except (TlogError, OSError, LookupError) as error:
        seen.faults.append(f"checkpoint: {error}")
        return seen
    seen.size, seen.root = checkpoint.size, checkpoint.root.hex()
    if accepted:
        state.origin = statement
    if accepted and pins is not None:
        own = replace(pins, older=older_keys(policy))
        _look_at_manifests(read, checkpoint.size, own, state, seen, continues=continued(policy))
    return seen


def _checkpoint(data: bytes, policy: Policy, *, now: int, max_age: int, seen: Seen) -> Checkpoint:
    """The checkpoint with its quorum; one that is only too old or too new is a fault, but goes on."""
    checkpoint, note = open_checkpoint(data, policy.log.key)
    times = cosigned(note, policy.verifiers)
    if not policy.satisfied(set(times)):
        raise TlogError("the quorum of witnesses is not reached")
    try:
        must_be_of_its_time(policy, times, now=now, max_age=max_age)
    except TlogError as error:
        seen.faults.append(f"checkpoint: {error}")
    return checkpoint


def _follows(data: bytes, new: Checkpoint, tree: TileTree, state: State, seen: Seen, *, origin: Origin | None) -> bool:
    """Whether the new checkpoint extends the remembered one, or is of the log that continues it; else both notes are
    kept as evidence."""
    try:
        size, root, told = ground(new, state.checkpoint, origin)
        if new.size < size:
            raise TlogError(f"the log shrank from {size} to {new.size} leaves")
        if size:
            verify_consistency(size, new.size, tree.consistency(size), root, new.root)
        if tree.root() != new.root:
            raise TlogError("the tiles do not give the signed root")
    except TlogError as error:
        seen.faults.append(f"fork or rollback: {error}")
        seen.evidence = [state.checkpoint, data.decode("utf-8", "replace")]
        return False
    seen.changes += told
    if new.size > size:
        seen.changes.append(f"{new.size - size} new leaves")
    state.checkpoint = data.decode()
    return True


def _look_at_manifests(
    read: Read, size: int, pins: Pins, state: State, seen: Seen, *, continues: Mapping[str, str]
) -> None:
    committed = set(_commitments(read, size))
    before: Manifest | None = None
    files: list[str] = []
    while (data := _read_or_none(read, f"{MANIFESTS}/{len(files) + 1}")) is not None:
        number = len(files) + 1
        try:
            manifest = open_manifest(data, pins)
            must_follow(manifest, files[-1].encode() if files else None, continues)
        except TlogError as error:
            seen.faults.append(f"manifest {number}: {error}")
            return
        if digest(data) not in committed:
            seen.faults.append(f"manifest {number}: no leaf of the log commits to it")
            return
        if number <= len(state.manifests) and state.manifests[number - 1] != data.decode():
            seen.faults.append(f"manifest {number}: another one than before")
            return
        if number > len(state.manifests):
            seen.changes += [f"manifest {number}: {line}" for line in changes(before, manifest)] or [
                f"manifest {number}"
            ]
        before, files = manifest, [*files, data.decode()]
    if len(files) < len(state.manifests):
        seen.faults.append(f"manifest {len(state.manifests)}: gone")
        return
    state.manifests = files


def _commitments(read: Read, size: int) -> Any:
    for _index, entry in entries(read, size):
        try:
            yield unpack_leaf(entry).commitment
        except LeafError:
            continue


def _read_or_none(read: Read, path: str) -> bytes | None:
    try:
        return read(path)
    except (TlogError, OSError, LookupError):
        return None


def main(argv: list[str]) -> int:
    """Look once; prints what was found."""
    options = _parser().parse_args(argv)
    try:
        policy, state = parse_policy(options.policy.read_bytes()), load(options.state)
        pins = _pins(policy, options.oversight, options.society)
        read = source_of(options.log).read
    except (TlogError, OSError, ValueError, TypeError) as error:
        print(json.dumps({"holds": False, "error": str(error)}) if options.json else f"mizan log monitor: {error}")
        return 2
    seen = look(read, policy, pins, state, now=int(options.now or time.time()), max_age=int(options.max_age * 3600))
    try:
        save(options.state, state)
    except OSError as error:
        seen.faults.append(f"the monitor's memory cannot be written: {error}")
    print(json.dumps({"holds": seen.holds, **asdict(seen)}, ensure_ascii=False) if options.json else _text(seen))
    return 0 if seen.holds else 1


def _text(seen: Seen) -> str:
    rows = [f"{seen.size} leaves, root {seen.root}" if seen.root else "no checkpoint accepted"]
    rows += [f"fault: {fault}" for fault in seen.faults] + [f"changed: {change}" for change in seen.changes]
    rows += [f"evidence:\n{note}" for note in seen.evidence]
    return "\n".join([*rows, "all in order" if seen.holds else "NOT in order"])


def load(path: Path) -> State:
    """The remembered state; a new one where there is no file. Raises `ValueError`, `TypeError`."""
    return State(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else State()


def save(path: Path, state: State) -> None:
    """Write beside, sync, rename: the memory is never half written."""
    half = path.with_name(path.name + ".part")
    with half.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _pins(policy: Policy, oversight: list[str], society: list[str]) -> Pins | None:
    if not oversight and not society:
        return None
    return Pins(policy.log.key, [parse_vkey(key) for key in oversight], [parse_vkey(key) for key in society])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan log monitor", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("log", help="a directory, or the URL of a log")
    parser.add_argument("--policy", type=Path, required=True, help="which log, which witnesses, what quorum")
    parser.add_argument("--state", type=Path, required=True, help="the monitor's own memory; made at the first look")
    parser.add_argument("--oversight", metavar="VKEY", action="append", default=[], help="a pinned state-oversight key")
    parser.add_argument("--society", metavar="VKEY", action="append", default=[], help="a pinned society key")
    parser.add_argument("--now", type=int, help="judge age as of these unix seconds (default: the system's clock)")
    parser.add_argument("--max-age", type=float, default=24, help="hours a checkpoint may be old")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return parser
