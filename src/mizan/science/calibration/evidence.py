"""Signals that are evidence inside an authorised inquiry and never a flag.

N02 shared interests, N16 changes of investigator, N20 retractions after a disclosure, N28 payments: each rests on a
few identifiable people, so a statistic over units would be a statement about a person.
"""

from __future__ import annotations

import re

EVIDENCE_ONLY = frozenset({"N02", "N16", "N20", "N28"})
REASON = "evidence inside an authorised inquiry, never a flag"
_CODE = re.compile(r"\bN\d\d(?!\d)", re.IGNORECASE)


def is_evidence_only(family: str) -> bool:
    """Return whether the family's name carries the code of such a signal ("N02", "n16 changes", ...)."""
    return any(code.upper() in EVIDENCE_ONLY for code in _CODE.findall(family))
