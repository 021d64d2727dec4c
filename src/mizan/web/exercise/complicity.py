"""What the exercise's two sides say of complicity: society counts more, and sees less of it followed.

Invented figures of numbered bodies, entered as any body enters its own; no dice, since every stage must be there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from mizan.framework import services
from mizan.framework.models import Indicator
from mizan.framework.services.measures import NewReading
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.web.exercise import words
from mizan.web.exercise.bodies import SOCIETY_FOCAL, STATE_FOCAL
from mizan.web.exercise.plan import voice

STAGES = ("reported", "routed", "decided", "referred", "convicted", "upheld")


@dataclass(frozen=True)
class Floor:
    """Society knows of so many, and that there are more."""

    low: int


Said = tuple[int | Floor | None, ...]  # by stage; None: this side says nothing
STATE: dict[int, Said] = {3: (212, 171, 64, 9, 1, None), 2: (240, 205, 97, 14, 3, 1), 1: (263, 238, 131, 22, 6, 2)}
SOCIETY: dict[int, Said] = {
    3: (Floor(300), None, None, None, 1, None),
    2: (Floor(380), None, 71, None, 3, 0),
    1: (Floor(410), None, 84, 17, 4, 0),
}  # by years back
TRANSFERRED = {2: 25, 1: 31}  # no stage of the cascade, and said beside it


def make_complicity(now: datetime) -> None:
    """Nothing where the pack places no indicator at the stages."""
    by_stage = {one.cascade: one for one in Indicator.objects.filter(retired_at=None, cascade_part=False)}
    for body, figures in ((STATE_FOCAL, STATE), (SOCIETY_FOCAL, SOCIETY)):
        actor = voice(body, Role.COORDINATOR)
        for back, said in figures.items():
            for stage, figure in zip(STAGES, said, strict=True):
                if stage in by_stage and figure is not None:
                    _enter(actor, by_stage[stage], now, back, figure)
    transfers = Indicator.objects.filter(code="officials_transferred").first()
    for back, figure in TRANSFERRED.items() if transfers else ():
        _enter(voice(STATE_FOCAL, Role.COORDINATOR), transfers, now, back, figure)


def _enter(actor: Actor, indicator: Indicator, now: datetime, back: int, figure: int | Floor) -> None:
    is_floor = isinstance(figure, Floor)
    new = NewReading(
        indicator, str(now.year - back), words.text(*words.WHOLE_COUNTRY), words.SOURCE,
        value=None if is_floor else Decimal(figure), low=Decimal(figure.low) if is_floor else None,
    )  # fmt: skip
    with at(now - timedelta(days=60)):
        services.add_reading(actor, new)
