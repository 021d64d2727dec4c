"""Whatever happens to a log in whatever order, no quorum signs two histories and no acknowledged leaf is lost.

Appended to, stepped, killed at any point, restarted, database or files put back from a backup, two sequencers at once,
witnesses that are silent, that lie or forget, and time that passes.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mizan.ledger.models import Leaf
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.fsck import fsck
from mizan.ledger.sequencing.locks import Busy
from mizan.ledger.sequencing.outbox import head_of
from mizan.ledger.sequencing.publishing import published
from mizan.ledger.sequencing.sequencer import Sequencer, Step
from mizan.tlog.errors import TlogError
from mizan.tlog.tiles import parse_path
from mizan.tlog.tiletree import TileTree
from tests.ledger.logs import NAMES, House
from tests.ledger.outbox import put_leaves

pytestmark = pytest.mark.django_db
Shown = tuple[int, bytes]


class Killed(BaseException):
    """The process ends here: nothing between this and the restart is remembered but disk and database."""


class Log(RuleBasedStateMachine):
    """The real sequencer on the real tables and files, with real witnesses in this process."""

    parent: Path  # folder of all houses
    made = 0
    reached: set[str] = set()  # noqa: RUF012  (what the whole run came to: shown at the end)

    def __init__(self) -> None:
        super().__init__()
        type(self).made += 1
        self.root = self.parent / str(self.made)
        self.root.mkdir()
        self.outermost = transaction.savepoint()
        self.house = House(self.root)
        self.writer: Sequencer = self.house.sequencer()
        self.kept = [(self.outermost, set[bytes]())]  # backups of the database, with what it had acknowledged
        self.acknowledged: set[bytes] = set()
        self.agreed: set[Shown] = set()  # what a quorum ever signed

    @initialize(count=st.sampled_from([1, 255, 256, 300]))
    def begin(self, count: int) -> None:
        """Something is published before anything goes wrong; the outermost backup is from before it."""
        self.append(count)
        self._step()

    # What people do, and what happens to machines.

    @rule(count=st.sampled_from([1, 2, 7, 130, 300]))
    def append(self, count: int) -> None:
        self.acknowledged |= {bytes(leaf.hash) for leaf in put_leaves(count)}

    @rule()
    def step(self) -> None:
        self._step()

    @rule(at=st.integers(0, 20))
    def die_during_a_step(self, at: int) -> None:
        self.append(2)  # so that there is something to die in
        left = [at]

        def count(_step: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        self.writer = self.house.sequencer(count)
        try:
            self._step()
        except Killed:
            self.reached.add("killed")
        self.restart()

    @rule()
    def restart(self) -> None:
        self.writer = self.house.sequencer()

    @rule()
    def two_at_once(self) -> None:
        """A second sequencer takes its step in the middle of the first one's: it must be refused, wherever that is."""

        def other(_step: str) -> None:
            with pytest.raises(Busy):
                self.house.sequencer().step(self.house.now)
            self.reached.add("busy")

        self.writer = self.house.sequencer(other)
        self._step()
        self.restart()

    @rule()
    def back_the_database_up(self) -> None:
        self.kept.append((transaction.savepoint(), set(self.acknowledged)))

    @rule(which=st.integers(0, 9))
    def put_the_database_back(self, which: int) -> None:
        del self.kept[which % len(self.kept) + 1 :]
        point, self.acknowledged = self.kept[-1][0], set(self.kept[-1][1])
        transaction.savepoint_rollback(point)
        self.restart()

    @rule()
    def back_the_files_up(self) -> None:
        shutil.rmtree(self.root / "kept", ignore_errors=True)
        shutil.copytree(self.root / "log", self.root / "kept")

    @precondition(lambda self: (self.root / "kept").exists())
    @rule()
    def put_the_files_back(self) -> None:
        shutil.rmtree(self.root / "log")
        shutil.copytree(self.root / "kept", self.root / "log")
        self.restart()

    @rule(name=st.sampled_from(NAMES), down=st.booleans())
    def a_witness_falls_silent_or_returns(self, name: str, down: bool) -> None:
        self.house.near[name].down = down

    @rule(name=st.sampled_from(NAMES[1:]), lies=st.booleans())
    def a_witness_of_the_minority_lies_or_stops_lying(self, name: str, lies: bool) -> None:
        self.house.near[name].lies = lies

    @rule(seconds=st.sampled_from([1, 61, 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.house.clock[0] += seconds

    # What must hold.

    @invariant()
    def what_a_quorum_signed_is_one_history(self) -> None:
        roots: dict[int, bytes] = {}
        for size, root in self.agreed:
            assert roots.setdefault(size, root) == root, f"two trees of {size} leaves were signed by a quorum"

    def teardown(self) -> None:
        try:
            self._end_well()
        finally:
            transaction.savepoint_rollback(self.outermost)
            shutil.rmtree(self.root)

    # How.

    def _step(self) -> Step | None:
        """One step. It signs nothing that does not continue what a quorum signed, and takes nothing back."""
        before, size = self._seen_by_a_quorum(), self._published_size()
        try:
            done = self.writer.step(self.house.now)
        except Rewound:
            self.reached.add("rewound")
            assert self._seen_by_a_quorum() == before, "it signed although it refused to"
            return None
        finally:
            assert self._published_size() >= size, "what is published shrank"
            self._note(self._seen_by_a_quorum() - before)
        if done.waiting:
            self.reached.add("waiting")
            assert self._seen_by_a_quorum() == before, "it signed although it waits"
        return done

    def _note(self, fresh: set[Shown]) -> None:
        for shown in fresh:
            for size, root in self.agreed:
                assert size <= shown[0], "a quorum signed a smaller tree later"
                assert self._root_of_first(size) == root, "what a quorum signed is not the beginning of the log"
        self.agreed |= fresh

    def _latest(self) -> dict[str, Shown]:
        """What each witness remembers, silent or not: read from its own memory."""
        found = {}
        for name, witness in self.house.near.items():
            down, witness.down = witness.down, False
            latest = witness.latest(self.house.signer.name, self.house.policy.log.key)
            witness.down = down
            if latest is not None:
                found[name] = (latest[0].size, latest[0].root)
        return found

    def _seen_by_a_quorum(self) -> set[Shown]:
        latest = self._latest()
        keys = self.house.policy.witnesses
        return {
            shown
            for shown in latest.values()
            if self.house.policy.satisfied({keys[name].key.name for name, other in latest.items() if other == shown})
        }

    def _published_size(self) -> int:
        found = published(self._disk, self.house.policy)
        return 0 if found is None else found.checkpoint.size

    def _root_of_first(self, size: int) -> bytes | None:
        try:
            return TileTree(lambda path: self._disk.tile(parse_path(path)), size).root()
        except TlogError:
            return None

    @property
    def _disk(self) -> Disk:
        return Disk(self.root / "log")

    def _end_well(self) -> None:
        """With everybody back and honest, either all is published and whole, or the log says why it must not sign."""
        for witness in self.house.near.values():
            witness.down = witness.lies = False
        self.house.clock[0] += int(timedelta(minutes=5).total_seconds())
        self.restart()
        contradicted = self._is_contradicted()
        done = self._step()
        assert (done is None) == contradicted
        if done is None:
            return
        self.reached.add("whole")
        assert (done.published or 0) == head_of(self.house.signer.name).size == len(self.acknowledged)
        logged = {bytes(one) for one in Leaf.objects.exclude(idx=None).values_list("hash", flat=True)}
        assert logged == self.acknowledged, "an acknowledged leaf was lost"
        assert fsck(self._disk, head_of(self.house.signer.name), self.house.policy) == []

    def _is_contradicted(self) -> bool:
        """Whether database and files hold less, or something else, than anybody was shown."""
        head = head_of(self.house.signer.name)
        shown = {*self._latest().values(), (head.size, head.root)} if head.size else set(self._latest().values())
        if found := published(self._disk, self.house.policy):
            shown.add((found.checkpoint.size, found.checkpoint.root))
        return any(size > head.size or self._root_of_first(size) != root for size, root in shown)


def run(parent: Path, examples: int, steps: int) -> set[str]:
    """Play; returns which of the rare endings were reached."""
    Log.parent, Log.made, Log.reached = parent, 0, set()
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Log,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=quiet,
            derandomize=True,
        ),
    )
    print(f"\n{Log.made} logs played, reached: {', '.join(sorted(Log.reached))}")
    return Log.reached


@pytest.mark.slow
def test_I6_no_fork_no_shrinking_no_lost_leaf_whatever_happens(in_memory: Path) -> None:
    assert run(in_memory, 15, 30) >= {"busy", "killed", "rewound", "whole"}


@pytest.mark.deep
def test_I6_no_fork_no_shrinking_no_lost_leaf_in_many_long_lives(in_memory: Path) -> None:
    assert run(in_memory, 300, 60) == {"busy", "killed", "rewound", "waiting", "whole"}
