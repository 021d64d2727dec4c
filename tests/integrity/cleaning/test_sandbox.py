"""The process that cleans can do nothing but think and answer: each thing is tried from inside by planted work."""

from __future__ import annotations

import signal
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mizan.integrity.cleaning import running, sandbox, wire
from mizan.integrity.cleaning.kinds import NotCleaned, Why
from mizan.integrity.cleaning.running import Child, clean, started
from tests.integrity.cleaning.planted import TRIES

ROOT = Path(__file__).resolve().parents[3]
MODULE, ROOTS = "tests.integrity.cleaning.planted", (str(ROOT / "src"), str(ROOT))
POINTS = b"\xff\xd8\xff\xe0 whatever"


@contextmanager
def planted(task: str) -> Iterator[Child]:
    with started(task, module=MODULE, roots=ROOTS) as child:
        yield child


def outcome(task: str) -> bytes:
    with planted(task) as child:
        child.close()
        return wire.one_text(child.read)


def why(deed: Callable[[], object]) -> Why:
    with pytest.raises(NotCleaned) as refused:
        deed()
    return refused.value.why


@pytest.mark.parametrize("task", sorted(TRIES))
def test_inside_it_cannot(task: str) -> None:
    assert outcome(task) in {
        "handles": {b"OSError"}, "environment": {b"OSError"}, "memory": {b"MemoryError"}, "thread": {b"RuntimeError"},
    }.get(task, {b"PermissionError"})  # fmt: skip
    assert not Path("/tmp/planted").exists()
    assert not Path("/tmp/planted-folder").exists()


def test_each_planted_deed_succeeds_outside_the_sandbox() -> None:
    """Or the test above would show nothing: the same deeds, in a process that gave up nothing."""
    import subprocess
    import sys

    code = (
        "import sys; sys.path[:0]=sys.argv[2:]\n"
        "from tests.integrity.cleaning.planted import TRIES\n"
        "try:\n TRIES[sys.argv[1]]()\n"
        "except PermissionError: sys.exit(7)\n"
    )
    for task in ("open", "stat", "list", "memfd", "pipe", "socket", "unix-socket", "fork", "thread", "chdir",
                 "signal-0", "limits-up", "open-native", "new-code", "environment", "memory"):  # fmt: skip
        done = subprocess.run([sys.executable, "-c", code, task, *ROOTS], capture_output=True, check=False)
        assert done.returncode == 0, (task, done.stderr)


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("crash", Why.FAILED), ("silent", Why.FAILED), ("recursion", Why.UNREADABLE), ("no-code", Why.FAILED),
        ("two-texts", Why.FAILED), ("long-text", Why.TOO_LARGE), ("noise", Why.FAILED), ("huge", Why.FAILED),
    ],
)  # fmt: skip
def test_a_crash_or_a_lie_of_the_process_is_a_reason_and_nothing_worse(task: str, reason: Why) -> None:
    assert why(lambda: outcome(task)) is reason


@pytest.mark.parametrize(
    ("task", "reason"),
    [("huge", Why.POINTS), ("empty", Why.POINTS), ("flood", Why.PAGES), ("silent", Why.FAILED), ("noise", Why.FAILED)],
)
def test_sizes_are_bounded_by_whoever_reads_them(task: str, reason: Why) -> None:
    def read() -> None:
        with planted(task) as child:
            child.close()
            for size in wire.sizes(child.read):
                child.read(size.length)

    assert why(read) is reason


def test_work_without_end_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "DEADLINE", 0.5)
    assert why(lambda: outcome("spin")) is Why.TOO_LONG


def test_work_without_end_is_ended_by_its_seconds_of_the_processor() -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.path[:0]=sys.argv[1:]\n"
        "from mizan.integrity.cleaning import sandbox\nsandbox.SECONDS = 1\nsandbox.lock_down()\nwhile True: pass\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code, *ROOTS], check=False, timeout=30)
    assert done.returncode == -signal.SIGXCPU
    assert -signal.SIGXCPU in running._KILLED


def test_a_process_that_does_not_read_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def send() -> None:
        with planted("spin") as child:
            child.send(bytes(1 << 20))

    monkeypatch.setattr(running, "DEADLINE", 0.5)
    assert why(send) is Why.TOO_LONG


def test_a_process_is_gone_when_its_work_is() -> None:
    with planted("spin") as child:
        process = child._process
        assert process.poll() is None
    assert process.returncode == -signal.SIGKILL


def test_where_no_sandbox_can_be_had_nothing_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "vax")
    assert why(sandbox.lock_down) is Why.NO_SANDBOX


def test_text_that_a_process_taken_over_hides_in_is_found_by_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    original = running.started
    monkeypatch.setattr(running, "started", lambda _task: original("hidden-text", module=MODULE, roots=ROOTS))
    assert why(lambda: clean(b"words")) is Why.FAILED


def test_one_file_is_cleaned_at_a_time_and_whoever_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "WAIT", 0.01)
    with running._one_at_a_time:
        assert why(lambda: clean(POINTS)) is Why.BUSY
    assert why(lambda: clean(POINTS)) is Why.UNREADABLE


def run(steps: list[tuple[int, int, int, int]], arch: int, number: int, third: int = 0) -> int:
    """The filter as the kernel walks it: what it returns for one call."""
    data = struct.pack("=iIQ6Q", number, arch, 0, 0, 0, third, 0, 0, 0)
    at, value = 0, 0
    while True:
        code, yes, no, operand = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, operand)
        elif code in (0x15, 0x45):
            at += yes if (value == operand if code == 0x15 else value & operand) else no
        else:
            return operand


@pytest.mark.parametrize("machine", sandbox.ARCH)
def test_the_filter_lets_the_list_through_and_nothing_else(machine: str) -> None:
    column = list(sandbox.ARCH).index(machine)
    maps, calls = ([both[column] for both in table.values()] for table in (sandbox.MAPS, sandbox.CALLS))
    arch = sandbox.ARCH[machine]
    steps = sandbox.program(arch, maps, calls)
    for number in range(-1, 600):
        allowed = run(steps, arch, number) == sandbox._ALLOW
        assert allowed == (number in (*maps, *calls))
        assert number not in maps or run(steps, arch, number, 7) == sandbox._EPERM
        assert run(steps, 0x40000003, number) == sandbox._KILL
    assert run(steps, arch, 0x40000000) == sandbox._EPERM  # the x32 form of read
