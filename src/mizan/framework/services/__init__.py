"""Verbs that change the framework: actor first, one transaction, one recorded event."""

from mizan.framework.files import NewEvidence, keep_file
from mizan.framework.services.actions import add_action, answer_lead
from mizan.framework.services.answers import adopt_headline, assess
from mizan.framework.services.evidence import add_evidence, check_evidence, keep_evidence
from mizan.framework.services.measures import add_reading, set_target
from mizan.framework.services.progress import answer_progress, claim_progress

__all__ = [
    "NewEvidence",
    "add_action",
    "add_evidence",
    "add_reading",
    "adopt_headline",
    "answer_lead",
    "answer_progress",
    "assess",
    "check_evidence",
    "claim_progress",
    "keep_evidence",
    "keep_file",
    "set_target",
]
