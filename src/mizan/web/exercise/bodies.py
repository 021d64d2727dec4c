"""Numbered bodies of the exercise and their units."""

from __future__ import annotations

from datetime import date
from random import Random

from mizan.framework.models import FocalBody
from mizan.institutions.models import CorruptionRisk, Institution, UnitStatus
from mizan.kit.clock import now
from mizan.kit.facts import Grade, World
from mizan.places.models import Place
from mizan.web.exercise import words

AGENCIES, MINISTRIES, DEPARTMENTS, ORGANISATIONS = 6, 2, 3, 8
COMMON = {"world": World.EXERCISE, "source": words.SOURCE, "grade": Grade.PRIMARY}
STATE_FOCAL, SOCIETY_FOCAL = "EX-SEC-1", "EX-ORG-1"
INTERNAL = "EX-LEA-1-IAD"  # there whatever the dice say: it reads reports


def make_bodies(random: Random) -> None:
    """All bodies, their units in different states, and a register of risks; two focal bodies."""
    districts = list(Place.objects.filter(level__depth=2).order_by("code"))
    for n in range(1, MINISTRIES + 1):
        _body(f"EX-MIN-{n}", "ministry", "state", "national", n)
    _body(STATE_FOCAL, "coordination", "state", "national", 1)
    for n in range(1, AGENCIES + 1):
        _agency(n, random)
    for kind, code in (("social_welfare", "WEL"), ("labour", "LAB"), ("education", "EDU")):
        for n in range(1, DEPARTMENTS + 1):
            _body(f"EX-{code}-{n}", kind, "state", "provincial", n, place=random.choice(districts).parent)
    for n in (1, 2):
        _body(f"EX-OVS-{n}", "oversight", "state", "national", n)
    for n in range(1, ORGANISATIONS + 1):
        _body(f"EX-ORG-{n}", "civil_society", "society", "national", n, stakeholder_class="ngo")
    _body("EX-SUR-1", "survivors", "society", "national", 1, stakeholder_class="workers_survivors")
    _body("EX-EMP-1", "employer", "society", "district", 1, stakeholder_class="employer", industry="brick_kilns")
    FocalBody.objects.create(side="state", institution_id=STATE_FOCAL, world=World.EXERCISE)
    FocalBody.objects.create(side="society", institution_id=SOCIETY_FOCAL, world=World.EXERCISE)
    _statuses(random)
    _risks(random)
    _body("EX-ACE-1", "establishment", "state", "national", 1)  # after the dice: what they gave before stays
    _body("EX-PAR-1", "parliament", "state", "national", 1)
    agency = Institution.objects.get(pk="EX-LEA-1")
    for kind, code in (("field_unit", "FLD"), ("border_unit", "BRD")):
        _body(f"EX-LEA-1-{code}", kind, "state", "national", 1, parent=agency, agency=agency)


KIND_OF = {
    "education": "ministry", "survivors": "civil_society", "employer": "civil_society",
    "establishment": "anti_corruption", "parliament": "legislature", "field_unit": "lea", "border_unit": "lea",
}  # fmt: skip


def _body(code: str, kind: str, side: str, level: str, n: int, **more: object) -> Institution:
    return Institution.objects.create(
        code=code, name=words.text(*words.BODIES[kind], n=n), role=words.text(*words.ROLE),
        kind=KIND_OF.get(kind, kind), side=side, level=level, **COMMON, **more,
    )  # fmt: skip


def _agency(n: int, random: Random) -> None:
    agency = _body(f"EX-LEA-{n}", "lea", "state", "national" if n < 3 else "provincial", n)
    for kind, code in (("internal_affairs", "IAD"), ("anti_corruption", "ACU")):
        is_there = random.random() < 0.6
        if is_there or f"EX-LEA-{n}-{code}" == INTERNAL:
            _body(f"EX-LEA-{n}-{code}", kind, "state", agency.level, n, parent=agency, agency=agency)


def _statuses(random: Random) -> None:
    """A state for most owed units; the rest stays unknown, as it does in life."""
    for body in Institution.objects.filter(world=World.EXERCISE, agency=None):
        kinds = ("internal_affairs", "anti_corruption") if body.kind == "lea" else ("anti_corruption",)
        for kind in kinds:
            state = random.choice(("absent", "mandated", "staffed", "operational", ""))
            if state:
                _status(body, kind, state, random)


def _status(body: Institution, kind: str, state: str, random: Random) -> None:
    unit = body.units.filter(kind=kind).first() if state != "absent" else None
    staffed = state in {"staffed", "operational"}
    UnitStatus.objects.create(
        institution=body, kind=kind, state=state, unit=unit, recorded_at=now(), author_body=body,
        as_of=f"2026-{random.randint(1, 9):02d}", investigators=random.randint(2, 30) if staffed else None,
        agency_staff=random.randint(400, 9000) if staffed else None,
        caseload=random.randint(3, 80) if state == "operational" else None,
        powers=["suspend", "own_motion"] if state == "operational" else [], **COMMON,
    )  # fmt: skip


def _risks(random: Random) -> None:
    process, weakness, control = (words.text(*pair) for pair in words.RISK)
    for body in Institution.objects.filter(world=World.EXERCISE, kind="lea"):
        CorruptionRisk.objects.create(
            institution=body, process=process, weakness=weakness, control=control, owner=body,
            tested_on=random.choice([None, date(2026, 3, 1), date(2025, 11, 15)]), **COMMON,
        )  # fmt: skip
