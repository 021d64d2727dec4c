from mizan.framework.models.answers import AnswerSide, Assessment, DeskReading, Dimension, FocalBody, Headline
from mizan.framework.models.evidence import Evidence, EvidenceCheck
from mizan.framework.models.measures import Indicator, Reading, Target
from mizan.framework.models.plans import (
    Action,
    ActionLead,
    LeadAnswer,
    LeadPart,
    Milestone,
    Mode,
    Objective,
    Plan,
    Standing,
)
from mizan.framework.models.progress import Progress, ProgressAnswer, ProgressState
from mizan.framework.models.promises import Cluster, Instrument, Obligation, Pillar, Question, Strength

__all__ = [
    "Action",
    "ActionLead",
    "AnswerSide",
    "Assessment",
    "Cluster",
    "DeskReading",
    "Dimension",
    "Evidence",
    "EvidenceCheck",
    "FocalBody",
    "Headline",
    "Indicator",
    "Instrument",
    "LeadAnswer",
    "LeadPart",
    "Milestone",
    "Mode",
    "Objective",
    "Obligation",
    "Pillar",
    "Plan",
    "Progress",
    "ProgressAnswer",
    "ProgressState",
    "Question",
    "Reading",
    "Standing",
    "Strength",
    "Target",
]
