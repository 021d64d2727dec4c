"""Forms of returns of a pack. Who files them is never a pack's to say: each body joins by its own word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mizan.council.models import ReturnForm
from mizan.web.packs import rows, rows_returns
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_returns(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Every form with its figures and limits in one row: an old revision names the version that it answered."""
    mine = [row for row in bundle.returns if row.pack == pack.code]
    sync(ReturnForm, pack.code, [_form(row, text) for row in mine], tally, now=now)


def _form(row: rows_returns.ReturnForm, text: TextOf) -> Line:
    return Line(row.code, {
        "name": text(row.name), "about": text(row.about), "sides": [side.value for side in row.sides],
        "kinds": [kind.value for kind in row.kinds], "every": row.every.value, "days": row.days, "version": row.version,
        "figures": _figures(row, text),
        "limits": [
            {"figure": one.figure, "most": one.most, "must": one.must, "reason": text(one.reason)} for one in row.limits
        ],
        **sourced(row, text),
    })  # fmt: skip


def _figures(row: rows_returns.ReturnForm, text: TextOf) -> list[dict[str, Any]]:
    """A part is counted in the unit of its whole and stands in its group; so does what follows without its own."""
    found: list[dict[str, Any]] = []
    group, unit = "", ""
    for one in row.figures:
        group, unit = one.group or group, one.unit or unit
        found.append({
            "code": one.code, "name": text(one.name), "group": text(group), "unit": text(unit),
            "whole": one.whole or "", "by": one.by or "", "indicator": one.indicator or "",
            "question": one.question or "",
        })  # fmt: skip
    return found
