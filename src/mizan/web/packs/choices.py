"""The closed lists of words a pack may choose from."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """How near the source stands to the fact."""

    PRIMARY = "primary"  # the treaty, law, government or body itself
    SECONDARY = "secondary"  # a report of the UN, a government or an organisation about it
    NEWS = "news"
    UNATTRIBUTED = "unattributed"  # third-party copy, blog, general knowledge


class Side(StrEnum):
    STATE = "state"
    SOCIETY = "society"
    INTERNATIONAL = "international"


class PillarSide(StrEnum):
    SOCIETY = "society"
    ENFORCEMENT = "enforcement"


class Level(StrEnum):
    GLOBAL = "global"
    REGIONAL = "regional"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"


class BodyLevel(StrEnum):
    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"


class InstrumentKind(StrEnum):
    TREATY = "treaty"
    LAW = "law"
    RULES = "rules"
    PLAN = "plan"
    PROCESS = "process"
    PROGRAMME = "programme"
    MECHANISM = "mechanism"
    TARGET = "target"
    STATEMENT = "statement"


class Wording(StrEnum):
    SHALL = "shall"
    SHALL_CONSIDER = "shall_consider"
    SHALL_ENDEAVOUR = "shall_endeavour"
    MAY = "may"
    DEFINITION = "definition"
    PURPOSE = "purpose"


class Strength(StrEnum):
    MANDATORY = "mandatory"
    CONSIDER = "consider"
    OPTIONAL = "optional"


class TextBasis(StrEnum):
    """What a paraphrase was held against."""

    SOURCE_READ = "source_read"
    SOURCE_READ_UNATTRIBUTED = "source_read_unattributed"
    GENERAL_KNOWLEDGE = "general_knowledge"


class AnswerType(StrEnum):
    YES_PARTLY_NO = "yes_partly_no"
    TEXT = "text"
    NUMBER = "number"
    LIST = "list"


class QuestionBasis(StrEnum):
    WORDING = "wording"
    TOPIC = "topic"
    MODELLED = "modelled"


class BodyKind(StrEnum):
    LEA = "lea"
    MINISTRY = "ministry"
    COORDINATION = "coordination"
    INTERNAL_AFFAIRS = "internal_affairs"
    ANTI_CORRUPTION = "anti_corruption"
    OMBUDSMAN = "ombudsman"
    OVERSIGHT = "oversight"
    HUMAN_RIGHTS_INSTITUTION = "human_rights_institution"
    LEGISLATURE = "legislature"
    JUDICIARY = "judiciary"
    PROSECUTION = "prosecution"
    SOCIAL_WELFARE = "social_welfare"
    CHILD_PROTECTION = "child_protection"
    LABOUR = "labour"
    SHELTER = "shelter"
    HELPLINE = "helpline"
    DATA = "data"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"


class StakeholderClass(StrEnum):
    WORKERS_SURVIVORS = "workers_survivors"
    NGO = "ngo"
    PROFESSIONAL = "professional"
    MEDIA = "media"
    EMPLOYER = "employer"


class UnitKind(StrEnum):
    INTERNAL_AFFAIRS = "internal_affairs"
    ANTI_CORRUPTION = "anti_corruption"
    OPERATIONAL = "operational"


class UnitState(StrEnum):
    ABSENT = "absent"
    MANDATED = "mandated"
    STAFFED = "staffed"
    OPERATIONAL = "operational"
    UNKNOWN = "unknown"


class PlanKind(StrEnum):
    PLAN = "plan"
    ARRANGEMENT = "arrangement"  # what a treaty or process set up, without a plan of its own
    COLLECTION = "collection"  # gathered here because nobody adopted a plan that holds them


class PlanStatus(StrEnum):
    CURRENT = "current"
    EXPIRED = "expired"
    DRAFT = "draft"  # reported as written; that it was adopted was not seen
    COLLECTION = "collection"


class Standing(StrEnum):
    ADOPTED = "adopted"
    DIRECTED = "directed"
    RECOMMENDED = "recommended"
    PROPOSED = "proposed"


class Mode(StrEnum):
    PROACTIVE = "proactive"
    REACTIVE = "reactive"


class OwnerStanding(StrEnum):
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"


class ValueType(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    TIER = "tier"


class Measure(StrEnum):
    FLOW = "flow"  # counted over a period
    STOCK = "stock"  # counted at one moment; never added over time
    SHARE = "share"
    ESTIMATE = "estimate"
    RATING = "rating"
    STATEMENT = "statement"


class CascadeStage(StrEnum):
    """How far a matter of an official who helps traffickers was followed, in the order in which it goes."""

    REPORTED = "reported"
    ROUTED = "routed"
    DECIDED = "decided"
    REFERRED = "referred"
    CONVICTED = "convicted"
    UPHELD = "upheld"


class Direction(StrEnum):
    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


class Bound(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class LetterStatus(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    ABSENT = "absent"
    ELSEWHERE = "elsewhere"
