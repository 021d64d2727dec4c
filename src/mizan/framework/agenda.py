"""What the framework puts on a committee's table: late actions, gaps between the two answers, disputed progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Action, Obligation
from mizan.framework.queries.actions import ActionRow, action_rows
from mizan.framework.queries.balance import headline_scores
from mizan.framework.rules.progress import State
from mizan.kit.agenda import Point, Table, source
from mizan.kit.facts import World

LEVELS_OF_COUNTRY = {"national", "regional", "global"}


def overdue_actions(table: Table) -> list[Point]:
    """Promises whose day passed, the longest ago first."""
    late = [row for row in _rows(table) if row.due_state == "late" and row.action.due_on]
    return [_point(row) for row in sorted(late, key=lambda row: (row.action.due_on, row.action.pk))]


def disputed(table: Table) -> list[Point]:
    """Actions whose newest claim the co-lead disputes."""
    return [_point(row) for row in _rows(table) if row.progress == State.DISPUTED]


def _rows(table: Table) -> list[ActionRow]:
    places = _places(table.world)
    rows = action_rows({}, World(table.world), today=table.today)
    return [row for row in rows if _belongs(row.action, places[row.action.pk], table)]


def _places(world: str) -> dict[str, set[str]]:
    """The places of every action, in one query."""
    found: dict[str, set[str]] = defaultdict(set)
    for action, place in Action.places.through.objects.filter(action__world=world).values_list("action", "place"):
        found[action].add(place)
    return found


def _belongs(action: Action, places: set[str], table: Table) -> bool:
    """A committee sees the actions of its own level, and within it of its own place; one that names no place belongs
    to every committee of its level."""
    if not table.places:
        return action.level in (LEVELS_OF_COUNTRY if table.level == "national" else {table.level})
    return bool(places & table.places) or (action.level == table.level and not places)


def _point(row: ActionRow) -> Point:
    action = row.action
    return Point(action.title, f"/actions/{action.code}/", "framework.action", action.code)


FAR_APART = 2  # points of 4


def gaps(table: Table) -> list[Point]:
    """Obligations on which the two headlines lie two points or more apart, the widest first; on the country's table
    only, since headlines are national. An unknown score is no gap (I-8)."""
    if table.places:
        return []
    scores = headline_scores(World(table.world))
    apart = {code: max(map(_distance, by_dimension.values())) for code, by_dimension in scores.items()}
    far = [code for code, points in apart.items() if points >= FAR_APART]
    rows = Obligation.objects.filter(pk__in=far, retired_at=None)
    ordered = sorted(rows, key=lambda row: (-apart[row.code], row.code))
    return [Point(row.title, f"/obligations/{row.code}/", "framework.obligation", row.code) for row in ordered]


def _distance(by_side: Mapping[str, int | None]) -> int:
    """Points between the two sides; 0 where one of them is not known."""
    state, society = by_side.get("state"), by_side.get("society")
    return abs(state - society) if state is not None and society is not None else 0


source("overdue_action", _("Promises past their day"), overdue_actions, order=10, rest="/actions/?state=late")
source("gap", _("Where the two sides’ answers lie apart"), gaps, order=20, rest="/obligations/")
source("disputed", _("Disputed progress"), disputed, order=30, rest="/actions/?state=disputed")
