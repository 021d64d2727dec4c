"""Services of a pack. What a provider says itself stands beside them, and may take their place."""

from __future__ import annotations

from datetime import datetime

from mizan.prevention.models import Service
from mizan.prevention.rules.hours import read_hours, stored
from mizan.web.packs import rows, rows_help
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced, whole_day
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_help(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    mine = [row for row in bundle.services if row.pack == pack.code]
    sync(Service, pack.code, [_service(row, text) for row in mine], tally, now=now)


def _service(row: rows_help.Service, text: TextOf) -> Line:
    return Line(row.code, {
        "line": row.code, "kind": row.kind.value, "provider_id": row.provider, "name": text(row.name),
        "about": text(row.about), "place_id": row.place, "address": row.address or "", "phone": row.phone or "",
        "web": row.web or "", "open_hours": _hours(row.opens), "staffed_hours": _hours(row.staffed),
        "answered_by": text(row.answered_by), "languages": list(row.languages),
        "sex": row.sex.value if row.sex else "", "age_from": row.age_from, "age_to": row.age_to,
        "needs": list(row.needs), "is_free": row.free, "checked_on": whole_day(row.checked_on),
        **sourced(row, text),
    })  # fmt: skip


def _hours(line: str | None) -> list[list[int]] | None:
    return None if line is None else stored(read_hours(line))
