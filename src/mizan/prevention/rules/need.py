"""How many are counted in need, against how many places there are. Two figures beside each other, never one score.

Only people can be set against places. A share stays a share: its source does not say of how many.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import sqrt

PEOPLE = "persons"  # the unit of an indicator that counts people
PERCENT = "percent"
SQUARED = "squared proportion"  # the unit of a mean squared error
TENTH = Decimal("0.1")
_NORMAL = 1.96


@dataclass(frozen=True)
class Ends:
    """Between what a figure lies, as its source says or as its error lets it."""

    low: Decimal
    high: Decimal


def error_code(indicator: str) -> str:
    """The indicator that holds the mean squared error of a share, by the packs' way of naming; "" for other figures."""
    return indicator.replace("_pct_", "_mse_") if "_pct_" in indicator else ""


def ends(value: Decimal | None, low: Decimal | None, high: Decimal | None, error: Decimal | None) -> Ends | None:
    """The bounds that the source gives, else 95 % around a share in percent by its mean squared error, which is of a
    share between 0 and 1; None where neither is known."""
    if low is not None and high is not None:
        return Ends(low, high)
    if value is None or error is None or error < 0:
        return None
    reach = Decimal(repr(round(_NORMAL * 100 * sqrt(error), 1)))
    low, high = max(Decimal(0), value - reach), min(Decimal(100), value + reach)
    return Ends(low.quantize(TENTH, ROUND_FLOOR), high.quantize(TENTH, ROUND_CEILING))


def gap(need: Decimal | None, places: int) -> int | None:
    """For how many of those counted there is no place; None where nobody has counted."""
    return None if need is None else max(0, int(need.to_integral_value(ROUND_HALF_UP)) - places)


def one_in(need: Decimal | None, places: int) -> int | None:
    """There are places for one in how many; None where there is none, or where nobody has counted."""
    if need is None or not places or need <= 0:
        return None
    return max(1, int((need / places).to_integral_value(ROUND_HALF_UP)))


def kept_of(places: int, kept_female: int, sex: str) -> int:
    """Places only for girls and women: every one of a programme for them."""
    return places if sex == "female" else kept_female


def money_for(missing: int | None, a_place: Collection[Decimal]) -> Ends | None:
    """What places for all would cost in a year, at the least and the most that running programmes spend on a place."""
    if not missing or not a_place:
        return None
    return Ends(min(a_place) * missing, max(a_place) * missing)


def weight(value: Decimal | None, direction: str) -> tuple[bool, Decimal]:
    """The order of one mechanism's own figure, most need first; unknown is last. Where more is better ("higher"), the
    lowest is the neediest."""
    if value is None:
        return True, Decimal(0)
    return False, value if direction == "higher" else -value
