"""Tables of prevention, one idea a file."""

from mizan.prevention.models.counts import FrozenCount
from mizan.prevention.models.entitlements import Entitlement, EntitlementKind, EntitlementStart, EntitlementStep
from mizan.prevention.models.people import AgeBand, Sex
from mizan.prevention.models.programmes import Mechanism, Offer, Programme, ProgrammeOwner, Spending
from mizan.prevention.models.queue import Enrolment, EnrolmentFollowUp, EnrolmentStep
from mizan.prevention.models.referrals import Referral, ReferralAnswer, ReferralOffer

__all__ = [
    "AgeBand",
    "Enrolment",
    "EnrolmentFollowUp",
    "EnrolmentStep",
    "Entitlement",
    "EntitlementKind",
    "EntitlementStart",
    "EntitlementStep",
    "FrozenCount",
    "Mechanism",
    "Offer",
    "Programme",
    "ProgrammeOwner",
    "Referral",
    "ReferralAnswer",
    "ReferralOffer",
    "Sex",
    "Spending",
]
