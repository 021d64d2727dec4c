"""The public duties of this room: 7 answer a referral, 8 deliver an entitlement (DESIGN section 9).

A referral's silence goes from the asked provider to the next one with a free place, and at last to the coordinating
body of the state. An entitlement's goes from whoever owes it to the committee of the place and to the one above. On the
last rung the duty stays open and overdue for ever (I-4).
"""

from __future__ import annotations

from mizan.ledger.duties import duty_kind

REFERRAL = duty_kind("prevention.answer_referral", number=7, rungs=3)
ENTITLEMENT = duty_kind("prevention.deliver_entitlement", number=8, rungs=3)
KINDS = (REFERRAL.code, ENTITLEMENT.code)
