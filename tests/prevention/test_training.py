"""Training counts by what people can do six months later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mizan.kit.refusal import Refused
from mizan.prevention import services
from mizan.prevention.models import Training
from mizan.prevention.rules.campaigns import assessed_on, standing, to_assess
from tests.prevention.people import TODAY, Town

OVER = TODAY - timedelta(days=200)


def give(town: Town, **more: object) -> Training:
    given = {
        "name": {"en": "First hours"}, "about": {"en": "What to do in the first hours."}, "pillar": town.need.pillar,
        "audience": "police", "starts_on": OVER, "ends_on": OVER, "trained": 40,
    }  # fmt: skip
    return services.list_training(town.school.actor, services.NewTraining(**(given | more)))


def test_a_training_is_listed_when_it_is_over(town: Town) -> None:
    with pytest.raises(Refused, match="not_over_yet"):
        give(town, starts_on=TODAY, ends_on=TODAY + timedelta(days=1))
    assert give(town, trained=None).trained is None


def test_attendance_alone_is_not_assessed_and_after_six_months_it_is_late() -> None:
    ends = date(2026, 1, 1)
    asked = assessed_on(ends)
    days = {ends: "waiting", asked: "due", asked + timedelta(days=61): "late"}
    assert {day: standing(ends=ends, is_assessed=False, today=day) for day in days} == days
    assert standing(ends=ends, is_assessed=True, today=date(2030, 1, 1)) == "assessed"


def test_only_its_body_assesses_it_and_no_sooner(town: Town) -> None:
    row = give(town)
    new = services.NewResult(30, 20, {"en": "A case on paper, marked by two."}, TODAY)
    for who in (town.centre, town.office):
        with pytest.raises(Refused, match="not_your_training"):
            services.assess_training(who.actor, row, new)
    services.assess_training(town.school.actor, row, new)
    young = give(town, ends_on=TODAY - timedelta(days=30), starts_on=OVER)
    with pytest.raises(Refused, match="assessed_too_early"):
        services.assess_training(town.school.actor, young, new)


@pytest.mark.parametrize(
    ("assessed", "able", "trained", "has_how", "code"),
    [
        (10, 11, 40, True, "able_above_assessed"),
        (41, 3, 40, True, "assessed_above_trained"),
        (41, 3, None, True, ""),
        (10, 3, 40, False, "how_assessed_needed"),
    ],
)
def test_numbers_of_a_result_fit_together(
    assessed: int, able: int, trained: int | None, has_how: bool, code: str
) -> None:
    said, _where = to_assess(
        trained=trained, assessed=assessed, able=able, has_how=has_how, on=TODAY, ends=OVER, today=TODAY
    )
    assert said == (f"prevention.{code}" if code else "")
