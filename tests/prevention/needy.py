"""Districts, indicators and readings for tests of need against effort."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.ledger.happening import happening
from tests.prevention.people import Town

if TYPE_CHECKING:
    from mizan.framework.models import Indicator, Reading

GIRLS, POVERTY, ERROR = "girls_out", "poverty_rate_pct_2018", "poverty_rate_mse_2018"


def indicator(code: str, unit: str = "persons", direction: str = "lower") -> Indicator:
    from mizan.framework.models import Indicator

    return Indicator.objects.create(
        code=code, name={"en": f"Figure {code}"}, unit=unit, unit_name={"en": unit}, direction=direction, pack="t"
    )


def reading(code: str, place: str, value: str | None, period: str = "2023", **more: object) -> Reading:
    from mizan.framework.models import Reading
    from mizan.kit.clock import now

    with happening():
        return Reading.objects.create(
            code=f"{code}-{place}-{period}", indicator_id=code, place_id=place, period=period, recorded_at=now(),
            value=None if value is None else Decimal(value), source="A census", grade="primary", pack="t", **more,
        )  # fmt: skip


def counted(town: Town) -> None:
    """Girls out of school in both districts; a share with its error here only."""
    indicator(GIRLS)
    indicator(POVERTY, "percent")
    indicator(ERROR, "squared proportion")
    town.need.needs = [GIRLS, POVERTY]
    town.need.save()
    reading(GIRLS, "T-D1", "85000")
    reading(GIRLS, "T-D2", "90000")
    reading(POVERTY, "T-D1", "40", "2018-19")
    reading(ERROR, "T-D1", "0.0025", "2018-19")
