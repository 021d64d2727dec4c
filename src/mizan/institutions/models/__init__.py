from mizan.institutions.models.accountability import CorruptionRisk, UnitKind, UnitState, UnitStatus
from mizan.institutions.models.bodies import Institution, Kind, Level, StakeholderClass
from mizan.institutions.models.keys import BodyKeys, Drill, PersonKeys, RosterPost, Tie
from mizan.institutions.models.people import Membership, User
from mizan.institutions.models.routing import RoutingData

__all__ = [
    "BodyKeys",
    "CorruptionRisk",
    "Drill",
    "Institution",
    "Kind",
    "Level",
    "Membership",
    "PersonKeys",
    "RosterPost",
    "RoutingData",
    "StakeholderClass",
    "Tie",
    "UnitKind",
    "UnitState",
    "UnitStatus",
    "User",
]
