"""The rows of committees, who is to sit where, and what was proposed to whom, as a source says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from mizan.web.packs.choices import Level, Side, UnitKind
from mizan.web.packs.rows import Fact, Words
from mizan.web.packs.specs import Code, Day, Number, Ref


class Part(StrEnum):
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """`body: null`: the source names the seat and not the body; its side's focal body fills it."""

    side: Side
    number: Annotated[int, Number(low=1, high=99)]
    part: Part = Part.MEMBER
    body: Annotated[str | None, Ref("institution")] = None


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """The least number of seats of each side that must be there."""

    state: Annotated[int, Number(low=1, high=99)] = 1
    society: Annotated[int, Number(low=1, high=99)] = 1


@dataclass(frozen=True, kw_only=True)
class Committee(Fact):
    """`rhythm_days: null`: no source gives a rhythm, and none runs. `parent`: where silence goes next."""

    code: Annotated[str, Code("committee")]
    name: Words
    level: Level
    place: Annotated[str | None, Ref("place")]
    parent: Annotated[str | None, Ref("committee")]
    rhythm_days: Annotated[int | None, Number(low=7, high=731)]
    seats: tuple[Seat, ...]
    remit: Words | None = None
    notice_days: Annotated[int, Number(low=1, high=90)] = 7
    term_days: Annotated[int | None, Number(low=30, high=3660)] = None
    quorum: Quorum | None = None


class ProposalKind(StrEnum):
    ACTION = "action"
    UNIT = "unit"
    LAW = "law"
    FIGURE = "figure"


@dataclass(frozen=True, kw_only=True)
class Proposal(Fact):
    """What a body proposed to another, in our own words. No answer stands here: until the body takes delivery itself,
    the pages say that none is published. `action`: where the same thing is counted, once."""

    code: Annotated[str, Code("proposal")]
    kind: ProposalKind
    text: Words
    reason: Words
    proposed_by: Annotated[str, Ref("institution")]
    addressed_to: Annotated[str, Ref("institution")]
    action: Annotated[str | None, Ref("action")]
    made: Annotated[str, Day()]
    committee: Annotated[str | None, Ref("committee")] = None
    pillar: Annotated[str | None, Ref("pillar")] = None
    unit: UnitKind | None = None
    indicator: Annotated[str | None, Ref("indicator")] = None
