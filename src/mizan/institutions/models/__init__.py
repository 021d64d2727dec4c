from mizan.institutions.models.accountability import CorruptionRisk, UnitKind, UnitState, UnitStatus
from mizan.institutions.models.bodies import Institution, Kind, Level, StakeholderClass
from mizan.institutions.models.people import Membership, User

__all__ = [
    "CorruptionRisk",
    "Institution",
    "Kind",
    "Level",
    "Membership",
    "StakeholderClass",
    "UnitKind",
    "UnitState",
    "UnitStatus",
    "User",
]
