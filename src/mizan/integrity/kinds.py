"""The public duties of every report, the same five with the same due days whoever is accused (DESIGN section 9).

`RUNGS` only bounds a duty's way outward: how many rungs a report really has is in its `LaterWrap` rows. After the last
of them its duties stay open and overdue for ever (I-4).
"""

from __future__ import annotations

from mizan.ledger.duties import DutyKind, duty_kind

RUNGS = 12

ACKNOWLEDGE = duty_kind("report.acknowledge", number=1, rungs=RUNGS)
DECIDE = duty_kind("report.decide", number=2, rungs=RUNGS)
FEED_BACK = duty_kind("report.feed_back", number=3, rungs=RUNGS)
UPDATE = duty_kind("report.update", number=4, rungs=RUNGS)
FINISH = duty_kind("report.finish", number=5, rungs=RUNGS)
# After the last day for finishing: to whoever holds it then, month by month, in no public count (DESIGN section 9).
MONTHLY = duty_kind("report.monthly", rungs=RUNGS)

# By the names of the pack's clocks (`institutions.rules.routing.data.REPORT_DUTIES`), in the order in which they open.
BY_CLOCK: dict[str, DutyKind] = {
    "acknowledge": ACKNOWLEDGE,
    "decide": DECIDE,
    "feed_back": FEED_BACK,
    "update": UPDATE,
    "finish": FINISH,
}

CLOCKS: dict[str, DutyKind] = {**BY_CLOCK, "monthly": MONTHLY}
CLOCK_OF = {kind.code: name for name, kind in CLOCKS.items()}
