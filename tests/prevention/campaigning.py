"""A campaign of the town's centre, its survey files, and how they are built."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mizan.kit import clock
from mizan.web.exercise.plan import noon
from tests.prevention.people import TODAY, Town

if TYPE_CHECKING:
    from mizan.prevention.models import Campaign, KnowledgeSurvey

STARTS, ENDS = date(2026, 1, 5), date(2026, 2, 27)


def list_one(town: Town, **more: object) -> Campaign:
    from mizan.prevention import services

    given = {
        "name": {"en": "Know the line"}, "about": {"en": "Radio about the help line."}, "audience": {"en": "Parents"},
        "pillar": town.need.pillar, "starts_on": STARTS, "ends_on": ENDS, "code": "CA-1", "channels": ["radio"],
    }  # fmt: skip
    return services.list_campaign(town.centre.actor, services.NewCampaign(**(given | more)))


def sheet(rows: list[list[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def people(share: float, *, clusters: int = 12, each: int = 10) -> list[list[object]]:
    """A header and `clusters` x `each` rows in two strata, of which about `share` know the line."""
    rows: list[list[object]] = [["stratum", "cluster", "weight", "line", "calls"]]
    for number in range(clusters * each):
        cluster = number // each
        knows = (number * 7 + cluster) % 20 < share * 20
        rows.append([cluster % 2, f"c{cluster}", 1 + cluster % 3, "yes" if knows else "no", number % 5])
    return rows


def ask(town: Town, row: Campaign) -> None:
    from mizan.prevention import services

    services.name_question(town.centre.actor, row, "line", {"en": "Do you know the line?"}, "share")
    services.name_question(town.centre.actor, row, "calls", {"en": "How often did you ring?"}, "mean")


def survey(town: Town, row: Campaign, wave: str, rows: list[list[object]], **more: object) -> KnowledgeSurvey:
    from mizan.prevention import services

    day = STARTS - timedelta(days=9) if wave == "before" else ENDS
    given = {
        "wave": wave, "method": "stratified_clusters", "population": {"en": "Parents in two districts"},
        "drawn": {"en": "Villages by size, then every third house."}, "first_day": day, "last_day": day,
        "file_name": "answers.csv", "content": sheet(rows),
    }  # fmt: skip
    return services.record_survey(town.centre.actor, row, services.NewSurvey(**(given | more)))


def months_on(days: int):  # type: ignore[no-untyped-def]
    return clock.at(noon(TODAY + timedelta(days=days)))
