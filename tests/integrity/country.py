"""The small invented country of the routing tests, with bodies, people and keys in the database, and its ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mizan.clocks import Unit
from mizan.clocks.calendar import Calendar
from mizan.institutions.models import BodyKeys, Institution, PersonKeys, User
from mizan.institutions.rules.routing import Enrolment, Rosters, rosters_of
from mizan.institutions.rules.routing.data import Terms
from mizan.integrity.queries.ground import Ground
from mizan.sealing.readers import ReaderKeys, new_keys
from mizan.sealing.reports import ReportKey, new_report
from tests.institutions.routing.country import BODIES, GRAPH, POLICY, TODAY
from tests.ledger.happening import happening

WATCHERS = ("IA", "ACE", "OMB", "HRC", "COMMITTEE")
TERMS = Terms({"acknowledge": (7, Unit.DAYS), "decide": (28, Unit.DAYS), "feed_back": (90, Unit.DAYS),
               "update": (28, Unit.DAYS), "finish": (180, Unit.DAYS)}, Calendar("country"))  # fmt: skip
CLOCK = new_keys()  # as if of the worker
KEEPERS = tuple(new_keys() for _ in range(3))


@dataclass
class Country:
    """`people`: the secrets of each body's readers by user id; `bodies`: the key of each body."""

    world: str
    today: date = TODAY
    people: dict[str, dict[str, ReaderKeys]] = field(default_factory=dict)
    bodies: dict[str, ReportKey] = field(default_factory=dict)
    rows: dict[str, PersonKeys] = field(default_factory=dict)
    body_rows: dict[str, BodyKeys] = field(default_factory=dict)

    @property
    def rosters(self) -> Rosters:
        return rosters_of(Enrolment(code, TODAY, frozenset(one)) for code, one in self.people.items())

    @property
    def ground(self) -> Ground:
        return Ground(
            world=self.world, today=self.today, graph=GRAPH, rosters=self.rosters, policy=POLICY, terms=TERMS,
            readers=self.readers, bodies=lambda codes: {code: self.body_rows[code] for code in codes},
            clock=CLOCK.public.public, escrow=tuple(one.public.public for one in KEEPERS),
        )  # fmt: skip

    def readers(self, body: str, people: frozenset[str]) -> Mapping[str, PersonKeys]:
        return {person: self.rows[person] for person in self.people[body] if person in people}

    def on(self, day: date) -> Ground:
        return replace(self.ground, today=day)


def make_country(world: str = "exercise", watchers: Iterable[str] = WATCHERS, each: int = 2) -> Country:
    """Every body as a row; two people with keys in each watching one, and a key of the body's own."""
    made = Country(world)
    for body in BODIES:
        stands = {"stakeholder_class": "ngo"} if body.side == "society" else {}
        Institution.objects.create(
            code=body.code, name={"en": f"Body {body.code}"}, kind=body.kind, side=body.side, level="national",
            world=world, parent_id=body.parent or None, **stands,
        )  # fmt: skip
    with happening():
        for code in watchers:
            made.people[code] = dict(_person(made, f"{code.lower()}-{n}") for n in range(1, each + 1))
            _body(made, code)
    return made


def _person(made: Country, name: str) -> tuple[str, ReaderKeys]:
    user, keys = User.objects.create_user(f"{name}@country.example", name=name), new_keys()
    made.rows[str(user.pk)] = PersonKeys.objects.create(
        user=user, public=keys.public.public, verify=keys.public.verify, locked=b"x", copy=b"x", since=TODAY,
        world=made.world,
    )  # fmt: skip
    return str(user.pk), keys


def _body(made: Country, code: str) -> None:
    from uuid import UUID

    key = made.bodies[code] = new_report()
    made.body_rows[code] = BodyKeys.objects.create(
        id=UUID(bytes=key.report.id), institution_id=code, public=key.report.public,
        verify=new_keys().public.verify, since=TODAY, world=made.world,
    )  # fmt: skip
