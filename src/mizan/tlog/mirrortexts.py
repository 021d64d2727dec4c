"""The texts that a mirror keeps beside the tiles: the statement of a new origin, and every version of the key manifest.

A text is taken over once the leaves of the copy commit to it, and never again: one that later is gone or reads
otherwise is a fault, and the other one is kept as evidence. Whether state oversight and society signed them, a monitor
checks: a mirror has no keys of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mizan.tlog.durable import write_whole
from mizan.tlog.errors import LeafError, TlogError
from mizan.tlog.leaf import unpack_leaf
from mizan.tlog.manifest import FOLDER as MANIFESTS
from mizan.tlog.manifest import digest, must_follow, parse_manifest
from mizan.tlog.note import parse_note
from mizan.tlog.origin import NAME as ORIGIN
from mizan.tlog.origin import open_origin
from mizan.tlog.policy import Policy
from mizan.tlog.receipt import entries
from mizan.tlog.succession import continued, must_begin_with
from mizan.tlog.verifier.report import Report
from mizan.tlog.verifier.source import DirectorySource, FileFault, Source

Keep = Callable[[str, bytes], None]  # keeps a contradiction: the text's path, what the log shows now


@dataclass(frozen=True)
class Texts:
    """Where texts are taken from and to. `size`: leaves that are in `folder` already."""

    source: Source
    folder: Path
    policy: Policy
    size: int
    report: Report
    keep: Keep

    @property
    def ours(self) -> DirectorySource:
        return DirectorySource(self.folder)

    def take(self) -> None:
        """Take over what is new; what is wrong is noted in the report. Raises `Unreachable`, `OSError`."""
        if (statement := self._new(ORIGIN)) is not None:
            self._take_origin(statement)
        self._take_manifests()

    def _take_origin(self, statement: bytes) -> None:
        try:
            open_origin(statement, self.policy.log.key)
            must_begin_with(self.ours.read, self.size, statement)
        except TlogError as error:
            self.report.fault(ORIGIN, 0, str(error))
            return
        write_whole(self.folder / ORIGIN, statement)

    def _take_manifests(self) -> None:
        number, before = 1, None
        while True:
            path = f"{MANIFESTS}/{number}"
            data = self._new(path)
            if data is not None and not self._take_manifest(path, data, before):
                return
            before = find(self.ours, path)
            if before is None:
                return
            number += 1

    def _take_manifest(self, path: str, data: bytes, before: bytes | None) -> bool:
        try:
            must_follow(parse_manifest(parse_note(data).text), before, continued(self.policy))
        except TlogError as error:
            self.report.fault(path, 0, str(error))
            return False
        if not self._is_committed(digest(data)):
            self.report.notices.append(f"{path} is not taken over: no leaf that is here commits to it yet")
            return False
        write_whole(self.folder / path, data)
        return True

    def _is_committed(self, commitment: bytes) -> bool:
        for _index, entry in entries(self.ours.read, self.size):
            try:
                if unpack_leaf(entry).commitment == commitment:
                    return True
            except LeafError:
                continue
        return False

    def _new(self, path: str) -> bytes | None:
        """What the log shows and is not here yet. A text that is here must be the same there."""
        theirs, ours = find(self.source, path), find(self.ours, path)
        if ours is None or theirs == ours:
            return theirs if ours is None else None
        if theirs is not None:
            self.keep(path, theirs)
        self.report.fault(path, 0, "the text that is here already is gone from the log, or reads otherwise there")
        return None


def find(source: Source, path: str) -> bytes | None:
    """A file, or None where there is none. Raises `Unreachable`."""
    try:
        return source.read(path)
    except FileFault:
        return None
