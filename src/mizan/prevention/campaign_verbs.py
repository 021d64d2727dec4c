"""The verbs of campaigns, surveys and training, as they stand in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, CODES, COUNT, DAY, HASH, verb

LISTED = verb("prevention.campaign.listed", _("listed the campaign"), pillar=CODE, other=CODE, start=DAY)
OWNER_ANSWERED = verb("prevention.campaign.owner", _("answered whether it owns the campaign"), answer=CODE)
ENDED = verb("prevention.campaign.ended", _("ended the campaign, or took it back"), how=CODE, on=DAY)
CORRECTED = verb(
    "prevention.campaign.corrected", _("listed the campaign in the place of an earlier listing"), pillar=CODE,
    other=CODE, start=DAY, old=CODE,
)  # fmt: skip
TALLIED = verb("prevention.campaign.tallied", _("said whom it reached and what it cost"), on=DAY)
ASKED = verb("prevention.campaign.asked", _("said what people asked"), number=COUNT, on=DAY)
QUESTIONED = verb("prevention.survey.questioned", _("said what the survey asks"), question=CODE, kind=CODE)
SURVEYED = verb(
    "prevention.survey.recorded", _("recorded a survey"), wave=CODE, method=CODE, respondents=COUNT, file=HASH,
    questions=CODES,
)  # fmt: skip
TRAINED = verb("prevention.training.listed", _("listed the training"), pillar=CODE, audience=CODE, trained=COUNT)
ASSESSED = verb("prevention.training.assessed", _("said what people can do six months later"), on=DAY)
