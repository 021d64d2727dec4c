"""One step of the log: take what is due, write its tiles, move the head, ask the witnesses, publish with a quorum.

    outbox -> tiles on disk, hashed again -> head and indices in one transaction -> cosignatures -> checkpoint, history

A crash between any two of these loses nothing: before the transaction the rows still wait and the files are written
anew; after it the head is the authority and is published at the next step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from mizan.ledger.sequencing import examining, outbox, witnesses
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.growth import check_files, grow
from mizan.ledger.sequencing.locks import one_writer
from mizan.ledger.sequencing.outbox import Head
from mizan.ledger.sequencing.publishing import Published, opened, publish, published, remember
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner, time_of
from mizan.tlog.errors import PolicyError, TlogError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.merkle import Frontier
from mizan.tlog.note import Signature, add_signatures, sign_note
from mizan.tlog.policy import Policy
from mizan.tlog.tiles import parse_path
from mizan.tlog.tiletree import TileTree


@dataclass(frozen=True)
class Step:
    """What one step did. `waiting`: why nothing may be signed yet; `failures`: witnesses without a cosignature;
    `signed`: when each of the others cosigned; `missed`: the quorum was asked for and did not come together."""

    taken: int = 0
    size: int = 0
    published: int | None = None
    waiting: str = ""
    failures: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, int] = field(default_factory=dict)
    missed: bool = False


@dataclass
class Sequencer:
    """The writer of one log. `second` signs an additional line (ML-DSA-44) where the installation has that key."""

    signer: Ed25519Signer
    policy: Policy
    disk: Disk
    asked: Mapping[str, witnesses.Asked]
    lock: Path
    republish: int = 600  # seconds after which the same size is cosigned again
    second: CosignatureSigner | None = None
    most: int = outbox.MOST
    _trusted: bool = field(default=False, init=False)
    _edge: Frontier | None = field(default=None, init=False)

    @property
    def origin(self) -> str:
        """The log's name, also the name of its key."""
        return self.signer.name

    def step(self, now: datetime) -> Step:
        """Do what is due at `now`. Raises `Rewound`, `Busy`, and `HeadMoved` (which ends the process)."""
        with one_writer(self.lock):
            if ended := outbox.successor_of(self.origin):
                raise examining.Rewound(f"this log ended: {ended} continues it (MIZAN_LOG_NUMBER, MIZAN_LOG_ORIGIN)")
            head = outbox.head_of(self.origin)
            before = published(self.disk, self.policy)
            if not self._trusted and (reason := self._examine(head, before)):
                return Step(size=head.size, published=_size(before), waiting=reason)
            if before is not None:
                remember(self.disk, before, self.policy)
            head, taken = self._grow(head, now)
            return self._publish(head, before, taken, now)

    def _examine(self, head: Head, before: Published | None) -> str:
        """The start-up guard. Returns why it is too early to say, or raises `Rewound`."""
        shown = [] if before is None else [examining.seen("the published checkpoint", before.checkpoint)]
        answers, _failures = witnesses.latest(self.asked, self.origin, self.policy.log.key)
        shown += [examining.seen(f"the witness {name}", found) for name, found in answers.items() if found]
        reason = examining.contradiction(head.size, self._root_at(head), shown)
        if reason:
            raise examining.Rewound(reason)
        if not examining.enough_answers(self.policy, answers):
            return "too few witnesses answer to know that nothing was set back"
        self._edge_of(head)
        self._trusted = True
        return ""

    def _grow(self, head: Head, now: datetime) -> tuple[Head, int]:
        rows = outbox.due(now, self.most)
        if not rows:
            return head, 0
        grown = grow(self._edge_of(head), [row.data for row in rows], self.disk.tile)
        self.disk.write(grown.files)
        self.disk.reached("hash the files again")
        check_files(head.size, grown.size, grown.root, self.disk.tile)
        note = sign_note(Checkpoint(self.origin, grown.size, grown.root).text, [self.signer])
        fresh = replace(head, size=grown.size, root=grown.root, note=note)
        outbox.advance(head, fresh, rows, self.disk.reached)
        self._edge = grown.frontier
        return fresh, len(rows)

    def _publish(self, head: Head, before: Published | None, taken: int, now: datetime) -> Step:
        """Cosign the head, if it is new or the last time is long ago; without a quorum what is published stays."""
        moment = int(now.timestamp())
        is_fresh = before and before.checkpoint.size == head.size and moment - before.time < self.republish
        if head.size == 0 or is_fresh:
            return Step(taken, head.size, _size(before))
        answers = witnesses.cosign(self.asked, self._signed(head, moment), head.size, self._tree(head).consistency)
        self._heed(head, answers.failures)
        failures = {name: str(error) for name, error in answers.failures.items()}
        signed = {line.name: time_of(line.blob) for line in answers.signatures}
        try:
            fresh = opened(add_signatures(self._signed(head, moment), answers.signatures), self.policy)
        except PolicyError:
            return Step(taken, head.size, _size(before), failures=failures, signed=signed, missed=True)
        self.disk.reached("publish")
        publish(self.disk, fresh, self.policy)
        return Step(taken, head.size, head.size, failures=failures, signed=signed)

    def _heed(self, head: Head, failures: Mapping[str, TlogError]) -> None:
        """A witness that speaks of a larger tree (409) or another one (422) is believed only by the log's signature."""
        if any(error.where in {"409", "422"} for error in failures.values()):
            self._trusted = False
            self._examine(head, None)

    def _signed(self, head: Head, moment: int) -> bytes:
        if self.second is None:
            return head.note
        line: Signature = self.second.cosign(Checkpoint(self.origin, head.size, head.root).text, moment)
        return add_signatures(head.note, [line])

    def _tree(self, head: Head) -> TileTree:
        return TileTree(lambda path: self.disk.tile(parse_path(path)), head.size)

    def _edge_of(self, head: Head) -> Frontier:
        """The right edge of the tree on disk, which must be the head's. Raises `Rewound` where it is not."""
        if self._edge is not None and self._edge.size == head.size and self._edge.root() == head.root:
            return self._edge
        try:
            edge = self._tree(head).frontier()
        except TlogError as error:
            raise examining.Rewound(f"the files do not hold the log's {head.size} leaves: {error}") from error
        if edge.root() != head.root:
            raise examining.Rewound(f"the files have another root at {head.size} leaves than the database")
        self._edge = edge
        return edge

    def _root_at(self, head: Head) -> examining.RootAt:
        def root(size: int) -> bytes:
            if size == head.size:
                return head.root
            return TileTree(lambda path: self.disk.tile(parse_path(path)), size).root()

        return root


def _size(before: Published | None) -> int | None:
    return None if before is None else before.checkpoint.size
