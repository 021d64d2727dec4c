"""Forms of returns that are well formed but ask something that cannot be answered or added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mizan.web.packs import rows, rows_returns
from mizan.web.packs.files import Fault
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason


def return_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in every form."""
    for pack, row in world.rows_of("returns", rows_returns.ReturnForm):
        for key, reason in (*_for_whom(row), *_figures(row, world), *_limits(row)):
            yield fault(pack, row, key, reason)


def _for_whom(row: rows_returns.ReturnForm) -> Said:
    if not row.sides or rows.Side.INTERNATIONAL in row.sides:
        yield "sides", "A form is for the state, for society, or for both."
    if not row.kinds or not row.figures:
        yield "kinds" if not row.kinds else "figures", "A form is for some kinds of bodies and asks for some figures."


def _figures(row: rows_returns.ReturnForm, world: World) -> Said:
    by_code = {one.code: one for one in row.figures}
    for code, times in Counter(one.code for one in row.figures).items():
        if times > 1:
            yield "figures", f'The figure "{code}" stands twice.'
    for one in row.figures:
        yield from _part(one, by_code)
    fed = Counter(one.indicator for one in row.figures if one.indicator)
    for indicator, times in fed.items():
        known = world.indicators.get(indicator)
        if times > 1:
            yield "figures", f'Two figures feed the indicator "{indicator}": one form gives one reading a period.'
        if known is not None and known.value_type is not rows.ValueType.NUMBER:
            yield "figures", f'The indicator "{indicator}" takes no number.'


def _part(one: rows_returns.Figure, by_code: dict[str, rows_returns.Figure]) -> Said:
    if (one.whole is None) != (one.by is None):
        yield "figures", f'"{one.code}": "whole" and "by" are given together.'
    if one.whole is None:
        return
    whole = by_code.get(one.whole)
    if whole is None or whole.whole is not None:
        yield "figures", f'"{one.code}" is a part of "{one.whole}", which is no whole figure of this form.'
    if one.indicator or one.question:
        yield "figures", f'"{one.code}" is a part: it feeds no indicator and answers no question.'


def _limits(row: rows_returns.ReturnForm) -> Said:
    known = {one.code for one in row.figures}
    for limit in row.limits:
        if limit.figure == limit.most or not {limit.figure, limit.most} <= known:
            yield "limits", f'A limit is between two figures of the form; "{limit.figure}" and "{limit.most}" are not.'
