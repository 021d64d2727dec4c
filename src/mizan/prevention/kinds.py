"""The duties of this room. Public are 7 answer a referral and 8 deliver an entitlement (DESIGN section 9); an answer to
feedback has no number, and no leaf of its own.

A referral's silence goes from the asked provider to the next one with a free place, and at last to the coordinating
body of the state. An entitlement's goes from whoever owes it to the committee of the place and to the one above.
Feedback's goes once, to the coordinating body of the asked body's side or of the state. On the last rung the duty stays
open and overdue for ever (I-4).
"""

from __future__ import annotations

from mizan.ledger.duties import duty_kind

REFERRAL = duty_kind("prevention.answer_referral", number=7, rungs=3)
ENTITLEMENT = duty_kind("prevention.deliver_entitlement", number=8, rungs=3)
FEEDBACK = duty_kind("prevention.answer_feedback", rungs=2)
KINDS = (REFERRAL.code, ENTITLEMENT.code)
