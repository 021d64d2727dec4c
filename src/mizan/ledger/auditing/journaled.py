"""The database against the revocation journal beside it."""

from __future__ import annotations

from mizan.ledger import revoking
from mizan.ledger.auditing.report import Report
from mizan.ledger.journal import JournalBroken


def check(report: Report) -> None:
    """Every line of the journal is known here, and the journal still has every line that is known."""
    try:
        waiting = revoking.behind()
    except JournalBroken as broken:
        report.fault("journal_broken", "journal", broken)
        return
    for line in waiting:
        report.fault("journal_not_replayed", "journal", f"line {line.number}")
