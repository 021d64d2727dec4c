"""The rows a pack may hold: one frozen dataclass per kind, each a schema by its type hints.

A field without a default must be written in the file; `X | None` may be null. Dates are text of three widths
("2010", "2010-07", "2010-07-30"), because a source often gives only the year and nobody may invent the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from mizan.web.packs.choices import (
    AnswerType,
    BodyKind,
    BodyLevel,
    Bound,
    CascadeStage,
    Direction,
    Grade,
    InstrumentKind,
    LetterStatus,
    Level,
    Measure,
    Mode,
    OwnerStanding,
    PillarSide,
    PlanKind,
    PlanStatus,
    QuestionBasis,
    Side,
    StakeholderClass,
    Standing,
    Strength,
    TextBasis,
    UnitKind,
    UnitState,
    ValueType,
    Wording,
)
from mizan.web.packs.specs import Cite, Code, Day, Number, Prose, Ref, Text

__all__ = [
    "Action", "AnswerType", "BodyKind", "BodyLevel", "Bound", "Budget", "CascadePlace", "CascadeStage", "Cluster",
    "ClusterArticles", "Credit", "DeskReading", "Direction", "DistrictReading", "Fact", "Grade", "Indicator",
    "Institution", "Instrument", "InstrumentKind", "LetterStatus", "Level", "Measure", "Milestone", "Mode",
    "Objective", "Obligation", "Owner", "OwnerStanding", "PackInfo", "Pillar", "PillarSide", "Place", "PlaceLevel",
    "Plan", "PlanKind", "PlanStatus", "Question", "QuestionBasis", "Reading", "Row", "Side", "StakeholderClass",
    "Standing", "Status", "Strength", "TextBasis", "Unit", "UnitKind", "UnitState", "UnitStrength", "ValueType",
    "Wording",
]  # fmt: skip

Words = Annotated[str, Prose()]


@dataclass(frozen=True, kw_only=True)
class Row:
    """Where a row stands: pack code, file inside the pack, line of its first key (from 1), line of each key."""

    pack: str
    file: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    def at(self, name: str) -> int:
        """Line of one key of this row; its first line when the key is not written."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True, kw_only=True)
class Fact(Row):
    """A row that claims something about the world. `source: null` means nobody to cite, `as_of: null` no known date."""

    source: Annotated[str | None, Cite()]
    as_of: Annotated[str | None, Day()]
    grade: Grade
    verified: bool | None = None
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Credit:
    """Source of a whole table, where each row shares it."""

    source: Annotated[str, Cite()]
    as_of: Annotated[str | None, Day()]
    grade: Grade
    licence: Words | None = None
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceLevel:
    number: Annotated[int, Number(low=1, high=5)]
    name: Words


@dataclass(frozen=True, kw_only=True)
class FocalBodies:
    """Which body speaks for each side and adopts its headlines; null where no source names one."""

    state: Annotated[str | None, Ref("institution")] = None
    society: Annotated[str | None, Ref("institution")] = None


@dataclass(frozen=True, kw_only=True)
class PackInfo(Row):
    code: Annotated[str, Code("pack")]
    title: Words
    version: Annotated[str, Text(digits_ok=True)]
    licence: Annotated[str, Text()]
    languages: tuple[Annotated[str, Text(pattern=r"[a-z]{2,3}")], ...]
    contents: tuple[Annotated[str, Text()], ...]
    depends: tuple[Annotated[str, Text()], ...] = ()
    country: Words | None = None
    currency: Annotated[str | None, Text(pattern=r"[A-Z]{3}")] = None
    place_levels: tuple[PlaceLevel, ...] = ()
    places_credit: Credit | None = None
    population_credit: Credit | None = None
    boundary_disclaimer: Words | None = None
    focal_bodies: FocalBodies | None = None
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Pillar(Row):
    code: Annotated[str, Code("pillar")]
    name: Words
    side: PillarSide
    meaning: Words


@dataclass(frozen=True, kw_only=True)
class Cluster(Fact):
    code: Annotated[str, Code("cluster")]
    number: Annotated[int, Number(low=1, high=99)]
    name: Words
    basis: Annotated[str, Cite()]
    articles: tuple[ClusterArticles, ...]
    articles_basis: TextBasis


@dataclass(frozen=True, kw_only=True)
class ClusterArticles:
    instrument: Annotated[str, Ref("instrument")]
    articles: tuple[Annotated[str, Text(digits_ok=True)], ...]


@dataclass(frozen=True, kw_only=True)
class Question(Row):
    id: Annotated[str, Code("question")]
    cluster: Annotated[str, Ref("cluster")]
    obligations: tuple[Annotated[str, Ref("obligation")], ...]
    state_question: Words
    society_prompt: Words
    answer_type: AnswerType
    basis: Annotated[str, Cite()]
    checked: QuestionBasis
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Instrument(Fact):
    code: Annotated[str, Code("instrument")]
    title: Words
    level: Level
    kind: InstrumentKind
    adopted: Annotated[str | None, Day()]
    in_force: Annotated[str | None, Day()]


@dataclass(frozen=True, kw_only=True)
class Status(Fact):
    """Where one country stands toward one instrument."""

    instrument: Annotated[str, Ref("instrument"), Code("status")]
    status: Words


@dataclass(frozen=True, kw_only=True)
class Obligation(Fact):
    id: Annotated[str, Code("obligation")]
    instrument: Annotated[str, Ref("instrument")]
    article: Annotated[str, Text(digits_ok=True)]
    paragraph: Annotated[str | None, Text(digits_ok=True)]
    title: Words
    summary: Annotated[str, Prose(max_words=40)]
    wording: Wording
    strength: Strength
    cluster: Annotated[str | None, Ref("cluster")]
    cluster_basis: TextBasis | None
    pillar: Annotated[str, Ref("pillar")]
    also_pillars: tuple[Annotated[str, Ref("pillar")], ...]
    text_basis: TextBasis
    see: tuple[Annotated[str, Cite()], ...] = ()
    pillar_was: Annotated[str | None, Ref("pillar")] = None
    also_pillars_was: tuple[Annotated[str, Ref("pillar")], ...] | None = None
    pillar_reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Institution(Fact):
    code: Annotated[str, Code("institution")]
    name: Words
    kind: BodyKind
    side: Side
    level: BodyLevel
    parent: Annotated[str | None, Ref("institution")]
    role: Words
    stakeholder_class: StakeholderClass | None
    place: Annotated[str | None, Ref("place")] = None
    of_agency: Annotated[str | None, Ref("institution")] = None
    industry: Annotated[str | None, Text(pattern=r"[a-z][a-z_]*")] = None


@dataclass(frozen=True, kw_only=True)
class UnitStrength:
    """Only what a source gives; a missing figure is unknown, not zero."""

    officers: Annotated[int | None, Number(low=0)] = None
    reporting_line: Words | None = None
    tenure_years: Annotated[float | None, Number(low=0, high=99)] = None
    budget: Annotated[float | None, Number(low=0)] = None
    investigators_per_1000: Annotated[float | None, Number(low=0, high=1000)] = None
    powers: Words | None = None
    caseload: Annotated[int | None, Number(low=0)] = None


@dataclass(frozen=True, kw_only=True)
class Unit(Fact):
    """The state of one internal affairs division or anti-corruption unit. No row means unknown."""

    institution: Annotated[str, Ref("institution")]
    kind: UnitKind
    unit: Annotated[str | None, Ref("institution")]
    state: UnitState
    strength: UnitStrength | None = None


@dataclass(frozen=True, kw_only=True)
class Objective:
    code: Annotated[str, Code("objective")]
    title: Words


@dataclass(frozen=True, kw_only=True)
class Plan(Fact):
    code: Annotated[str, Code("plan")]
    title: Words
    level: Level
    kind: PlanKind
    status: PlanStatus
    instrument: Annotated[str | None, Ref("instrument")]
    starts: Annotated[str | None, Day()]
    ends: Annotated[str | None, Day()]
    places: tuple[Annotated[str, Ref("place")], ...] = ()
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Owner:
    institution: Annotated[str, Ref("institution")]
    standing: OwnerStanding
    source: Annotated[str | None, Cite()] = None


@dataclass(frozen=True, kw_only=True)
class Budget:
    amount: Annotated[float, Number(low=0)]
    currency: Annotated[str, Text(pattern=r"[A-Z]{3}")]
    source: Annotated[str, Cite()]


@dataclass(frozen=True, kw_only=True)
class Milestone:
    title: Words
    due: Annotated[str | None, Day()]


@dataclass(frozen=True, kw_only=True)
class Action(Fact):
    """`due: null` reads "no date published". Only adopted and directed actions are promises."""

    id: Annotated[str, Code("action")]
    title: Words
    description: Words
    basis: Words
    standing: Standing
    standing_reason: Words
    level: Level
    mode: Mode
    pillar: Annotated[str, Ref("pillar")]
    obligations: tuple[Annotated[str, Ref("obligation")], ...]
    plans: tuple[Annotated[str, Ref("plan")], ...]
    state_lead: Owner | None
    co_lead: Owner | None
    due: Annotated[str | None, Day()]
    objectives: tuple[Annotated[str, Ref("objective")], ...] = ()
    joint_leads: tuple[Owner, ...] = ()
    supports: tuple[Owner, ...] = ()
    industries: tuple[Annotated[str, Text(pattern=r"[a-z][a-z_]*")], ...] | None = None
    places: tuple[Annotated[str, Ref("place")], ...] = ()
    start: Annotated[str | None, Day()] = None
    budget: Budget | None = None
    milestones: tuple[Milestone, ...] = ()
    pillar_was: Annotated[str | None, Ref("pillar")] = None
    pillar_reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class CascadePlace:
    """Where figures about officials stand in the complicity cascade. `stage: null`: beside it. `part`: they count only
    some of what reached the stage, and are its floor. `reason` says why there."""

    stage: CascadeStage | None
    reason: Words
    part: bool = False


@dataclass(frozen=True, kw_only=True)
class Indicator(Row):
    """Readings with different counting rules are never added; a reading may name a narrower rule than this one."""

    code: Annotated[str, Code("indicator")]
    name: Words
    unit: Annotated[str, Prose()]
    value_type: ValueType
    measure: Measure
    counting_rule: Annotated[str, Text(pattern=r"[a-z][a-z0-9_]*")]
    version: Annotated[str, Text(digits_ok=True)]
    definition: Words
    direction: Direction | None = None
    scale: tuple[Annotated[str, Prose()], ...] = ()
    low: Annotated[float | None, Number()] = None
    high: Annotated[float | None, Number()] = None
    pillars: tuple[Annotated[str, Ref("pillar")], ...] = ()
    obligations: tuple[Annotated[str, Ref("obligation")], ...] = ()
    place_level: Annotated[int | None, Number(low=1, high=5)] = None
    credit: Credit | None = None
    cascade: CascadePlace | None = None


@dataclass(frozen=True, kw_only=True)
class Reading(Fact):
    """`event`: readings that share it are different accounts of one event and are never added. `side`: whose figure it
    is, where `reported_by` is one of them."""

    id: Annotated[str, Code("reading")]
    indicator: Annotated[str, Ref("indicator")]
    value: Annotated[str | float, Prose()]
    period_from: Annotated[str, Day()]
    period_to: Annotated[str, Day()]
    scope: Words
    place: Annotated[str | None, Ref("place")]
    reported_by: Words | None
    counting_rule: Annotated[str | None, Text(pattern=r"[a-z][a-z0-9_]*")] = None
    bound: Bound | None = None
    low: Annotated[float | None, Number()] = None
    high: Annotated[float | None, Number()] = None
    event: Annotated[str | None, Text()] = None
    side: Side | None = None


@dataclass(frozen=True, kw_only=True)
class DeskReading(Fact):
    """What a desk read in the law; neither side has adopted it."""

    obligation: Annotated[str, Ref("obligation")]
    law: Annotated[str, Ref("instrument")]
    provision: Words
    letter_status: LetterStatus


@dataclass(frozen=True, kw_only=True)
class Place(Row):
    """`population: null` is unknown."""

    pcode: Annotated[str, Code("place")]
    name: Words
    level: Annotated[int, Number(low=1, high=5)]
    parent: Annotated[str | None, Ref("place")]
    population: Annotated[int | None, Number(low=0, high=2_000_000_000)]
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class DistrictReading(Row):
    """One cell of a table over places. Source, grade and date stand with the indicator."""

    indicator: Annotated[str, Ref("indicator")]
    pcode: Annotated[str, Ref("place")]
    value: Annotated[float, Number()]
    period: Annotated[str, Text(digits_ok=True)]
