"""What the steps of `./test` came to, as a table and as one closing line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

NOTHING_CHOSEN = 5  # pytest's exit code when no test was left


@dataclass(frozen=True)
class Counts:
    """Tests of one step. A test that was skipped has shown nothing, so it counts against the step."""

    passed: int
    failed: int
    skipped: int


@dataclass(frozen=True)
class Outcome:
    """One step. A step without tests counts as one check in the closing line."""

    name: str
    code: int
    seconds: float
    counts: Counts | None = None

    @property
    def passed(self) -> bool:
        """Whether the step holds; skipped tests do not."""
        return self.code == 0 and not (self.counts and self.counts.skipped)

    @property
    def row(self) -> str:
        """One line of the table."""
        result = "passed" if self.passed else "FAILED"
        tests = ""
        if self.counts:
            tests = f"{self.counts.passed} passed, {self.counts.failed} failed"
            tests += f", {self.counts.skipped} skipped" if self.counts.skipped else ""
        elif self.code == NOTHING_CHOSEN:
            tests = "no test found"
        return f"{self.name:<22}{result:<8}{self.seconds:>7.1f} s   {tests}".rstrip()


def read_counts(report: Path) -> Counts | None:
    """Counts of a JUnit file that pytest wrote; None when it wrote none."""
    try:
        suite = next(Xml.parse(report).getroot().iter("testsuite"))  # noqa: S314  (written by our own pytest)
    except (OSError, Xml.ParseError, StopIteration):
        return None
    total, failures, errors, skipped = (int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped"))
    # A test that failed and whose teardown broke too is counted twice by pytest, never less than once.
    return Counts(max(total - failures - errors - skipped, 0), failures + errors, skipped)


def table(outcomes: Sequence[Outcome]) -> str:
    """All steps, and the time they took together."""
    rows = [one.row for one in outcomes]
    return "\n".join([*rows, f"{'all':<30}{sum(one.seconds for one in outcomes):>7.1f} s"])


def closing_line(outcomes: Sequence[Outcome]) -> str:
    """`N passed, N failed`: tests, and steps without tests as one each. A broken step never reads as 0 failed."""
    passed = failed = skipped = 0
    for one in outcomes:
        counts = one.counts or Counts(int(one.passed), int(not one.passed), 0)
        passed += counts.passed
        failed += counts.failed or int(not one.passed and one.counts is not None and not counts.skipped)
        skipped += counts.skipped
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
