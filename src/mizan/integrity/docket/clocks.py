"""The duties of reports by week, whole-country totals, as the last verification of the public log counted them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings

from mizan.integrity.kinds import BY_CLOCK
from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.ledger.public.reading import State, read_page
from mizan.ledger.public.summary import Line, Summary, added
from mizan.ledger.sequencing import house
from mizan.tlog.verifier.duties import KINDS

REPORT_KINDS = tuple(KINDS[kind.number] for kind in BY_CLOCK.values() if kind.number)


class There(StrEnum):
    """Whether there are totals to show."""

    SHOWN = "shown"
    ELSEWHERE = "elsewhere"  # this house has one log, and it is of the other world
    NONE = "none"  # nothing is published, or nothing counted yet
    BROKEN = "broken"  # the log does not hold, or does not add up: no figure of it is shown


@dataclass(frozen=True)
class Clocks:
    """`kinds` by the names of the log; `weeks` by the Monday (ISO) of the week in which duties are due."""

    there: There
    whole: Line = field(default_factory=lambda: added(()))
    kinds: Mapping[str, Line] = field(default_factory=dict)
    weeks: Mapping[str, Line] = field(default_factory=dict)
    looked_at: int = 0


def clocks(world: World) -> Clocks:
    """What the log says, for the world that the log is of: the exercise in a demonstration, else the real one."""
    if (world == World.EXERCISE) != settings.DEMO:
        return Clocks(There.ELSEWHERE)
    page = read_page(house.folder(), now=int(now().timestamp()), republish=settings.LOG_REPUBLISH)
    if page.state == State.DAMAGED:
        return Clocks(There.BROKEN)
    if page.state != State.SIGNED or page.summary is None:
        return Clocks(There.NONE)
    return counted(page.summary)


def counted(summary: Summary) -> Clocks:
    """The part of a summary that is about reports."""
    if summary.n_faults or not summary.balanced:
        return Clocks(There.BROKEN)
    kinds = {kind: summary.kinds[kind] for kind in REPORT_KINDS if kind in summary.kinds}
    return Clocks(
        There.SHOWN, added(kinds.values()), kinds, summary.weeks_of(REPORT_KINDS), looked_at=summary.looked_at
    )
