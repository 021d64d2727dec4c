"""What may leave the analysts' room: the interval rounded to two figures, the lists and the methods; no cells.

Capture tables are small cells: one person seen by three named bodies is easily known. Nothing here is a count of cases,
and without a headline there is no number at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import floor, log10

from . import words
from .headline import expected
from .results import Headline
from .studies import Study


@dataclass(frozen=True)
class PublicView:
    """`low`, `high`: people, two significant figures, outward; None without a headline, and then `reasons` holds the
    codes of the reasons only, as their facts are counts."""

    lists: tuple[str, ...]
    methods: tuple[str, ...]
    low: int | None
    high: int | None
    level: float | None
    sentence: str
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def public_view(study: Study, lang: str = "en") -> PublicView:
    """The publishable part of a study."""
    methods = expected(study.table)
    codes = tuple(dict.fromkeys(r.code for r in study.reasons))
    if study.headline is None:
        return PublicView(study.table.lists, methods, None, None, None, words.say("no_headline", lang), codes)
    low, high = two_figures(study.headline.low, up=False), two_figures(study.headline.high, up=True)
    rounded = Headline(low, high, study.headline.level)
    return PublicView(study.table.lists, methods, low, high, rounded.level, words.headline(rounded, lang), ())


def two_figures(value: float, *, up: bool) -> int:
    """Round outward to two significant figures, so that rounding never makes a range look surer."""
    if value <= 0:
        return 0
    step = 10 ** max(floor(log10(value)) - 1, 0)
    whole = floor(value / step)
    return int((whole + (1 if up and whole * step < value else 0)) * step)
