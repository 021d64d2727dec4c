"""Readers of the small country at the desk: a post, a place on the roster, and unlocked keys for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from mizan.institutions.access import actor_in
from mizan.institutions.models import Membership, RosterPost
from mizan.institutions.rules.routing import Accused
from mizan.integrity.access import inbox, report_for
from mizan.integrity.models import OfficerAct, Report
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services import acts
from mizan.integrity.services.acts import Order
from mizan.integrity.services.intake import Submitted, intake, submit
from mizan.kit.actors import Actor, Role
from mizan.sealing.context import Purpose
from mizan.sealing.readers import ReaderKeys
from mizan.sealing.wraps import wrap
from tests.integrity.country import TODAY, Country
from tests.ledger.happening import happening

OFFICER = Accused("POLICE", "STATION", "officer")
ABOUT_OFFICER = Accusation((OFFICER,), stage="recruitment", act="N01")
NARRATIVE = "A marker that nobody else writes: qoqnoos-7731."


@dataclass(frozen=True)
class Officer:
    """One reader of a body with her unlocked keys."""

    actor: Actor
    mine: ReaderKeys

    def opens(self, report: UUID, ground: Ground) -> Opened:
        return report_for(self.actor, self.mine, report, ground)

    def inbox(self, ground: Ground) -> list[Opened]:
        return inbox(self.actor, self.mine, ground)

    def does(self, report: UUID, ground: Ground, act: Act, code: str = "", **more: str) -> OfficerAct:
        words = {"words": "Because of what was found."} if act in acts.WORDED else {}
        order = Order(act, code, **(words | more))
        return acts.do(self.actor, self.mine, self.opens(report, ground), ground, order)


def seated(country: Country) -> Mapping[str, Officer]:
    """Everybody of the country's watching bodies at the desk, named `IA-1`, `IA-2`, `ACE-1` ..."""
    found = {}
    for code, people in country.people.items():
        for number, (person, mine) in enumerate(people.items(), 1):
            found[f"{code}-{number}"] = _seat(country, code, person, mine)
    return found


def _seat(country: Country, code: str, person: str, mine: ReaderKeys) -> Officer:
    post = Membership.objects.create(
        user_id=UUID(person), institution_id=code, roles=[Role.INQUIRY], since=TODAY, world=country.world
    )
    with happening():
        RosterPost.objects.create(
            body_keys=country.body_rows[code], person_keys=country.rows[person], since=TODAY, world=country.world,
            box=wrap(country.bodies[code], mine.public.public, Purpose.MEMBER), certificate=bytes(64),
        )  # fmt: skip
    return Officer(actor_in(post), mine)


def sent(country: Country, accusation: Accusation = ABOUT_OFFICER, narrative: str = NARRATIVE) -> Submitted:
    return submit(intake(country.world), accusation, narrative, on=country.ground)


def row(submitted: Submitted) -> Report:
    return Report.objects.get(pk=submitted.report)


def days(number: int) -> timedelta:
    return timedelta(days=number)
