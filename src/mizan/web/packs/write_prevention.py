"""Mechanisms and kinds of entitlements of a pack, in the order of their files."""

from __future__ import annotations

from datetime import datetime

from mizan.prevention.models import EntitlementKind, Mechanism
from mizan.web.packs import rows
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_prevention(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Which programmes there are, and what anybody is owed, is never a pack's to say."""
    ways = [row for row in bundle.mechanisms if row.pack == pack.code]
    lines = [
        Line(row.code, {
            "name": text(row.name), "about": text(row.about), "kept": text(row.kept), "pillar_id": row.pillar,
            "needs": list(row.needs), "order": number, **sourced(row, text),
        })
        for number, row in enumerate(ways)
    ]  # fmt: skip
    sync(Mechanism, pack.code, lines, tally, now=now)
    owed = [row for row in bundle.entitlements if row.pack == pack.code]
    lines = [
        Line(row.code, {
            "name": text(row.name), "about": text(row.about), "pillar_id": row.pillar, "days": row.days,
            "is_money": row.money, "order": number, **sourced(row, text),
        })
        for number, row in enumerate(owed)
    ]  # fmt: skip
    sync(EntitlementKind, pack.code, lines, tally, now=now)
