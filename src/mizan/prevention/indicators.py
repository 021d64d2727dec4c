"""Indicators of prevention, each with its counting rule. National shares of duties can be counted again from the public
log; whatever is about people comes from frozen counts (I-14)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mizan.indicators import Context, Direction, Measure
from mizan.kit.computing import computed
from mizan.kit.facts import World
from mizan.prevention.kinds import ENTITLEMENT, REFERRAL
from mizan.prevention.queries import measures

UP, SHARE, COUNT = Direction.UP, Measure.SHARE, Measure.COUNT
HELP = {"obligations": ("TIP-6.3b", "TIP-9.1a"), "pillars": ("social_justice", "human_rights")}
ROOTS = {"obligations": ("TIP-9.4",), "pillars": ("education", "poverty_alleviation")}


def _answered(context: Context) -> Iterator[tuple[str, float | None]]:
    yield "", measures.in_time(_world(context), REFERRAL.code, context.today)


def _delivered(context: Context) -> Iterator[tuple[str, float | None]]:
    yield "", measures.in_time(_world(context), ENTITLEMENT.code, context.today)


def _kept(context: Context) -> Iterator[tuple[str, float | None]]:
    yield "", measures.kept_share(_world(context))


def _places(context: Context) -> Iterator[tuple[str, int]]:
    yield from measures.places_by_mechanism(_world(context)).items()


def _before(context: Context) -> Iterator[tuple[str, float | None]]:
    yield "", measures.begun_before_a_case(_world(context))


def _world(context: Context) -> World:
    return World(context.world.value)


computed("prevention.answered_in_time", _("Share of referrals answered in time"), _answered, UP, SHARE, **HELP)
computed("prevention.delivered_in_time", _("Share of what is owed delivered in time"), _delivered, UP, SHARE, **HELP)
computed("prevention.kept", _("Share still so twelve months after, of those found"), _kept, UP, SHARE, **ROOTS)
computed("prevention.places", _("Places of running programmes, by what they work on"), _places, UP, COUNT, **ROOTS)
computed(
    "prevention.before_a_case", _("Share of programmes begun before anybody was referred there for that need"),
    _before, UP, SHARE, **ROOTS,
)  # fmt: skip
