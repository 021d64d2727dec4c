"""Why routing decided as it did: codes that are stored, logged and put into words elsewhere. Never reworded here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Each rule of docs/routing.md has one code; the number of the rule stands beside it."""

    # bodies kept out (1-6)
    ACCUSED_UNIT = "accused_unit"  # 1
    SUBORDINATE = "subordinate"  # 2
    SUPERIOR = "superior"  # 3
    UNKNOWN_UNIT = "unknown_unit"  # 4: every unit of the agency
    HEAD_ACCUSED = "head_accused"  # 5: the agency with everything in it
    UNKNOWN_RANK = "unknown_rank"  # 5: an unknown rank counts as the head
    INTERNAL_ACCUSED = "internal_accused"  # 6: the same, where the internal body or its chain is accused
    # people kept out (7)
    ACCUSED_PERSON = "accused_person"
    RELATIVE = "relative"
    CO_OWNER = "co_owner"
    COUNTER_CASE = "counter_case"
    OTHER_POST = "other_post"  # holds a post in a body kept out
    # bodies not asked (8, 9)
    VETOED = "vetoed"
    NOT_ROUTABLE = "not_routable"
    NOBODY_FREE = "nobody_free"  # everybody on the roster is in conflict
    # why somebody reads (10-14)
    INTERNAL_BODY = "internal_body"
    SECOND_INSTITUTION = "second_institution"
    OVERSIGHT_OUTSIDE = "oversight_outside"  # nobody inside may read
    OVERSIGHT_NO_INTERNAL = "oversight_no_internal"  # nobody inside could: no routable internal body
    OVERSIGHT_SECOND = "oversight_second"  # only one institution was left
    OVERSIGHT_SERIOUS = "oversight_serious"
    OVERSIGHT_UNKNOWN = "oversight_unknown"  # nobody knows which agency, or several are accused together
    LATER = "later"
    # why there is no route (15)
    NO_OVERSIGHT = "no_oversight"
    LAST_READER = "last_reader"


@dataclass(frozen=True, order=True)
class Because:
    """One reason about one body or one person (an opaque id)."""

    subject: str
    why: Why


RULE_OF = {
    Why.ACCUSED_UNIT: 1, Why.SUBORDINATE: 2, Why.SUPERIOR: 3, Why.UNKNOWN_UNIT: 4, Why.HEAD_ACCUSED: 5,
    Why.UNKNOWN_RANK: 5, Why.INTERNAL_ACCUSED: 6, Why.ACCUSED_PERSON: 7, Why.RELATIVE: 7, Why.CO_OWNER: 7,
    Why.COUNTER_CASE: 7, Why.OTHER_POST: 7, Why.VETOED: 8, Why.NOT_ROUTABLE: 9, Why.NOBODY_FREE: 9,
    Why.INTERNAL_BODY: 10, Why.SECOND_INSTITUTION: 11, Why.OVERSIGHT_SECOND: 11, Why.OVERSIGHT_OUTSIDE: 12,
    Why.OVERSIGHT_NO_INTERNAL: 12, Why.OVERSIGHT_UNKNOWN: 12, Why.OVERSIGHT_SERIOUS: 13, Why.LATER: 14,
    Why.NO_OVERSIGHT: 15, Why.LAST_READER: 15,
}  # fmt: skip
