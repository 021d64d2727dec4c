"""What prevention lays on the pillars: programmes, what is owed, campaigns. People only as frozen or rounded counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from mizan.framework.queries.pillars import pans
from mizan.indicators import BalanceRow, Context, Measured, balance_source, measure
from mizan.indicators import World as IndicatorWorld
from mizan.kit.facts import World
from mizan.kit.pages import path_of
from mizan.prevention.models import FrozenCount
from mizan.prevention.queries.campaigns import CampaignLine, campaign_lines
from mizan.prevention.queries.owed import kind_lines
from mizan.prevention.queries.programmes import ProgrammeLine, programme_lines

SOURCE = "prevention"


@balance_source
def programmes(context: Context) -> Iterator[BalanceRow]:
    """Running programmes by pillar: spent money of the newest year, places, who began and who is still so a year
    later, over all frozen quarters."""
    lines: dict[str, list[ProgrammeLine]] = defaultdict(list)
    for line in programme_lines(_world(context), {"state": "running"}):
        lines[line.programme.pillar_id].append(line)
    sums = _sums(context)
    for pillar, side in _pans(context).items():
        found = lines.get(pillar, [])
        if not found:
            continue
        codes = [line.programme.pk for line in found]
        rows = _address("prevention:programmes", context, pillar=pillar, state="running")
        yield BalanceRow(
            pillar=pillar, side=side, label=_("Programmes"), source=SOURCE, money=_money(found),
            places=sum(line.places for line in found), people=measure(sums.get((code, "began")) for code in codes),
            counts={"kept": _known(sums.get((code, "after_yes")) for code in codes)},
            href=rows, leads={"places": rows, "people": rows}, world=context.world,
        )  # fmt: skip


def _known(figures: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [one for one in figures if one is not None]
    return sum(known) if known else None


def _sums(context: Context) -> dict[tuple[str, str], int | None]:
    """`[subject, measure]` over every frozen quarter; None where any of them is hidden."""
    found: dict[tuple[str, str], int | None] = {}
    rows = FrozenCount.objects.filter(world=_world(context), split="", measure__in=("began", "after_yes"))
    for subject, name, value in rows.values_list("subject", "measure", "value"):
        before = found.get((subject, name), 0)
        found[subject, name] = None if before is None or value is None else before + value
    return found


def _money(lines: Sequence[ProgrammeLine]) -> dict[str, Measured]:
    """Spent money per currency; a programme that published none is unknown in the only currency there is, or counted
    nowhere."""
    found: dict[str, list[Decimal | None]] = defaultdict(list)
    silent = 0
    for line in lines:
        if line.money is None or line.money.spent is None:
            silent += 1
        else:
            found[line.money.currency].append(line.money.spent)
    unknown: list[Decimal | None] = [None] * silent if len(found) == 1 else []
    return {currency: measure([*spent, *unknown]) for currency, spent in found.items()}


@balance_source
def owed(context: Context) -> Iterator[BalanceRow]:
    """What is owed by a day and late, by the pillar of its kind, at the end of the newest frozen quarter."""
    _quarter, lines = kind_lines(_world(context))
    weighing = _pans(context)
    for pillar in weighing:
        found = [line for line in lines if line.kind.pillar_id == pillar and line.keepers and line.counts]
        if found:
            late = [line.counts.get("owed_late") for line in found]
            page = _address("prevention:entitlements", context)
            yield BalanceRow(
                pillar=pillar, side=weighing[pillar], label=_("Owed by a day"), source=SOURCE,
                people=measure(line.counts.get("delivered") for line in found),
                late=None if None in late else sum(one for one in late if one is not None),
                href=page, leads={"people": page, "late": page}, world=context.world,
            )  # fmt: skip


@balance_source
def campaigns(context: Context) -> Iterator[BalanceRow]:
    """Campaigns by pillar: what they cost, and whom they reached as their owners say."""
    lines: dict[str, list[CampaignLine]] = defaultdict(list)
    for line in campaign_lines(_world(context)):
        lines[line.campaign.pillar_id].append(line)
    weighing = _pans(context)
    for pillar, found in lines.items():
        if pillar not in weighing:
            continue
        rows = _address("prevention:campaigns", context, pillar=pillar)
        costs: dict[str, list[Decimal | None]] = defaultdict(list)
        for line in found:
            if line.tally is not None and line.tally.cost is not None:
                costs[line.tally.currency].append(line.tally.cost)
        yield BalanceRow(
            pillar=pillar, side=weighing[pillar], label=_("Campaigns"), source=SOURCE,
            money={currency: measure(known) for currency, known in costs.items()},
            people=measure(line.people for line in found), href=rows, leads={"people": rows}, world=context.world,
        )  # fmt: skip


def _world(context: Context) -> World:
    return World(context.world.value)


def _pans(context: Context) -> dict[str, str]:
    known = pans()
    return {code: known[code] for code in context.pillars or known if code in known}


def _address(page: str, context: Context, **query: str) -> str:
    asked = dict(query) | ({"world": "exercise"} if context.world is IndicatorWorld.EXERCISE else {})
    return path_of(page) + (f"?{urlencode(asked)}" if asked else "")
