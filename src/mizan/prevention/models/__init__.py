"""Tables of prevention, one idea a file."""

from mizan.prevention.models.campaign_ends import CampaignCorrection, CampaignEnd
from mizan.prevention.models.campaigns import Campaign, CampaignAsked, CampaignOwner, CampaignTally, Channel
from mizan.prevention.models.comparisons import Comparison, ComparisonRow, Direction
from mizan.prevention.models.counts import FrozenCount
from mizan.prevention.models.entitlements import Entitlement, EntitlementKind, EntitlementStart, EntitlementStep
from mizan.prevention.models.feedback import About, Criterion, Feedback, FeedbackAnswer, FeedbackKind, Mark
from mizan.prevention.models.materials import Material, MaterialKind, MaterialVersion
from mizan.prevention.models.people import AgeBand, Sex
from mizan.prevention.models.programmes import Mechanism, Offer, Programme, ProgrammeOwner, Spending
from mizan.prevention.models.queue import Enrolment, EnrolmentFollowUp, EnrolmentStep
from mizan.prevention.models.referrals import Referral, ReferralAnswer, ReferralOffer
from mizan.prevention.models.services import Service, ServiceKind, ServiceLoad
from mizan.prevention.models.surveys import (
    KnowledgeChange,
    KnowledgeEstimate,
    KnowledgeQuestion,
    KnowledgeSurvey,
    Method,
    Wave,
)
from mizan.prevention.models.training import Trained, Training, TrainingResult

__all__ = [
    "About",
    "AgeBand",
    "Campaign",
    "CampaignAsked",
    "CampaignCorrection",
    "CampaignEnd",
    "CampaignOwner",
    "CampaignTally",
    "Channel",
    "Comparison",
    "ComparisonRow",
    "Criterion",
    "Direction",
    "Enrolment",
    "EnrolmentFollowUp",
    "EnrolmentStep",
    "Entitlement",
    "EntitlementKind",
    "EntitlementStart",
    "EntitlementStep",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackKind",
    "FrozenCount",
    "KnowledgeChange",
    "KnowledgeEstimate",
    "KnowledgeQuestion",
    "KnowledgeSurvey",
    "Mark",
    "Material",
    "MaterialKind",
    "MaterialVersion",
    "Mechanism",
    "Method",
    "Offer",
    "Programme",
    "ProgrammeOwner",
    "Referral",
    "ReferralAnswer",
    "ReferralOffer",
    "Service",
    "ServiceKind",
    "ServiceLoad",
    "Sex",
    "Spending",
    "Trained",
    "Training",
    "TrainingResult",
    "Wave",
]
