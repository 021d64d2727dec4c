"""Indicators, their readings, what may be added and what may not, and the seam of the balance. Pure."""

from __future__ import annotations

from mizan.indicators.adding import Total, add, refuse_unlike
from mizan.indicators.amounts import UNKNOWN, Amount, between, exactly, parse_amount, roughly
from mizan.indicators.balance import (
    BALANCE,
    Balance,
    BalanceRow,
    BalanceSource,
    Measured,
    Ratio,
    balance_rows,
    balance_source,
    measure,
    min_max_ratio,
)
from mizan.indicators.comparing import Comparison, Distance, Target, compare, distance, minus, why_unlike
from mizan.indicators.faults import IndicatorFault, NotAddable, RegistryFault
from mizan.indicators.readings import (
    Area,
    Direction,
    Grade,
    Indicator,
    Measure,
    Part,
    Reading,
    World,
    worst_grade,
)
from mizan.indicators.registry import REGISTRY, Compute, Context, Registry, register

__all__ = [
    "BALANCE",
    "REGISTRY",
    "UNKNOWN",
    "Amount",
    "Area",
    "Balance",
    "BalanceRow",
    "BalanceSource",
    "Comparison",
    "Compute",
    "Context",
    "Direction",
    "Distance",
    "Grade",
    "Indicator",
    "IndicatorFault",
    "Measure",
    "Measured",
    "NotAddable",
    "Part",
    "Ratio",
    "Reading",
    "Registry",
    "RegistryFault",
    "Target",
    "Total",
    "World",
    "add",
    "balance_rows",
    "balance_source",
    "between",
    "compare",
    "distance",
    "exactly",
    "measure",
    "min_max_ratio",
    "minus",
    "parse_amount",
    "refuse_unlike",
    "register",
    "roughly",
    "why_unlike",
    "worst_grade",
]
