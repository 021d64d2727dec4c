"""Services and library texts of a pack. What a provider says itself stands beside them, and may take their place.

A text whose wording changed in a language gets a new version there; the one before stays.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from mizan.prevention.models import Material, MaterialVersion, Service
from mizan.prevention.rules.hours import read_hours, stored
from mizan.web.packs import rows, rows_help
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced, whole_day
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_help(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    mine = [row for row in bundle.services if row.pack == pack.code]
    sync(Service, pack.code, [_service(row, text) for row in mine], tally, now=now)
    texts = [row for row in bundle.materials if row.pack == pack.code]
    sync(Material, pack.code, [_material(row, text) for row in texts], tally, now=now)
    for one in texts:
        for language in pack.languages:
            tally.added += _version(one, language, text, now)


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


def _material(row: rows_help.Material, text: TextOf) -> Line:
    return Line(row.code, {
        "kind": row.kind.value, "name": text(row.name), "about": text(row.about), "rank": row.order,
        **sourced(row, text),
    })  # fmt: skip


def _version(row: rows_help.Material, language: str, text: TextOf, now: datetime) -> int:
    """A new version where the wording in this language is new; how many were made."""
    law = [
        {"text": text(one.text).get(language), "instrument": one.instrument, "provision": one.provision or ""}
        for one in row.law
    ]
    steps = [text(one).get(language) for one in row.steps]
    if not all([*steps, *(one["text"] for one in law)]):
        return 0  # a text that is translated in part is no version
    digest = sha256(json.dumps([law, steps], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    newest = MaterialVersion.objects.filter(material=row.code, language=language, media="").order_by("number").last()
    if newest is not None and newest.sha256 == digest:
        return 0
    number = MaterialVersion.objects.filter(material=row.code, language=language).count() + 1
    MaterialVersion.objects.create(
        material_id=row.code, language=language, number=number, law=law, steps=steps, sha256=digest,
        licence=row.licence, at=now,
    )  # fmt: skip
    return 1
