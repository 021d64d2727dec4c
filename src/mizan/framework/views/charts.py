"""The balance as pictures; every picture has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from mizan.charts import Bar, Chart, Part, Span, Stack, bars, stacked_counts, timeline
from mizan.framework.models import Reading
from mizan.framework.queries.actions import ActionRow
from mizan.framework.queries.pillars import PillarLine
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World
from mizan.kit.texts import plain
from mizan.places.charts import place_map
from mizan.places.models import Place

COLUMNS = ("state", "society", "desk")


def pillar_chart(lines: Sequence[PillarLine], world: World) -> Chart:
    """Actions by standing under each pillar."""
    parts = [
        Part("adopted", _("adopted"), "5"),
        Part("directed", _("directed"), "4"),
        Part("recommended", _("recommended"), "2"),
        Part("proposed", _("proposed"), "1"),
    ]
    rows = [Stack(plain(line.pillar.name), dict(line.weight.actions)) for line in lines]
    set_in = frame("standing-by-pillar", _("Actions under each pillar, by standing"), world)
    return sized(lambda one: stacked_counts(one, parts, rows), set_in)


def scores_charts(lines: Sequence[PillarLine], dimension: str, world: World) -> dict[str, Chart]:
    """How many obligations each side scored 0 to 4, and how many are unknown, per pillar; one chart per column."""
    return {column: _scores(lines, dimension, column, world) for column in COLUMNS if _has(lines, dimension, column)}


def _has(lines: Sequence[PillarLine], dimension: str, column: str) -> bool:
    return any(line.weight.answers[dimension][column].known for line in lines)


def _scores(lines: Sequence[PillarLine], dimension: str, column: str, world: World) -> Chart:
    parts = [Part(str(score), str(score), str(score + 1)) for score in range(5)]
    parts.append(Part("unknown", _("not known"), "unknown"))
    rows = []
    for line in lines:
        counts = line.weight.answers[dimension][column]
        by_score: dict[str, int | None] = {str(score): n for score, n in counts.by_score.items()}
        rows.append(Stack(plain(line.pillar.name), {**by_score, "unknown": counts.unknown}))
    set_in = frame(f"{dimension}-{column}", _caption(dimension, column), world)
    return sized(lambda one: stacked_counts(one, parts, rows), set_in)


def _caption(dimension: str, column: str) -> str:
    return {
        ("letter", "state"): _("Letter: the state's answers by pillar"),
        ("letter", "society"): _("Letter: society's answers by pillar"),
        ("letter", "desk"): _("Letter: desk readings of the law by pillar (no side's answer)"),
        ("spirit", "state"): _("Spirit: the state's answers by pillar"),
        ("spirit", "society"): _("Spirit: society's answers by pillar"),
        ("spirit", "desk"): _("Spirit: desk readings by pillar"),
    }[dimension, column]


def obligations_chart(lines: Sequence[PillarLine], world: World) -> Chart:
    """Obligations under each pillar, in the colour of its pan."""
    styles = {"society": "society", "enforcement": "enforcement"}
    rows = [Bar(plain(line.pillar.name), line.weight.obligations, styles[line.pillar.pan]) for line in lines]
    set_in = frame("obligations-by-pillar", _("Obligations under each pillar"), world)
    return sized(lambda one: bars(one, rows), set_in)


def timeline_chart(rows: Sequence[ActionRow], world: World, *, today: date) -> Chart | None:
    """Actions with a due day on an axis of time; None where no action has one."""
    if not rows:
        return None
    spans = [
        Span(
            f"{row.action.code} {plain(row.action.title)}",
            row.action.starts_on,
            row.action.due_on,
            status=row.late_words if row.due_state == "late" else "",
        )
        for row in rows
    ]
    set_in = frame("timeline", _("Actions with a published due day"), world)
    return sized(lambda one: timeline(one, spans, today=today), set_in)


def readings_map(caption: str, readings: Sequence[Reading], world: World) -> Chart | None:
    """Readings over places as tiles; a place without one is not known. None where few readings have a place."""
    figures = {one.place_id: one.value for one in readings if one.place_id and one.value is not None}
    if len(figures) < 2:
        return None
    level = next(one.place.level_id for one in readings if one.place_id)
    places = list(Place.objects.filter(level=level, retired_at=None))
    return place_map("by-place", caption, places, figures, world)
