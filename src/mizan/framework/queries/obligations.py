"""Obligations with both answers: the list, and one in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mizan.framework.models import Action, Assessment, DeskReading, Dimension, FocalBody, Headline, Obligation
from mizan.framework.queries.balance import Scores, headline_scores
from mizan.framework.rules import answers
from mizan.framework.rules.answers import DIMENSIONS
from mizan.framework.rules.balance import COLUMNS
from mizan.kit.facts import World
from mizan.kit.texts import contains


@dataclass(frozen=True)
class ObligationRow:
    """One line of the list: the obligation, its headline scores and whether any action of this world serves it."""

    obligation: Obligation
    scores: dict[str, dict[str, int | None]]
    is_served: bool


def obligations(filters: dict[str, Any], world: World) -> QuerySet[Obligation]:
    """Current obligations that match; `is_served` tells whether an action of the world serves them."""
    served = Action.objects.filter(obligations=OuterRef("pk"), world=world, retired_at=None)
    rows = Obligation.objects.filter(retired_at=None).select_related("instrument", "pillar", "cluster")
    rows = rows.annotate(is_served=Exists(served))
    for name in ("instrument", "pillar", "strength", "cluster", "wording"):
        if name in filters:
            rows = rows.filter(**{name: filters[name]})
    if "pan" in filters:
        rows = rows.filter(pillar__pan=filters["pan"])
    if "served" in filters:
        rows = rows.filter(is_served=filters["served"] == "yes")
    if "answer" in filters or "gap" in filters:
        rows = rows.filter(code__in=_codes_by_score(filters, world, rows.values_list("code", flat=True)))
    if "q" in filters:
        word = filters["q"]
        rows = rows.filter(Q(code__icontains=word) | Q(article=word) | contains(["title", "summary"], word))
    return rows


def _codes_by_score(filters: dict[str, Any], world: World, codes: Iterable[str]) -> list[str]:
    """The obligations whose headline scores match `answer` ("letter.state.3") and `gap` ("spirit.equal")."""
    scores = headline_scores(world)
    found = list(codes)
    if "answer" in filters:
        dimension, column, wanted = filters["answer"].split(".")
        found = [c for c in found if answers.is_score(_complete(scores, c)[dimension][column], wanted)]
    if "gap" in filters:
        dimension, kind = filters["gap"].split(".")
        found = [c for c in found if answers.is_in_gap(kind, *_both_sides(scores, c, dimension))]
    return found


def _both_sides(scores: Scores, code: str, dimension: str) -> tuple[int | None, int | None]:
    found = _complete(scores, code)[dimension]
    return found["state"], found["society"]


def with_scores(rows: Iterable[Obligation], world: World) -> Iterator[ObligationRow]:
    """The rows with their headline scores, read when they are asked for."""
    scores: Scores = headline_scores(world)
    for row in rows:
        yield ObligationRow(row, _complete(scores, row.code), bool(getattr(row, "is_served", False)))


def _complete(scores: Scores, code: str) -> dict[str, dict[str, int | None]]:
    """Every dimension and column, None where nothing is known."""
    found = scores.get(code, {})
    return {d: {c: found.get(d, {}).get(c) for c in COLUMNS} for d in DIMENSIONS}


@dataclass(frozen=True)
class SideAnswer:
    """What one side says in one dimension: its headline, and every other standing answer beside it."""

    side: str
    dimension: str
    headline: Assessment | None
    others: list[Assessment]
    superseded: list[Assessment]
    focal_body: str


@dataclass(frozen=True)
class DimensionAnswers:
    """Both sides and the desk reading in one dimension. `gap` is state minus society, None where one is unknown."""

    dimension: str
    label: str
    state: SideAnswer
    society: SideAnswer
    desk: list[DeskReading]

    @property
    def gap(self) -> int | None:
        ends = [answer.headline.score if answer.headline else None for answer in (self.state, self.society)]
        return None if ends[0] is None or ends[1] is None else ends[0] - ends[1]


def answers_to(obligation: Obligation, world: World) -> list[DimensionAnswers]:
    """Letter and spirit, each with both sides' answers; nothing is averaged."""
    rows = list(
        Assessment.objects.filter(obligation=obligation, world=world)
        .select_related("author_body", "place", "adopts", "superseded_by")
        .prefetch_related("evidence__checks")
    )
    headlines = _newest_headlines(obligation, world)
    desk = list(obligation.desk_readings.filter(retired_at=None).select_related("law")) if world == World.REAL else []
    focal = dict(FocalBody.objects.filter(world=world, retired_at=None).values_list("side", "institution_id"))
    return [
        DimensionAnswers(
            dimension=dimension.value,
            label=str(dimension.label),
            state=_side(rows, headlines, "state", dimension, focal),
            society=_side(rows, headlines, "society", dimension, focal),
            desk=[reading for reading in desk if reading.dimension == dimension],
        )
        for dimension in Dimension
    ]


def _newest_headlines(obligation: Obligation, world: World) -> dict[tuple[str, str], Any]:
    rows = Headline.objects.filter(obligation=obligation, world=world).order_by("at", "id")
    return {(row.side, row.dimension): row.assessment_id for row in rows}


def _side(
    rows: list[Assessment], headlines: dict[tuple[str, str], Any], side: str, dimension: str, focal: dict[str, str]
) -> SideAnswer:
    mine = [row for row in rows if row.side == side and row.dimension == dimension]
    head = next((row for row in mine if row.pk == headlines.get((side, dimension))), None)
    standing = [row for row in mine if row is not head and not hasattr(row, "superseded_by")]
    old = [row for row in mine if row is not head and hasattr(row, "superseded_by")]
    return SideAnswer(side, dimension, head, standing, old, focal.get(side, ""))
