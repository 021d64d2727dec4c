"""One seed, one exercise: made twice it is the same in everything that the dice decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from mizan.framework.models import Action, ActionLead, Assessment, Evidence, Headline, Progress, ProgressAnswer
from mizan.institutions.models import CorruptionRisk, Institution, Membership, UnitStatus
from mizan.kit.facts import World
from mizan.web.exercise.make import SEED, make_exercise

TRUTH = "exercise-truth.json"


def picture() -> dict[str, list[str]]:
    """Everything that the dice decided, without ids and moments."""
    ex = {"world": World.EXERCISE}
    rows: dict[str, Any] = {
        "bodies": Institution.objects.filter(**ex).values_list("code", "kind", "side", "agency", "place", "name"),
        "units": UnitStatus.objects.filter(**ex).values_list("institution", "kind", "state", "investigators", "as_of"),
        "risks": CorruptionRisk.objects.filter(**ex).values_list("institution", "tested_on"),
        "actions": Action.objects.filter(**ex).values_list("code", "standing", "level", "mode", "budget", "due_on"),
        "serves": Action.objects.filter(**ex).values_list("code", "obligations", "plans", "places"),
        "leads": ActionLead.objects.filter(action__world="exercise").values_list("action", "institution", "part"),
        "claims": Progress.objects.filter(**ex).values_list("action", "on", "done", "percent", "text"),
        "answers": ProgressAnswer.objects.filter(progress__world="exercise").values_list("progress__action", "answer"),
        "evidence": Evidence.objects.filter(**ex).values_list("kind", "title", "captured_on"),
        "assessments": Assessment.objects.filter(**ex).values_list("obligation", "side", "dimension", "score"),
        "headlines": Headline.objects.filter(**ex).values_list("obligation", "side", "dimension", "assessment__score"),
        "posts": Membership.objects.filter(**ex).values_list("institution", "roles", "user__email"),
    }
    return {name: sorted(map(str, found)) for name, found in rows.items()}


def truth() -> dict[str, Any]:
    return json.loads((Path(settings.VAR) / TRUTH).read_text(encoding="utf-8"))


def made_and_undone() -> tuple[dict[str, list[str]], dict[str, Any]]:
    with transaction.atomic():
        assert make_exercise()
        found = picture(), truth()
        transaction.set_rollback(True)
    assert not Institution.objects.filter(world=World.EXERCISE).exists()
    return found


@pytest.mark.usefixtures("loaded_pack")
def test_the_same_seed_gives_the_same_exercise() -> None:
    (first, first_truth), (second, second_truth) = made_and_undone(), made_and_undone()
    for name, rows in first.items():
        assert rows == second[name], name
        assert rows, f"the exercise has no {name}"
    assert first_truth == second_truth
    assert first_truth["seed"] == SEED
