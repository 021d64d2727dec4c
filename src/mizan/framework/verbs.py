"""The verbs of the framework, as they stand in events."""

from __future__ import annotations

from mizan.ledger.verbs import CODE, COUNT, DAY, FLAG, HASH, ID, verb

LEAD_ACCEPTED = verb("framework.lead.accepted", action=CODE, part=CODE)
LEAD_DECLINED = verb("framework.lead.declined", action=CODE, part=CODE)
PROGRESS_CLAIMED = verb("framework.progress.claimed", claim=ID, percent=COUNT, done=FLAG, evidence=COUNT)
PROGRESS_ANSWERED = verb("framework.progress.answered", claim=ID, answer=CODE)
ASSESSED = verb("framework.obligation.assessed", assessment=ID, dimension=CODE, score=COUNT, supersedes=ID)
HEADLINE_ADOPTED = verb("framework.headline.adopted", assessment=ID, dimension=CODE, score=COUNT)
EVIDENCE_ADDED = verb("framework.evidence.added", kind=CODE, sha256=HASH, captured=DAY)
EVIDENCE_CHECKED = verb("framework.evidence.checked", finding=CODE)
ACTION_ADDED = verb("framework.action.added", standing=CODE, pillar=CODE)
READING_ADDED = verb("framework.reading.added", indicator=CODE, supersedes=CODE)
TARGET_SET = verb("framework.target.set", indicator=CODE, due=CODE)
PACK_LOADED = verb("framework.pack.loaded", pack=CODE, added=COUNT, changed=COUNT, retired=COUNT)
