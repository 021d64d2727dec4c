"""Indicators and readings that the tests share."""

from __future__ import annotations

from mizan.clocks import parse_period
from mizan.indicators import Amount, Area, Grade, Indicator, Measure, Part, Reading, World, exactly

CASES = Indicator("cases", "Investigations", "cases", "per investigation opened under the 2018 Act")
REGISTER = Indicator("register", "Names in the register", "persons", "per name listed", flow=False)
RATE = Indicator("rate", "Literacy", "percent", "of people over ten", measure=Measure.SHARE)


def district(number: int) -> Area:
    return Area(f"PK10{number}", "district", ("PK1", "PK"))


def reading(
    amount: Amount | int = 1, place: int | Area = 1, period: str = "2024", *, indicator: Indicator = CASES,
    grade: Grade = Grade.PRIMARY, scope: str = "", part: Part | None = None, side: str = "", event: str = "",
    world: World = World.REAL, ref: str = "",
) -> Reading:  # fmt: skip
    return indicator.reading(
        exactly(amount) if isinstance(amount, int) else amount,
        period=parse_period(period),
        area=district(place) if isinstance(place, int) else place,
        source="annual report", grade=grade, scope=scope, part=part, side=side, event=event, world=world, ref=ref,
    )  # fmt: skip
