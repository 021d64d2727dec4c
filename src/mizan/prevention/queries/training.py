"""Trainings as pages show them: how many were there, and what is known of what they can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mizan.prevention.models import Training, TrainingResult
from mizan.prevention.rules.campaigns import assessed_on, standing
from mizan.prevention.rules.counting import LEAST, shown

STEP = 5  # per cent: a share of a few dozen people is not told closer


@dataclass(frozen=True)
class TrainingLine:
    """One training with its newest result."""

    training: Training
    result: TrainingResult | None
    standing: str

    @property
    def asked_on(self) -> date:
        return assessed_on(self.training.ends_on)

    @property
    def trained(self) -> int | None:
        return None if self.training.trained is None else shown(self.training.trained)

    @property
    def is_few(self) -> bool:
        return self.training.trained is not None and 0 < self.training.trained < LEAST

    @property
    def assessed(self) -> int | None:
        return shown(self.result.assessed) if self.result else None

    @property
    def able(self) -> float | None:
        """The share of those assessed that can do it, to five per cent; None below ten."""
        if self.result is None or self.result.assessed < LEAST:
            return None
        return round(100 * self.result.able / self.result.assessed / STEP) * STEP / 100


@dataclass(frozen=True)
class Tally:
    """Trainings of one side by where their result stands."""

    side: str
    assessed: int
    open: int
    late: int


def training_lines(world: str, today: date, chosen: Mapping[str, str] | None = None) -> list[TrainingLine]:
    """The trainings of a world that match pillar, side, audience and standing; two queries for all."""
    wanted = dict(chosen or {})
    rows = Training.objects.filter(world=world).select_related("pillar", "body", "place")
    for name, field in (("pillar", "pillar"), ("side", "body__side"), ("audience", "audience")):
        if wanted.get(name):
            rows = rows.filter(**{field: wanted[name]})
    lines = lines_of(list(rows), today)
    return [line for line in lines if not wanted.get("standing") or line.standing == wanted["standing"]]


def lines_of(rows: Sequence[Training], today: date) -> list[TrainingLine]:
    """Each training with its newest result."""
    newest = {one.training_id: one for one in TrainingResult.objects.filter(training__in=rows).order_by("at", "id")}
    return [
        TrainingLine(row, newest.get(row.pk), standing(ends=row.ends_on, is_assessed=row.pk in newest, today=today))
        for row in rows
    ]


def by_side(lines: Sequence[TrainingLine]) -> list[Tally]:
    """State and society side by side."""
    found = []
    for side in ("state", "society"):
        mine = [line.standing for line in lines if line.training.body.side == side]
        late = mine.count("late")
        assessed = mine.count("assessed")
        found.append(Tally(side, assessed, len(mine) - late - assessed, late))
    return found
