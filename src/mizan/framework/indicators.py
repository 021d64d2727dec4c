"""Indicators that the framework computes from its own rows, each with its counting rule.

They stand in the registry of floor 0, so that other rooms, the command line and later releases ask all rooms alike.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from mizan.framework.queries.balance import balance_of
from mizan.framework.rules.balance import Weight
from mizan.indicators import Direction, Measure
from mizan.kit.computing import Figures, computed
from mizan.kit.facts import World

Count = Callable[[Weight], int | float | None]


def _weighed(count: Count) -> Figures:
    """`count` over the whole balance of the asked world."""
    return lambda context: [("", count(balance_of(World(context.world.value), today=context.today).whole))]


def _count(code: str, name: object, count: Count, direction: Direction) -> None:
    computed(code, name, _weighed(count), direction, Measure.COUNT)


def _share(code: str, name: object, count: Count, direction: Direction) -> None:
    computed(code, name, _weighed(count), direction, Measure.SHARE)


_count("framework.promises", _("Promises: adopted or directed actions"), lambda w: w.promises, Direction.NEITHER)
_count("framework.overdue", _("Promises past their day"), lambda w: w.overdue, Direction.DOWN)
_count("framework.unanswered", _("Recommendations and proposals nobody owns"), lambda w: w.unanswered, Direction.DOWN)
_share("framework.proactive", _("Share of proactive actions"), lambda w: w.proactive.value, Direction.UP)
_share(
    "framework.owned", _("Share of actions with an accepted owner"),
    lambda w: (w.n_actions - w.without_owner) / w.n_actions if w.n_actions else None, Direction.UP,
)  # fmt: skip
_share(
    "framework.disputed", _("Share of reported actions whose newest claim is disputed"),
    lambda w: _share_of(w.progress["disputed"], w.n_actions - w.progress["no_report"]), Direction.DOWN,
)  # fmt: skip
for _dimension, _name in (
    ("letter", _("Obligations answered by both sides, letter")),
    ("spirit", _("Obligations answered by both sides, spirit")),
):
    _count(f"framework.pairs_{_dimension}", _name, lambda w, d=_dimension: w.gap[d].pairs, Direction.UP)  # type: ignore[misc]


def _share_of(part: int, whole: int) -> float | None:
    return part / whole if whole else None
