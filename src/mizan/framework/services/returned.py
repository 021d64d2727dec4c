"""Figures of approved returns as readings, inside the approval's own transaction and event: nothing here records by
itself. A later revision's figure supersedes the one before; both stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from mizan.framework.models import Indicator, Reading
from mizan.institutions.models import Institution
from mizan.kit.clock import now
from mizan.kit.facts import Grade


@dataclass(frozen=True)
class ReturnedFigure:
    """One figure that feeds an indicator. `value` None: the body says that it does not know (I-8)."""

    figure: str
    indicator: str
    value: int | None


@dataclass(frozen=True)
class Source:
    """Where the figures come from: a body's return for a period (code of `clocks.Period`) and a place."""

    return_id: UUID
    revision: int
    body: Institution
    period: str
    place: str | None
    name: str


def enter_returned(source: Source, figures: Sequence[ReturnedFigure]) -> list[Reading]:
    """One reading a figure, of the body's own side and scope. An indicator that is no longer there takes none."""
    indicators = {
        row.pk: row for row in Indicator.objects.filter(pk__in=[one.indicator for one in figures], retired_at=None)
    }
    before = {
        row.indicator_id: row
        for row in Reading.objects.filter(code__startswith=_prefix(source.return_id), superseded_by=None)
    }
    return [
        _reading(source, one, indicators[one.indicator], before.get(one.indicator))
        for one in figures
        if one.indicator in indicators
    ]


def _reading(source: Source, one: ReturnedFigure, indicator: Indicator, old: Reading | None) -> Reading:
    body = source.body
    return Reading.objects.create(
        code=f"{_prefix(source.return_id)}{source.revision}.{one.figure}", indicator=indicator,
        value=None if one.value is None else Decimal(one.value), period=source.period, scope=dict(body.name),
        place_id=source.place, counting_rule=indicator.counting_rule, definition_version=indicator.definition_version,
        side=body.side, author_body=body, reported_by=body.code, source=source.name, grade=Grade.PRIMARY,
        supersedes=old, recorded_at=now(), world=body.world,
    )  # fmt: skip


def _prefix(return_id: UUID) -> str:
    return f"RET.{return_id.hex}."
