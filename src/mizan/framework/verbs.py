"""The verbs of the framework, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, COUNT, DAY, FLAG, HASH, ID, verb

LEAD_ACCEPTED = verb("framework.lead.accepted", _("accepted its part"), action=CODE, part=CODE)
LEAD_DECLINED = verb("framework.lead.declined", _("declined its part"), action=CODE, part=CODE)
PROGRESS_CLAIMED = verb(
    "framework.progress.claimed", _("claimed progress"), claim=ID, percent=COUNT, done=FLAG, evidence=COUNT
)
PROGRESS_ANSWERED = verb("framework.progress.answered", _("answered a claim"), claim=ID, answer=CODE)
ASSESSED = verb(
    "framework.obligation.assessed", _("gave an answer"), assessment=ID, dimension=CODE, score=COUNT, supersedes=ID
)
HEADLINE_ADOPTED = verb(
    "framework.headline.adopted", _("adopted a headline"), assessment=ID, dimension=CODE, score=COUNT
)
EVIDENCE_ADDED = verb("framework.evidence.added", _("added evidence"), kind=CODE, sha256=HASH, captured=DAY)
EVIDENCE_CHECKED = verb("framework.evidence.checked", _("checked evidence"), finding=CODE)
ACTION_ADDED = verb("framework.action.added", _("proposed an action"), standing=CODE, pillar=CODE)
READING_ADDED = verb("framework.reading.added", _("entered a figure"), indicator=CODE, supersedes=CODE)
TARGET_SET = verb("framework.target.set", _("set a target"), indicator=CODE, due=CODE)
