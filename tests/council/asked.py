"""A small form of returns for the tests, and bodies that file it: T-LEA of the state, T-MON and T-ORG of society."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from mizan.council.models import Return, ReturnForm
from mizan.council.services import Figures, start_returns, submit_return
from mizan.framework.models import Indicator
from mizan.kit.actors import Actor
from mizan.kit.clock import at
from tests.cast import Cast

SINCE = date(2025, 1, 1)
Q1, Q1_DUE = "2025-Q1", date(2025, 4, 21)  # fifteen working days, Saturdays and Sundays closed
GOOD = {"victims": 10, "women": 6, "men": 4, "places": 20, "taken": 18}


def figure(code: str, **more: str) -> dict[str, Any]:
    empty = {"whole": "", "by": "", "indicator": "", "question": ""}
    words = {"name": {"en": f"Figure {code}", "ur": f"عدد {code}"}, "group": {"en": "Figures", "ur": "اعداد"}}
    return {"code": code, **words, "unit": {"en": "persons", "ur": "افراد"}, **empty, **more}


def make_form(code: str = "T-RET", **more: object) -> ReturnForm:
    """Victims by sex, and the places of a house that may be overfull if a note says why."""
    fields: dict[str, Any] = {
        "name": {"en": "Victims and places", "ur": "متاثرین اور جگہیں"}, "about": {"en": "Count each once."},
        "sides": ["state", "society"], "kinds": ["lea", "civil_society"], "every": "quarter", "days": 15,
        "figures": [
            figure("victims", indicator="t_victims", question="victims"),
            figure("women", whole="victims", by="sex"), figure("men", whole="victims", by="sex"),
            figure("places"), figure("taken"),
        ],
        "limits": [{"figure": "taken", "most": "places", "must": False, "reason": {"en": "A house may be overfull."}}],
        "grade": "unattributed", "pack": "test",
    }  # fmt: skip
    Indicator.objects.get_or_create(code="t_victims", defaults={"unit": "persons", "counting_rule": "t_rule"})
    return ReturnForm.objects.create(code=code, **fields | more)


def joins(actor: Actor, form: ReturnForm, since: date = SINCE) -> None:
    start_returns(actor, form, files=True, since=since, place=None)


def said(values: dict[str, int | None], note: str = "") -> Figures:
    return Figures(values, {"en": note} if note else {})


def on(day: date):
    return at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def submitted(actor: Actor, form: ReturnForm, day: date, values: dict[str, int | None] | None = None) -> Return:
    """The return of the first quarter, submitted on a day."""
    with on(day):
        return submit_return(actor, form, Q1, said(GOOD if values is None else values))


def filed(cast: Cast, day: date = date(2025, 4, 10), **more: object) -> Return:
    """A form, T-LEA that joined, and its return of the first quarter submitted."""
    form = make_form(**more)
    with on(SINCE):
        joins(cast.owner.actor, form)
    return submitted(cast.owner.actor, form, day)
