"""Who acts. Services take an `Actor`, never a request or a user row; doors make one from the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The two pans of the scale, and those who stand beside it."""

    STATE = "state"
    SOCIETY = "society"
    INTERNATIONAL = "international"

    @property
    def other(self) -> Side:
        """The side that answers this one. International bodies have no opposite and answer to neither."""
        return {Side.STATE: Side.SOCIETY, Side.SOCIETY: Side.STATE}.get(self, self)


class Role(StrEnum):
    """What a member may do for its body. One account per role exists in the demonstration."""

    COORDINATOR = "coordinator"
    COMMITTEE = "committee"
    OWNER = "owner"
    CO_LEAD = "co_lead"
    PROGRAMME = "programme"
    INQUIRY = "inquiry"
    OVERSIGHT = "oversight"
    CASEWORK = "casework"
    MONITOR = "monitor"
    ANALYST = "analyst"
    OPERATOR = "operator"
    ASSISTANT = "assistant"  # types a report for somebody who cannot, and sees nothing of it afterwards
    ADMITTER = "admitter"  # admits and suspends members of the own side's body (I-7)


@dataclass(frozen=True)
class Actor:
    """One person acting for one body, or the system itself (`id` empty).

    `body` is the institution's code; `side` decides what I-7 lets the actor touch; `world` is the world of the body:
    an exercise body writes exercise rows only.
    """

    id: str = ""
    body: str = ""
    side: Side | None = None
    roles: frozenset[Role] = frozenset()
    world: str = "real"
    system: str = ""

    @property
    def is_system(self) -> bool:
        return bool(self.system)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor()


def system(name: str, *, world: str = "real") -> Actor:
    """An actor that is no person: the pack loader, the clock, the exercise."""
    return Actor(system=name, world=world)
