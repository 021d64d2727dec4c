"""Readings about complicity, put to the pure rules of the cascade, and kept beside their rows for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mizan.clocks import ClockFault
from mizan.framework.queries.adding import figure_of
from mizan.framework.queries.cascade import BESIDE, cascade_indicators, cascade_readings
from mizan.integrity.rules.cascade import Account, Cascade, Stage, cascade
from mizan.kit.facts import World

Row = Any  # a reading of the framework, whose models are its own


@dataclass(frozen=True)
class Told:
    """`rows` by the reference of their account; `undated`: rows whose period is no year, so that they stand in none.
    `counted`: by stage the indicators that count it."""

    cascade: Cascade
    rows: Mapping[str, Row]
    undated: Sequence[Row]
    counted: Mapping[Stage, Sequence[Any]]

    def row(self, account: Account) -> Row:
        return self.rows[account.reading.ref]


def told(world: World) -> Told:
    """Everything that was reported in a world. Two queries, whatever there is."""
    rows = {row.code: row for row in cascade_readings(world)}
    accounts = {code: account_of(row) for code, row in rows.items()}
    undated = [rows[code] for code, account in accounts.items() if account is None]
    indicators = cascade_indicators()
    counted = {stage: [one for one in indicators if one.cascade == stage.value] for stage in Stage}
    return Told(cascade(one for one in accounts.values() if one), rows, undated, counted)


def account_of(row: Row) -> Account | None:
    """One reading as an account; None where its period cannot be read."""
    place = row.indicator.cascade
    try:
        reading = figure_of(row)
    except ClockFault:
        return None
    return Account(reading, None if place == BESIDE else Stage(place), is_part=row.indicator.cascade_part)
