from mizan.institutions.models.accountability import CorruptionRisk, UnitKind, UnitState, UnitStatus
from mizan.institutions.models.bodies import Institution, Kind, Level, StakeholderClass
from mizan.institutions.models.people import Membership, User
from mizan.institutions.models.routing import RoutingData

__all__ = [
    "CorruptionRisk",
    "Institution",
    "Kind",
    "Level",
    "Membership",
    "RoutingData",
    "StakeholderClass",
    "UnitKind",
    "UnitState",
    "UnitStatus",
    "User",
]
