"""The verbs of prevention, as they stand in events. No person's sex, age or district is a fact of any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.ledger.verbs import CODE, COUNT, DAY, FLAG, HASH, verb

LISTED = verb("prevention.programme.listed", _("listed the programme"), mechanism=CODE, pillar=CODE, other=CODE)
ENDED = verb("prevention.programme.ended", _("ended the programme"), on=DAY)
OWNER_ANSWERED = verb("prevention.programme.owner", _("answered whether it owns the programme"), answer=CODE)
OFFERED = verb("prevention.programme.offered", _("said how many places there are"), place=CODE, places=COUNT, since=DAY)
SPENT = verb("prevention.programme.spent", _("said what it costs"), year=COUNT)
STEPPED = verb("prevention.enrolment.stepped", _("moved an enrolment on"), stage=CODE, on=DAY, public=False)
ENROLLED = verb("prevention.enrolment.begun", _("took somebody into the queue"), stage=CODE, public=False)
FOLLOWED = verb("prevention.enrolment.followed", _("asked after twelve months"), kept=CODE, public=False)
REFERRED = verb("prevention.referral.sent", _("sent a referral"), urgency=CODE, to=CODE, due=DAY, public=False)
REFERRAL_ANSWERED = verb(
    "prevention.referral.answered", _("answered a referral"), answer=CODE, why=CODE, late=FLAG, then=CODE, public=False
)
REFERRAL_MOVED = verb(
    "prevention.referral.moved_on", _("nobody answered: the referral moved on"), to=CODE, due=DAY, public=False
)
STARTED = verb("prevention.entitlements.started", _("said that it keeps the clock"), kind=CODE, keeps=FLAG, since=DAY)
OWED = verb("prevention.entitlement.opened", _("wrote down what is owed"), kind=CODE, to=CODE, due=DAY)
DELIVERED = verb("prevention.entitlement.moved", _("moved what is owed"), what=CODE, on=DAY, late=FLAG, public=False)
ENTITLEMENT_MOVED = verb(
    "prevention.entitlement.moved_on", _("it is overdue and moved on"), rung=COUNT, to=CODE, due=DAY, public=False
)
REPORTED = verb(
    "prevention.counts.reported", _("reported the counts of a quarter"), quarter=CODE, rows=COUNT, file=HASH
)
FROZEN = verb("prevention.counts.frozen", _("froze the counts of a quarter"), quarter=CODE, rows=COUNT)
COMPARED = verb(
    "prevention.comparison.made", _("compared districts with the programme and without it"), programme=CODE, file=HASH,
    supersedes=CODE,
)  # fmt: skip
