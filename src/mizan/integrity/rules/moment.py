"""Whether the clock may believe a time. Who can turn a clock can bury a report, or open a rung too early.

In production a time that is given must not be later than the system's, and the system's clock must agree with the
newest cosignature of a quorum of witnesses: not behind it (set back), and not ahead of it by more than a slack (set
forward, or witnesses are gone). The exercise has a clock of its own (DESIGN section 9, "Clock").
"""

from __future__ import annotations

from datetime import datetime, timedelta

SLACK = timedelta(days=3)  # a weekend without witnesses stops nothing
EARLY = timedelta(minutes=5)  # clocks of honest machines differ


def refusal(given: datetime, system: datetime, cosigned: datetime | None) -> str:
    """Why this time is not believed for real reports, or "". All aware. `cosigned` None: no log is published yet."""
    if given > system:
        return "integrity.clock_ahead"
    if cosigned is None:
        return ""
    if system < cosigned - EARLY:
        return "integrity.clock_set_back"
    return "integrity.clock_unwitnessed" if system > cosigned + SLACK else ""
