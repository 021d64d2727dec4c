"""A figure that may be exact, bounded, rough or unknown. Unknown is never zero (I-8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mizan.clocks import plain_digits
from mizan.indicators.faults import IndicatorFault

Number = Decimal | int | float


@dataclass(frozen=True)
class Amount:
    """`value` where one figure is stated; `low` and `high` are bounds that hold for certain, None where there is none.

    Exact: all three equal. Bounded ("<5"): value None, low 0, high 4. Rough ("about 30"): value without bounds.
    Unknown: all None.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        known = [figure for figure in (self.low, self.value, self.high) if figure is not None]
        if any(not figure.is_finite() for figure in known) or known != sorted(known):
            raise IndicatorFault("indicators.amount_order", low=self.low, value=self.value, high=self.high)

    @property
    def is_exact(self) -> bool:
        """One figure, known for certain."""
        return self.value is not None and self.low == self.value == self.high

    @property
    def is_rough(self) -> bool:
        """A figure whose precision nobody stated."""
        return self.value is not None and not self.is_exact

    @property
    def is_bounded(self) -> bool:
        """No one figure, but a bound."""
        return self.value is None and not self.is_unknown

    @property
    def is_unknown(self) -> bool:
        """Nothing is known: not reported, not the same as zero reported."""
        return self.value is None and self.low is None and self.high is None

    def text(self) -> str:
        """A plain spelling without words: `1607`, `0–4`, `6000+`, `≤9`, `~30`; empty when unknown."""
        if self.value is not None:
            return f"{self.value}" if self.is_exact else f"~{self.value}"
        if self.low is not None and self.high is not None:
            return f"{self.low}–{self.high}"
        return f"{self.low}+" if self.low is not None else ("" if self.high is None else f"≤{self.high}")


UNKNOWN = Amount()


def exactly(figure: Number) -> Amount:
    """An exact figure. Floats are taken as they are printed."""
    value = _decimal(figure)
    return Amount(value, value, value)


def between(low: Number | None, high: Number | None) -> Amount:
    """A figure known only by its bounds; None leaves a side open."""
    return Amount(None, None if low is None else _decimal(low), None if high is None else _decimal(high))


def roughly(figure: Number) -> Amount:
    """A figure whose precision nobody stated."""
    return Amount(_decimal(figure))


def _decimal(figure: Number) -> Decimal:
    if isinstance(figure, bool):
        raise IndicatorFault("indicators.amount_unreadable", text=str(figure))
    return figure if isinstance(figure, Decimal) else Decimal(str(figure))


_UNKNOWN_WORDS = {
    "",
    "unknown",
    "n/a",
    "na",
    "not known",
    "not reported",
    "not available",
    "?",
    "-",
    "–",
    "—",
    "نامعلوم",
}
_TIMES = {
    "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "ہزار": 10**3, "لاکھ": 10**5, "کروڑ": 10**7,
}  # fmt: skip
_FIGURE = rf"((?:\d{{1,3}}(?:[, ٬]\d{{2,3}})+|\d{{1,18}})(?:[.٫]\d{{1,6}})?)\s*({'|'.join(_TIMES)})?\s*%?"
_BELOW = re.compile(rf"(?:<|less than|fewer than|under|below|سے کم)\s*{_FIGURE}")
_UP_TO = re.compile(rf"(?:<=|≤|up to|at most)\s*{_FIGURE}")
_ABOVE = re.compile(rf">\s*{_FIGURE}")
_AT_LEAST = re.compile(rf"(?:>=|≥|at least|over|more than|above)\s*{_FIGURE}|{_FIGURE}\+")
_ROUGH = re.compile(rf"(?:~|≈|about|around|approximately|approx\.?|some|nearly|تقریباً)\s*{_FIGURE}")
_SPAN = re.compile(rf"(?:between\s+)?{_FIGURE}\s*(?:-|–|—|to|and|تا)\s*{_FIGURE}")
_PLAIN = re.compile(rf"([-−]?)\s*{_FIGURE}")


def parse_amount(written: object, *, whole: bool = True) -> Amount:
    """Read a figure as sources print it: `1,607`, `۱۶۰۷`, `<5`, `over 6,000`, `10-20`, `about 30`, `2 million`, `n/a`.

    `whole` says that the unit is counted in whole numbers, so that "<5" ends at 4. "Over 6,000" keeps 6000 as its lower
    bound: newspapers round, and the bound must hold. A figure in words of size (million, crore) is rough.
    Raises `IndicatorFault`.
    """
    if isinstance(written, Decimal | int | float):
        return exactly(written)
    text = " ".join(plain_digits(str(written or "")).lower().split())
    if text in _UNKNOWN_WORDS:
        return UNKNOWN
    try:
        return _bounded(text, 1 if whole else 0) or _stated(text)
    except (InvalidOperation, IndicatorFault) as fault:
        raise IndicatorFault("indicators.amount_unreadable", text=text[:40]) from fault


def _bounded(text: str, step: int) -> Amount | None:
    if found := _BELOW.fullmatch(text):
        return between(0, _figure(found[1], found[2]) - step)
    if found := _UP_TO.fullmatch(text):
        return between(0, _figure(found[1], found[2]))
    if found := _ABOVE.fullmatch(text):
        return between(_figure(found[1], found[2]) + step, None)
    if found := _AT_LEAST.fullmatch(text):
        return between(_figure(found[1] or found[3], found[2] or found[4]), None)
    if found := _SPAN.fullmatch(text):
        return between(_figure(found[1], found[2] or found[4]), _figure(found[3], found[4]))
    return None


def _stated(text: str) -> Amount:
    if found := _ROUGH.fullmatch(text):
        return roughly(_figure(found[1], found[2]))
    if found := _PLAIN.fullmatch(text):
        figure = _figure(found[2], found[3]) * (-1 if found[1] else 1)
        return roughly(figure) if found[3] else exactly(figure)
    raise IndicatorFault("indicators.amount_unreadable", text=text[:40])


def _figure(digits: str, times: str | None) -> Decimal:
    bare = re.sub(r"[, ٬]", "", digits).replace("٫", ".")
    return Decimal(bare) * _TIMES.get(times or "", 1)
