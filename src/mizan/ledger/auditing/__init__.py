"""The audit: does every consequential row have its event, every event its leaf, and the reverse; do they still agree?

It needs the database and the instance key; with the published files it also compares each sequenced leaf. Whoever
edits, deletes or adds a row behind the triggers is found here, as long as the instance key is not in the same hands.
"""

from mizan.ledger.auditing.audit import audit
from mizan.ledger.auditing.report import Fault, Report

__all__ = ["Fault", "Report", "audit"]
