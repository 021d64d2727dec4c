"""The duties toward proposals, both shown in the log as "answer a proposal" (DESIGN section 9, number 6).

Silence walks from the addressed body to its committee, then to that committee's parent; after the last rung the duty
stays open and overdue for ever, on the public list (I-4). Whom a rung names is the code of a body on rung 0 and of a
committee further out. A counter has no further rung: the proposer's own silence stays with it.
"""

from __future__ import annotations

from mizan.ledger.duties import duty_kind

CLOCK = "answer_proposal"  # the name of its term in the pack's clocks
ANSWER = duty_kind("council.answer_proposal", number=6, rungs=3)
COUNTER = duty_kind("council.answer_counter", number=6, rungs=1)
KINDS = (ANSWER.code, COUNTER.code)
