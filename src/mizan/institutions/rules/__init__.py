"""The pure decisions of the room: bodies and what they owe here, conflict-free routing in `routing`. No Django."""

from __future__ import annotations

from mizan.institutions.rules.bodies import (
    RANK,
    STATERS,
    Body,
    Statement,
    UnitKind,
    agency_of,
    fully_covered,
    investigators_per_thousand,
    is_one_institution,
    may_administer,
    may_admit,
    may_hold,
    may_state,
    owed_units,
    state_of,
    whole_of,
)

__all__ = [
    "RANK",
    "STATERS",
    "Body",
    "Statement",
    "UnitKind",
    "agency_of",
    "fully_covered",
    "investigators_per_thousand",
    "is_one_institution",
    "may_administer",
    "may_admit",
    "may_hold",
    "may_state",
    "owed_units",
    "state_of",
    "whole_of",
]
