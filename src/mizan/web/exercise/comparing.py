"""The exercise's two comparisons: a programme that helped, by lot; and one that did not, whose districts were chosen
because the figure was bad there. The figures are invented; no row says anything of any district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from mizan.kit.actors import Role
from mizan.kit.clock import at
from mizan.places.models import Place
from mizan.prevention import services
from mizan.prevention.models import Offer, Programme
from mizan.web.exercise import words
from mizan.web.exercise.plan import noon, voice

YEARS_BEFORE, YEARS_SINCE = 5, 3


@dataclass(frozen=True)
class Plan:
    """`effect` from the start on, `apart` the distance of the groups before it."""

    code: str
    programme: str
    direction: str
    level: float
    effect: float
    apart: float
    by_outcome: bool


PLANS = (
    Plan("EX-CMP-1", "EX-PRG-1", "higher", 55.0, 6.0, 0.0, by_outcome=False),
    Plan("EX-CMP-2", "EX-PRG-2", "lower", 18.0, 0.0, 9.0, by_outcome=True),
)


def make_comparisons(others: Sequence[Place], today: date) -> dict[str, object]:
    """`others`: districts without any of the programmes. Returns the planted truth."""
    for plan in PLANS:
        row = Programme.objects.get(pk=plan.programme)
        with at(noon(today)):
            services.compare_districts(voice(row.provider_id, Role.PROGRAMME), row, services.NewComparison(
                outcome=words.text(*words.OUTCOMES[plan.code]), unit=words.text(*words.PER_CENT),
                direction=plan.direction, chosen=words.text(*words.CHOSEN[plan.code]),
                start=today.year - YEARS_SINCE, by_outcome=plan.by_outcome, file_name="exercise.csv",
                content=_sheet(plan, row, others, today).encode(), code=plan.code,
            ))  # fmt: skip
    return {plan.code: plan.effect for plan in PLANS}


def _sheet(plan: Plan, row: Programme, others: Sequence[Place], today: date) -> str:
    """Every district with its own level, the same years for all, and chance."""
    dice, start = Random(plan.code), today.year - YEARS_SINCE  # noqa: S311 -- invented figures
    served = Offer.objects.filter(programme=row).order_by("place").values_list("place_id", flat=True)
    lines = ["place,group,year,value"]
    for group, places in (("with", list(served)), ("without", [place.pk for place in others])):
        for place in places:
            own = plan.level + dice.gauss(0, 1.5) + (plan.apart if group == "with" else 0)
            for year in range(start - YEARS_BEFORE, start + YEARS_SINCE):
                value = own + 0.4 * (year - start) + dice.gauss(0, 0.5)
                value += plan.effect if group == "with" and year >= start else 0
                lines.append(f"{place},{group},{year},{value:.1f}")
    return "\n".join(lines)
