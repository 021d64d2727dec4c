"""Rows that are well formed but say something impossible or unfair."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows
from mizan.web.packs.council import council_faults
from mizan.web.packs.figures import figure_faults
from mizan.web.packs.files import LISTS, Fault
from mizan.web.packs.help import help_faults
from mizan.web.packs.returns import return_faults
from mizan.web.packs.routing import routing_faults
from mizan.web.packs.schema import first_day
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason


def sense_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in every row of every pack."""
    for content in LISTS:
        for pack, row in world.rows_of(content, rows.Row):
            for key, reason in _said_of(row, world):
                yield fault(pack, row, key, reason)
    yield from figure_faults(world)
    yield from routing_faults(world)
    yield from council_faults(world)
    yield from return_faults(world)
    yield from help_faults(world)


def _said_of(row: rows.Row, world: World) -> Said:
    if isinstance(row, rows.Fact):
        yield from _fact(row)
    if isinstance(row, rows.Instrument):
        yield from _order(row.adopted, row.in_force, "in_force", "adopted")
    elif isinstance(row, rows.Question):
        yield from _not_empty(row.obligations, "obligations")
    elif isinstance(row, rows.Obligation):
        yield from _obligation(row)
    elif isinstance(row, rows.Institution):
        yield from _institution(row, world)
    elif isinstance(row, rows.Unit):
        yield from _unit(row, world)
    elif isinstance(row, rows.Plan):
        yield from _plan(row)
    elif isinstance(row, rows.Action):
        yield from _action(row, world)


def _fact(row: rows.Fact) -> Said:
    if row.source is None and row.verified:
        yield "verified", "A verified fact needs a source."
    if row.source is None and row.grade is not rows.Grade.UNATTRIBUTED:
        yield "grade", 'A fact without a source has the grade "unattributed".'


def _order(earlier: str | None, later: str | None, key: str, other: str) -> Said:
    """Compares as far as both dates are given: a year says nothing about days."""
    if earlier is None or later is None:
        return
    width = min(len(earlier), len(later))
    if first_day(later[:width]) < first_day(earlier[:width]):
        yield key, f'"{key}" lies before "{other}".'


def _not_empty(values: tuple[object, ...], key: str) -> Said:
    if not values:
        yield key, f'"{key}" must name at least one.'


def _recoded(pillar: str, was: str | None, changed: bool, reason: str | None) -> Said:
    if was == pillar:
        yield "pillar_was", '"pillar_was" is the same as "pillar".'
    if changed and reason is None:
        yield "pillar", 'A recoded row needs a "pillar_reason".'
    if reason is not None and not changed:
        yield "pillar_reason", '"pillar_reason" stands without the code it replaced.'


def _obligation(row: rows.Obligation) -> Said:
    if (row.cluster is None) != (row.cluster_basis is None):
        yield "cluster_basis", '"cluster" and "cluster_basis" must be given together.'
    if row.pillar in row.also_pillars:
        yield "also_pillars", '"also_pillars" repeats the primary pillar.'
    changed = row.pillar_was is not None or row.also_pillars_was is not None
    yield from _recoded(row.pillar, row.pillar_was, changed, row.pillar_reason)


def _institution(row: rows.Institution, world: World) -> Said:
    society = row.side is rows.Side.SOCIETY
    if society != (row.stakeholder_class is not None):
        yield "stakeholder_class", "A society body needs a stakeholder class, any other body has none."
    employer = row.stakeholder_class is rows.StakeholderClass.EMPLOYER
    if employer != (row.industry is not None):
        yield "industry", "An employers' body needs its industry, any other body has none."
    agency = agency_of(row, world)
    if row.of_agency != agency and (row.parent is None or row.parent in world.institutions):
        expected = f'"{agency}"' if agency else "left out"
        yield "of_agency", f'"of_agency" must be {expected}: it follows from "kind" and "parent".'


def agency_of(row: rows.Institution, world: World) -> str | None:
    """The agency whose unit this body is: the highest law-enforcement body above it, or the parent it watches."""
    above = [body.code for body in world.ancestors(row.code) if body.kind is rows.BodyKind.LEA]
    if above:
        return above[-1]
    watches = row.kind in (rows.BodyKind.INTERNAL_AFFAIRS, rows.BodyKind.ANTI_CORRUPTION)
    return row.parent if watches else None


def _unit(row: rows.Unit, world: World) -> Said:
    if row.source is None and (row.state is not rows.UnitState.UNKNOWN or row.strength is not None):
        yield "state", 'Without a source the state of a unit is "unknown" and its strength is not given.'
    unit = world.institutions.get(row.unit) if row.unit else None
    if unit is not None and row.institution not in (unit.of_agency, unit.parent):
        yield "unit", f'"{row.unit}" is not a unit of "{row.institution}".'


def _plan(row: rows.Plan) -> Said:
    yield from _order(row.starts, row.ends, "ends", "starts")
    if (row.kind is rows.PlanKind.COLLECTION) != (row.status is rows.PlanStatus.COLLECTION):
        yield "status", 'A collection, and only a collection, has the status "collection".'


def _action(row: rows.Action, world: World) -> Said:
    yield from _order(row.start, row.due, "due", "start")
    yield from _not_empty(row.plans, "plans")
    yield from _not_empty(row.obligations, "obligations")
    yield from _recoded(row.pillar, row.pillar_was, row.pillar_was is not None, row.pillar_reason)
    if row.source is None and row.standing in (rows.Standing.ADOPTED, rows.Standing.DIRECTED):
        yield "standing", f'An action that is "{row.standing}" needs a source.'
    held = {objective.code for code in row.plans if code in world.plans for objective in world.plans[code].objectives}
    for code in row.objectives:
        if code not in held and all(plan in world.plans for plan in row.plans):
            yield "objectives", f'The objective "{code}" belongs to none of the plans of this action.'
    yield from _owners(row, world)


def _owners(row: rows.Action, world: World) -> Said:
    leads = [("state_lead", row.state_lead), *(("joint_leads", owner) for owner in row.joint_leads)]
    every = [*leads, ("co_lead", row.co_lead), *(("supports", owner) for owner in row.supports)]
    met: set[str] = set()
    for key, owner in every:
        if owner is None:
            continue
        if owner.institution in met:
            yield key, f'"{owner.institution}" stands twice among the owners.'
        met.add(owner.institution)
        if owner.standing is rows.OwnerStanding.ACCEPTED and owner.source is None:
            yield key, f'"{owner.institution}" counts as accepted only with a source that says so.'
        body = world.institutions.get(owner.institution)
        if body is not None and key in ("state_lead", "joint_leads") and body.side is not rows.Side.STATE:
            yield key, f'"{owner.institution}" is no state body and cannot lead for the state.'
    if row.co_lead is not None:
        yield from _co_lead(row, world.institutions.get(row.co_lead.institution))


def _co_lead(row: rows.Action, body: rows.Institution | None) -> Said:
    """Society's co-lead; an employers' body never where its own industry is, or may be, the subject."""
    if body is None:
        return
    if body.side is not rows.Side.SOCIETY:
        yield "co_lead", f'"{body.code}" is no society body and cannot co-lead for society.'
    if body.stakeholder_class is not rows.StakeholderClass.EMPLOYER:
        return
    if row.industries is None:
        reason = 'to co-lead, "industries" must show that its own is not the subject'
        yield "co_lead", f'"{body.code}" is an employers\' body: {reason}.'
    elif body.industry in row.industries:
        reason = "cannot co-lead where its own industry is the subject"
        yield "co_lead", f'"{body.code}" is an employers\' body and {reason}.'
