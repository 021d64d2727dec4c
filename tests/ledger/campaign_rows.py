"""One row of each table of campaigns, surveys and training, as their verbs leave it: guards and audits look at rows."""

from __future__ import annotations

from decimal import Decimal

from mizan.framework.models import Pillar
from mizan.kit.clock import now
from mizan.prevention.models import (
    Campaign,
    CampaignAsked,
    CampaignCorrection,
    CampaignEnd,
    CampaignOwner,
    CampaignTally,
    KnowledgeChange,
    KnowledgeEstimate,
    KnowledgeQuestion,
    KnowledgeSurvey,
    Training,
    TrainingResult,
)
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening


def play_campaign(cast: Cast) -> Campaign:
    """A campaign of the owner's body, surveyed twice, and a training that was assessed."""
    given = {
        "pillar": Pillar.objects.all()[0], "body_id": cast.owner.body, "starts_on": DAY, "ends_on": DAY,
        "listed_on": DAY, "world": "exercise",
    }  # fmt: skip
    with happening():
        row = Campaign.objects.create(code="CA-1", name={"en": "The line"}, **given)
        CampaignOwner.objects.create(campaign=row, side="state", body_id=row.body_id, answer="accepted", at=now())
        CampaignTally.objects.create(campaign=row, people=90, cost=Decimal("9.50"), currency="PKR", on=DAY, at=now())
        CampaignAsked.objects.create(campaign=row, number=1, question={"en": "?"}, times=20, on=DAY, at=now())
        asks = KnowledgeQuestion.objects.create(campaign=row, code="line", kind="share", at=now())
        later = Campaign.objects.create(code="CA-2", name={"en": "The line"}, **given)
        CampaignEnd.objects.create(campaign=row, how="ended", on=DAY, why={"en": "no money"}, at=now())
        CampaignCorrection.objects.create(old=row, new=later, why={"en": "wrong name"}, at=now())
    waves = [_wave(row, asks, wave) for wave in ("before", "after")]
    with happening():
        KnowledgeChange.objects.create(before=waves[0], after=waves[1], value=Decimal("0.25"))
        training = Training.objects.create(code="TR-1", audience="police", trained=20, **given)
        TrainingResult.objects.create(training=training, assessed=15, able=10, on=DAY, at=now())
    return row


def _wave(row: Campaign, asks: KnowledgeQuestion, wave: str) -> KnowledgeEstimate:
    with happening():
        made = KnowledgeSurvey.objects.create(
            campaign=row, wave=wave, method="simple", first_day=DAY, last_day=DAY, respondents=90, clusters=90,
            strata=1, sha256="0" * 64, at=now(),
        )  # fmt: skip
        return KnowledgeEstimate.objects.create(
            survey=made, question=asks, value=Decimal("0.50000000"), df=89, answered=90, missing=0
        )
