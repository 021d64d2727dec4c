"""The balance worded for a page: one line per pillar, the ratios, the rows of other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Obligation, Pillar
from mizan.framework.rules.balance import Balance, Weight
from mizan.indicators import BalanceRow, Context, balance_rows
from mizan.indicators import World as IndicatorWorld
from mizan.kit.facts import World


def pans() -> dict[str, str]:
    """The pan of each pillar that weighs, in the pack's order."""
    return dict(Pillar.objects.weighing().values_list("code", "pan"))


def other_rows(world: World, *, today: date) -> list[BalanceRow]:
    """What other rooms lay on the pillars, through the registry of floor 0."""
    codes = tuple(Pillar.objects.weighing().values_list("code", flat=True))
    found = balance_rows(Context(today=today, world=IndicatorWorld(str(world)), pillars=codes))
    return sorted(found, key=lambda row: codes.index(row.pillar))


@dataclass(frozen=True)
class PillarLine:
    """One pillar with what lies on it."""

    pillar: Pillar
    weight: Weight


def pillar_lines(weighed: Balance, world: World) -> list[PillarLine]:
    """The nine in the pack's order."""
    return [PillarLine(pillar, weighed.pillars[pillar.code]) for pillar in Pillar.objects.weighing()]


def obligation_codes(codes: Iterable[str]) -> list[Obligation]:
    """The obligations of these codes, in order, for links."""
    return list(Obligation.objects.filter(code__in=list(codes)).select_related("pillar"))


QUANTITIES: dict[str, Promise] = {
    "obligations": _("Obligations"),
    "actions": _("Actions"),
    "promises": _("Promises (adopted or directed actions)"),
    "proactive_actions": _("Proactive actions"),
    "reported_progress": _("Actions with any progress report"),
    "letter_state": _("Letter: the state's answers of 3 or 4"),
    "letter_society": _("Letter: society's answers of 3 or 4"),
    "letter_desk": _("Letter: desk readings of 3 or 4"),
    "spirit_state": _("Spirit: the state's answers of 3 or 4"),
    "spirit_society": _("Spirit: society's answers of 3 or 4"),
}


def ratio_lines(weighed: Balance) -> list[tuple[object, float | None]]:
    """(what, min/max ratio over the nine pillars or None)."""
    lines: list[tuple[object, float | None]] = []
    for name, ratio in weighed.ratios.items():
        if name == "spirit_desk":
            continue  # a desk reads laws: it has no spirit column
        words = QUANTITIES.get(name) or _("Budget in {currency}").format(currency=name.removeprefix("budget_"))
        lines.append((words, ratio))
    return lines
