"""Where the figures behind the balance's pictures lead: each to the list of exactly the rows it counts."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from mizan.charts import Chart
from mizan.framework.queries.pillars import PillarLine
from mizan.framework.rules.answers import SCORES, UNKNOWN
from mizan.framework.rules.balance import STANDINGS
from mizan.kit.charting import leading
from mizan.kit.pages import rows_address

Lines = Sequence[PillarLine]


def to_obligations(request: HttpRequest, chart: Chart, lines: Lines) -> Chart:
    """Obligations per pillar."""
    return leading(chart, [[rows_address(request, "framework:obligations", pillar=line.pillar.code)] for line in lines])


def to_actions(request: HttpRequest, chart: Chart, lines: Lines) -> Chart:
    """Actions per pillar and standing."""
    return leading(
        chart,
        [
            [rows_address(request, "framework:actions", pillar=line.pillar.code, standing=one) for one in STANDINGS]
            for line in lines
        ],
    )


def to_scores(request: HttpRequest, chart: Chart, lines: Lines, dimension: str, column: str) -> Chart:
    """Obligations per pillar and score, the unknown ones last."""
    answers = [f"{dimension}.{column}.{score}" for score in (*SCORES, UNKNOWN)]
    return leading(
        chart,
        [
            [rows_address(request, "framework:obligations", pillar=line.pillar.code, answer=one) for one in answers]
            for line in lines
        ],
    )
