"""What a body states about its own units and risks. Statements are append-only; a newer one stands before the older."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mizan.institutions import rules, verbs
from mizan.institutions.models import CorruptionRisk, Institution, UnitStatus
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.facts import Grade
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record


@dataclass(frozen=True)
class UnitStatement:
    """One statement about a unit, with as much of the strength profile as is known (None = unknown)."""

    kind: str
    state: str
    source: str
    as_of: str
    unit: Institution | None = None
    reporting_line: TextMap | None = None
    head_tenure_months: int | None = None
    budget: Decimal | None = None
    currency: str = ""
    investigators: int | None = None
    agency_staff: int | None = None
    powers: Sequence[str] = ()
    caseload: int | None = None


def state_unit(actor: Actor, body: Institution, said: UnitStatement) -> UnitStatus:
    """A body's own word on its Internal Affairs Division or anti-corruption unit: a claim, shown as such."""
    _allow_own(actor, body)
    _check(body, said)
    with acting(actor):
        row = UnitStatus.objects.create(
            institution=body, kind=said.kind, state=said.state, unit=said.unit, recorded_at=now(),
            author_body_id=actor.body, reporting_line=dict(said.reporting_line or {}),
            head_tenure_months=said.head_tenure_months, budget=said.budget, currency=said.currency,
            investigators=said.investigators, agency_staff=said.agency_staff, powers=list(said.powers),
            caseload=said.caseload, source=said.source, as_of=said.as_of, grade=Grade.PRIMARY, world=body.world,
        )  # fmt: skip
        record(actor, verbs.UNIT_STATED, body, kind=said.kind, state=said.state, status=row.pk)
    return row


def _check(body: Institution, said: UnitStatement) -> None:
    owed = rules.owed_units(rules.Body(body.code, body.kind, body.side, body.parent_id or "", body.agency_id or ""))
    if said.kind not in owed:
        raise Refused("institutions.unit_not_owed", where="kind")
    if said.state == "unknown" or said.state not in rules.RANK:
        raise Refused("institutions.state_needed", where="state")
    if not said.source.strip():
        raise Refused("institutions.source_needed", where="source")
    if said.unit is not None and said.unit.agency_id != body.code:
        raise Refused("institutions.unit_of_another", where="unit")


def add_risk(
    actor: Actor, body: Institution, *, process: TextMap, weakness: TextMap, control: TextMap
) -> CorruptionRisk:
    """A new line of the body's corruption-risk register."""
    _allow_own(actor, body)
    if not any(process.values()) or not any(weakness.values()):
        raise Refused("institutions.risk_needs_words", where="process")
    with acting(actor):
        row = CorruptionRisk.objects.create(
            institution=body, process=dict(process), weakness=dict(weakness), control=dict(control),
            owner_id=actor.body, source=actor.body, grade=Grade.PRIMARY, world=body.world,
        )  # fmt: skip
        record(actor, verbs.RISK_ADDED, body, risk=row.pk)
    return row


def record_test(actor: Actor, risk: CorruptionRisk, *, on: date) -> CorruptionRisk:
    """The control of a risk was tested on a day; a later test moves the day on, never back."""
    _allow_own(actor, risk.institution)
    if risk.tested_on is not None and on <= risk.tested_on:
        raise Refused("institutions.test_not_later", where="tested_on")
    with acting(actor):
        risk.tested_on = on
        risk.save(update_fields=["tested_on"])
        record(actor, verbs.RISK_TESTED, risk.institution, risk=risk.pk, tested=on)
    return risk


def _allow_own(actor: Actor, body: Institution) -> None:
    code = rules.may_state(actor_body=actor.body, body=body.code, roles=actor.roles)
    if code:
        raise Refused(code, body=body.code, roles=", ".join(sorted(rules.STATERS)))
    if actor.world != body.world:
        raise Refused("institutions.other_world")
