"""Services from a sheet: all of them or none, each fault with its cell, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Actor
from mizan.kit.entry import in_words
from mizan.kit.imports import CellFault, Column, choice, is_number, text
from mizan.kit.imports.sheets import Cell
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.places.models import Place
from mizan.prevention import services
from mizan.prevention.help_words import LANGUAGES
from mizan.prevention.models import Mechanism, Service, ServiceKind
from mizan.prevention.models.services import ANYBODY
from mizan.prevention.rules.hours import Hours
from mizan.prevention.service_forms import FREE, PHONE, hours_from

_age = is_number(whole=True, lowest=0, digits=3, places=0)


def _hours(cell: Cell) -> Hours | None:
    try:
        return hours_from(str(cell))
    except Refused as refused:
        raise CellFault(refused.code, **refused.facts) from refused


def _several(one: Callable[[Cell], str]) -> Callable[[Cell], list[str]]:
    """Some of the codes or words of a list, parted by commas."""

    def parse(cell: Cell) -> list[str]:
        return [one(piece.strip()) for piece in str(cell).replace("،", ",").split(",") if piece.strip()]

    return parse


def _places() -> dict[str, str]:
    return {one.pk: plain(one.name) for one in Place.objects.filter(retired_at=None)}


def _needs() -> dict[str, str]:
    return {one.pk: plain(one.name) for one in Mechanism.objects.filter(retired_at=None)}


COLUMNS = (
    Column("kind", _("What it is"), choice({code: str(word) for code, word in ServiceKind.choices})),
    Column("name", _("Name"), text(160)),
    Column("about", _("What it does, for whom"), text(1000), required=False),
    Column("place", _("Province or district"), choice(_places), required=False),
    Column("phone", _("Telephone"), text(24, PHONE), required=False),
    Column("staffed", _("When a person answers the telephone"), _hours, required=False),
    Column("answered_by", _("Who answers"), text(120), required=False),
    Column("web", _("Web address"), text(160, r"https?://\S+"), required=False),
    Column("opens", _("When the door is open"), _hours, required=False),
    Column("address", _("Address"), text(160), required=False),
    Column("languages", _("Languages"), _several(choice(LANGUAGES)), required=False),  # type: ignore[arg-type]
    Column("sex", _("Who is admitted"), choice(dict(ANYBODY[1:])), required=False),  # type: ignore[arg-type]
    Column("age_from", _("From what age"), _age, required=False),
    Column("age_to", _("Up to what age"), _age, required=False),
    Column("needs", _("Helps with"), _several(choice(_needs)), required=False),
    Column("free", _("Price"), choice(dict(FREE[1:])), required=False),  # type: ignore[arg-type]
)


def take_service(actor: Actor, row: dict[str, Any]) -> Service:
    """A row as a service of the actor's body."""
    return services.list_service(actor, _new(row))


def _new(row: dict[str, Any]) -> services.NewService:
    def given(name: str) -> Any:
        return row.get(name) or ""

    return services.NewService(
        kind=row["kind"], place=Place.objects.get(pk=row["place"]) if given("place") else None, phone=given("phone"),
        web=given("web"), address=given("address"), staffed_hours=row.get("staffed"), open_hours=row.get("opens"),
        languages=row.get("languages") or (), sex=given("sex"), age_from=_whole(row.get("age_from")),
        age_to=_whole(row.get("age_to")), needs=row.get("needs") or (),
        is_free={"yes": True, "no": False}.get(given("free")),
        **{name: in_words(given(name)) for name in ("name", "about", "answered_by")},
    )  # fmt: skip


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)
