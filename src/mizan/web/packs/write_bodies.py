"""Institutions of a pack, and what sources say of their units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from mizan.framework.models import FocalBody
from mizan.institutions.models import Institution, RoutingData, UnitStatus
from mizan.kit.facts import World
from mizan.web.packs import rows, rows_routing
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced
from mizan.web.packs.routing import stored
from mizan.web.packs.said import Said, sync_said
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_bodies(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Institutions, parents before children, then the statements about their units."""
    mine = [row for row in bundle.institutions if row.pack == pack.code]
    sync(Institution, pack.code, [_body(row, text) for row in parents_first(mine)], tally, now=now)
    units = [row for row in bundle.units if row.pack == pack.code]
    said = [_unit(row, text) for row in units if row.kind != rows.UnitKind.OPERATIONAL]
    sync_said(UnitStatus, "pack_key", pack.code, said, tally, now=now)
    write_focal_bodies(pack, now)
    ways = [_routing(row, bundle, text) for row in bundle.routing if row.pack == pack.code]
    sync(RoutingData, pack.code, ways, tally, now=now)


def write_focal_bodies(pack: rows.PackInfo, now: datetime) -> None:
    """Who speaks for each side in the real world, as the pack names it. A body that people named is left alone."""
    named = pack.focal_bodies or rows.FocalBodies()
    for side in ("state", "society"):
        code = getattr(named, side)
        there = FocalBody.objects.filter(world=World.REAL, side=side).first()
        if there is not None and there.pack != pack.code and there.retired_at is None:
            continue
        if code:
            FocalBody.objects.update_or_create(
                world=World.REAL, side=side,
                defaults={"institution_id": code, "pack": pack.code, "retired_at": None},
            )  # fmt: skip
        elif there is not None and there.retired_at is None:
            FocalBody.objects.filter(pk=there.pk).update(retired_at=now)


def parents_first(bodies: Sequence[rows.Institution]) -> list[rows.Institution]:
    """In an order in which every parent and agency of the pack stands before what names it."""
    waiting, placed, order = list(bodies), set[str](), list[rows.Institution]()
    codes = {row.code for row in bodies}
    while waiting:
        ready = [row for row in waiting if ({row.parent, row.of_agency} & codes) <= placed]
        if not ready:
            raise ValueError("bodies of the pack name each other as parents in a circle")
        order += ready
        placed |= {row.code for row in ready}
        waiting = [row for row in waiting if row.code not in placed]
    return order


def _body(row: rows.Institution, text: TextOf) -> Line:
    return Line(row.code, {
        "name": text(row.name), "role": text(row.role), "kind": row.kind.value, "side": row.side.value,
        "level": row.level.value, "parent_id": row.parent, "agency_id": row.of_agency, "place_id": row.place,
        "stakeholder_class": row.stakeholder_class.value if row.stakeholder_class else "",
        "industry": row.industry or "", "verified": bool(row.verified), **sourced(row, text),
    })  # fmt: skip


def _routing(row: rows_routing.Routing, bundle: Bundle, text: TextOf) -> Line:
    bodies = {body.code: body for body in bundle.institutions}
    parents = {place.pcode: place.parent for place in bundle.places}
    data = stored(row, bodies, parents, text)
    return Line(row.code, {"version": row.version, "data": data, **sourced(row, text)})


def _unit(row: rows.Unit, text: TextOf) -> Said:
    strength = row.strength or rows.UnitStrength()
    key = ":".join((row.pack, row.institution, row.kind.value, row.unit or ""))
    return Said(key, {
        "institution_id": row.institution, "kind": row.kind.value, "state": row.state.value, "unit_id": row.unit,
        "reporting_line": text(strength.reporting_line), "investigators": strength.officers,
        "head_tenure_months": None if strength.tenure_years is None else round(strength.tenure_years * 12),
        "budget": None if strength.budget is None else Decimal(str(strength.budget)),
        "caseload": strength.caseload, **sourced(row, text),
    })  # fmt: skip
