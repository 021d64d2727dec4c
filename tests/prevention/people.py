"""Who acts in the tests of prevention: two providers of both sides, a sender, and what they run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from mizan.kit.actors import Role
from tests.cast import Cast, Member, make_body, make_member

if TYPE_CHECKING:
    from mizan.places.models import Place
    from mizan.prevention.models import EntitlementKind, Mechanism, Programme

TODAY = date(2026, 3, 4)


@dataclass
class Town:
    """One district with another beside it, a need, and who works on it."""

    cast: Cast
    school: Member  # state: runs a bridge school
    centre: Member  # society: runs a learning centre
    helper: Member  # society: refers people
    office: Member  # state: owes entitlements
    here: Place
    beside: Place
    need: Mechanism
    kind: EntitlementKind
    money: EntitlementKind
    programmes: dict[str, Programme] = field(default_factory=dict)


def make_town(cast: Cast) -> Town:
    from mizan.framework.models import Pillar
    from mizan.places.models import Place, PlaceLevel
    from mizan.prevention.models import EntitlementKind, Mechanism

    PlaceLevel.objects.get_or_create(slug="district", defaults={"depth": 2, "name": {"en": "district"}})
    here, beside = (
        Place.objects.get_or_create(code=code, defaults={"name": {"en": name}, "level_id": "district"})[0]
        for code, name in (("T-D1", "Here"), ("T-D2", "Beside"))
    )
    pillar, _made = Pillar.objects.get_or_create(
        code="education", defaults={"name": {"en": "Education"}, "pan": "society", "order": 2}
    )
    need, _made = Mechanism.objects.update_or_create(
        code="girls_out_of_school", defaults={
            "name": {"en": "Girls out of school"}, "kept": {"en": "still in school"}, "pillar": pillar, "pack": "t",
        },
    )  # fmt: skip
    kinds = [
        EntitlementKind.objects.update_or_create(
            code=code, defaults={"name": {"en": name}, "pillar": pillar, "days": 30, "is_money": money, "pack": "t"}
        )[0]
        for code, name, money in (("birth_certificate", "Birth certificate", False), ("wages", "Wages", True))
    ]
    state, society = {"kind": "ministry"}, {"kind": "civil_society", "side": "society", "stakeholder_class": "ngo"}
    people = {
        name: make_member(name, make_body(code, **body), roles)
        for name, code, body, roles in (
            ("school", "T-SCHOOL", state, (Role.PROGRAMME,)),
            ("centre", "T-CENTRE", society, (Role.PROGRAMME,)),
            ("helper", "T-HELPER", society, (Role.CASEWORK, Role.PROGRAMME)),
            ("office", "T-OFFICE", state, (Role.PROGRAMME,)),
        )
    }
    return Town(cast, **people, here=here, beside=beside, need=need, kind=kinds[0], money=kinds[1])


def run(town: Town, who: Member, *, places: int = 3, code: str = "", kept_female: int = 0) -> Programme:
    """A programme of `who` for the town's need, with places here."""
    from mizan.prevention import services

    made = services.list_programme(
        who.actor,
        services.NewProgramme(
            {"en": "A class"}, {"en": "Lessons in the morning."}, town.need, code=code or f"PR-{who.actor.body}"
        ),
    )
    services.offer_places(who.actor, made, town.here, places, kept_female=kept_female)
    town.programmes[made.pk] = made
    return made


def girl(town: Town, band: str = "10-13"):  # type: ignore[no-untyped-def]  # a row of the room, imported late
    from mizan.prevention.services import Someone

    return Someone(town.here, "female", band)
