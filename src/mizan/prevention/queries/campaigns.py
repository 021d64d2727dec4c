"""Campaigns as pages show them: owners of both sides, reach and money, what people asked, what they knew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from mizan.institutions.models import Institution
from mizan.prevention.models import (
    Campaign,
    CampaignAsked,
    CampaignEnd,
    CampaignOwner,
    CampaignTally,
    KnowledgeChange,
    KnowledgeEstimate,
    KnowledgeQuestion,
    KnowledgeSurvey,
    Material,
)
from mizan.prevention.rules.counting import LEAST, shown
from mizan.prevention.rules.listing import owners


@dataclass(frozen=True)
class Owner:
    """A body of one side, and its word: accepted, suggested or declined."""

    side: str
    body: Institution
    answer: str


@dataclass(frozen=True)
class CampaignLine:
    """One campaign with its owners and its newest tally."""

    campaign: Campaign
    owners: Sequence[Owner]
    tally: CampaignTally | None

    @property
    def sides(self) -> frozenset[str]:
        """The sides that own it by their own word."""
        return frozenset(one.side for one in self.owners if one.answer == "accepted")

    @property
    def people(self) -> int | None:
        """Whom it reached, as it may be shown; None: not known, or too few."""
        return shown(self.tally.people) if self.tally and self.tally.people is not None else None

    @property
    def is_few(self) -> bool:
        """Whether the number is known and too small to be shown."""
        return self.tally is not None and self.tally.people is not None and 0 < self.tally.people < LEAST


@dataclass(frozen=True)
class Money:
    """What campaigns of one side cost in one currency; `unknown` have no cost published. Shared ones count for both."""

    side: str
    campaigns: int
    cost: Mapping[str, Decimal]
    unknown: int


FORMER = Q(correction__isnull=False) | Q(end__how=CampaignEnd.How.TAKEN_BACK)


def standing_campaigns(world: str) -> QuerySet[Campaign]:
    """What counts: neither taken back nor superseded by a later listing, so that nothing is counted twice."""
    return Campaign.objects.filter(world=world).exclude(pk__in=former_campaigns(world))


def former_campaigns(world: str) -> QuerySet[Campaign]:
    """Taken back, or superseded by a later listing: shown, and counted nowhere."""
    return Campaign.objects.filter(FORMER, world=world)


def campaign_lines(world: str, chosen: Mapping[str, str] | None = None) -> list[CampaignLine]:
    """The campaigns of a world that match side, place, pillar and standing (counted, or "former"), the newest first;
    three queries for all."""
    wanted = chosen or {}
    former = wanted.get("standing") == "former"
    rows = (former_campaigns if former else standing_campaigns)(world).select_related("pillar", "body", "end")
    if wanted.get("place"):
        rows = rows.filter(Q(places=wanted["place"]) | Q(places__parent=wanted["place"])).distinct()
    if wanted.get("pillar"):
        rows = rows.filter(pillar=wanted["pillar"])
    lines = lines_of(list(rows))
    return [line for line in lines if not wanted.get("side") or wanted["side"] in line.sides]


def lines_of(rows: Sequence[Campaign]) -> list[CampaignLine]:
    """Each campaign with its owners and its newest tally."""
    said: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for campaign, *word in (
        CampaignOwner.objects.filter(campaign__in=rows)
        .order_by("at", "id")
        .values_list("campaign_id", "side", "body_id", "answer")
    ):
        said[campaign].append((word[0], word[1], word[2]))
    newest = {row.campaign_id: row for row in CampaignTally.objects.filter(campaign__in=rows).order_by("at", "id")}
    bodies = Institution.objects.in_bulk({word[1] for words in said.values() for word in words})
    return [
        CampaignLine(
            row,
            [Owner(side, bodies[body], answer) for side, (body, answer) in sorted(owners(said[row.pk]).items())],
            newest.get(row.pk),
        )
        for row in rows
    ]


def money(lines: Iterable[CampaignLine]) -> list[Money]:
    """State and society side by side."""
    every = list(lines)
    found = []
    for side in ("state", "society"):
        mine = [line.tally for line in every if side in line.sides]
        cost: dict[str, Decimal] = defaultdict(Decimal)
        for one in mine:
            if one is not None and one.cost is not None:
                cost[one.currency] += one.cost
        unknown = sum(one is None or one.cost is None for one in mine)
        found.append(Money(side, len(mine), dict(cost), unknown))
    return found


@dataclass(frozen=True)
class AskedLine:
    """What people asked; `times` as it may be shown."""

    row: CampaignAsked
    times: int | None

    @property
    def is_few(self) -> bool:
        return self.row.times is not None and 0 < self.row.times < LEAST


def asked_of(campaign: Campaign) -> list[AskedLine]:
    """The newest word on each question, the most asked first."""
    newest = {row.number: row for row in campaign.asked.order_by("at", "id")}
    lines = [AskedLine(row, None if row.times is None else shown(row.times)) for row in newest.values()]
    return sorted(lines, key=lambda line: (-(line.times or 0), line.row.number))


@dataclass(frozen=True)
class Known:
    """One question in both waves. An estimate of fewer than ten answers is hidden: it is nearly the answers."""

    question: KnowledgeQuestion
    before: KnowledgeEstimate | None
    after: KnowledgeEstimate | None
    change: KnowledgeChange | None

    @property
    def is_share(self) -> bool:
        return self.question.kind == KnowledgeQuestion.Kind.SHARE


def materials_of(campaign: Campaign) -> list[tuple[str, Material | None]]:
    """Each code that it names with the material of the library, None where the library has none by that code."""
    rows = Material.objects.filter(world=campaign.world, retired_at=None)
    found = rows.in_bulk(campaign.materials)
    return [(code, found.get(code)) for code in campaign.materials]


def surveys_of(campaign: Campaign) -> dict[str, KnowledgeSurvey]:
    """The newest survey of each wave."""
    return {row.wave: row for row in campaign.surveys.order_by("at", "id")}


def knowledge(campaign: Campaign, surveys: Mapping[str, KnowledgeSurvey]) -> list[Known]:
    """Question by question, before beside after."""
    rows = KnowledgeEstimate.objects.filter(survey__in=surveys.values()).select_related("survey")
    by = {(row.question_id, row.survey.wave): row for row in rows}
    changes = {
        (row.before_id, row.after_id): row
        for row in KnowledgeChange.objects.filter(after__in=by.values(), before__in=by.values())
    }
    return [_known(one, by, changes) for one in campaign.questions.all()]


def _known(
    question: KnowledgeQuestion, by: Mapping[tuple[UUID, str], KnowledgeEstimate],
    changes: Mapping[tuple[UUID, UUID], KnowledgeChange],
) -> Known:  # fmt: skip
    before, after = (by.get((question.pk, wave)) for wave in ("before", "after"))
    many = [one for one in (before, after) if one is not None and one.answered >= LEAST]
    change = changes.get((before.pk, after.pk)) if before and after and len(many) == 2 else None
    return Known(question, before, after, change)
