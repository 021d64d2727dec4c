"""Indicators of a pack and their readings: reported figures and figures over places."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from mizan.framework.models import Indicator, Reading
from mizan.web.packs import rows
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced
from mizan.web.packs.said import Said, sync_said
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_measures(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Indicators first; a changed figure is a new reading, the old one stays."""
    indicators = {row.code: row for row in bundle.indicators}
    mine = [row for row in bundle.indicators if row.pack == pack.code]
    sync(Indicator, pack.code, [_indicator(row, text) for row in mine], tally, now=now)
    said = [_reading(row, indicators[row.indicator], text) for row in bundle.readings if row.pack == pack.code]
    said += [
        _district(row, indicators[row.indicator], text) for row in bundle.district_readings if row.pack == pack.code
    ]
    sync_said(Reading, "code", pack.code, said, tally, now=now)


def _indicator(row: rows.Indicator, text: TextOf) -> Line:
    credit = row.credit
    direction = {"higher_is_better": "higher", "lower_is_better": "lower"}
    fields: dict[str, Any] = {
        "name": text(row.name), "definition": text(row.definition), "unit": row.unit, "unit_name": text(row.unit),
        "counting_rule": row.counting_rule, "definition_version": int(row.version),
        "value_type": row.value_type.value, "measure": row.measure.value,
        "direction": direction.get(row.direction or "", ""),
        "pillar_id": row.pillars[0] if row.pillars else None, "source": credit.source if credit else "",
        "as_of": (credit.as_of or "") if credit else "", "grade": credit.grade.value if credit else "",
        "note": text(credit.note if credit else None), **_cascade(row.cascade, text),
    }  # fmt: skip
    return Line(row.code, fields, {"obligations": row.obligations})


def _cascade(place: rows.CascadePlace | None, text: TextOf) -> dict[str, Any]:
    """Empty: not about officials. "beside": no stage."""
    if place is None:
        return {"cascade": "", "cascade_part": False, "cascade_reason": {}}
    stage = place.stage.value if place.stage else "beside"
    return {"cascade": stage, "cascade_part": place.part, "cascade_reason": text(place.reason)}


def _number(value: str | float | None) -> Decimal | None:
    """A number to six decimals, as the column keeps it; a text value is no number."""
    return None if value is None or isinstance(value, str) else round(Decimal(str(value)), 6)


def _reading(row: rows.Reading, indicator: rows.Indicator, text: TextOf) -> Said:
    """ "Over 6,000" is no exact value: the bound stands as the lower end, the value stays unknown."""
    exact = None if row.bound else _number(row.value)
    period = row.period_from if row.period_from == row.period_to else f"{row.period_from}/{row.period_to}"
    return Said(row.id, {
        "indicator_id": row.indicator, "value": exact, "low": _number(row.low), "high": _number(row.high),
        "value_text": text(row.value) if isinstance(row.value, str) else {}, "period": period,
        "scope": text(row.scope), "place_id": row.place,
        "counting_rule": row.counting_rule or indicator.counting_rule, "definition_version": int(indicator.version),
        "event": row.event or "", "reported_by": row.reported_by or "",
        "side": row.side.value if row.side else "", "verified": bool(row.verified),
        **sourced(row, text),
    })  # fmt: skip


def _district(row: rows.DistrictReading, indicator: rows.Indicator, text: TextOf) -> Said:
    credit = indicator.credit
    return Said(f"{row.indicator}.{row.pcode}", {
        "indicator_id": row.indicator, "value": _number(row.value), "period": row.period, "place_id": row.pcode,
        "counting_rule": indicator.counting_rule, "definition_version": int(indicator.version),
        "source": credit.source if credit else "", "as_of": (credit.as_of or "") if credit else "",
        "grade": credit.grade.value if credit else "",
    })  # fmt: skip
