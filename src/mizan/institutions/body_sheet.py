"""Bodies from a sheet: all of them or none, each by the verb that lists one, each fault with its cell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mizan.institutions import services
from mizan.institutions.models import Institution, Kind, StakeholderClass
from mizan.institutions.models.bodies import SideChoice
from mizan.institutions.rules.listing import KINDS
from mizan.kit.actors import Actor
from mizan.kit.imports import Column, choice, text
from mizan.kit.texts import plain
from mizan.places.models import Place

CODE = r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*"
INDUSTRY = r"[a-z][a-z_]*"
MOST_ROWS = 500  # a country's side lists its providers once; the graph of routing is read whole for each report

SIDES: dict[str, Any] = dict(SideChoice.choices[:2])
LISTED: dict[str, Any] = {code: Kind(code).label for codes in KINDS.values() for code in codes}
CLASSES: dict[str, Any] = dict(StakeholderClass.choices)


def _places() -> dict[str, str]:
    return {one.pk: plain(one.name) for one in Place.objects.filter(retired_at=None)}


COLUMNS = (
    Column("code", _("Code"), text(40, CODE), is_unique=True),
    Column("name_en", _("Name in English"), text(160), required=False, is_unique=True),
    Column("name_ur", _("Name in Urdu"), text(160), required=False, is_unique=True),
    Column("side", _("Side"), choice(SIDES)),
    Column("kind", _("Kind"), choice(LISTED)),
    Column("stakeholder_class", _("Stakeholder class"), choice(CLASSES), required=False),
    Column("place", _("Province or district"), choice(_places), required=False),
    Column("parent", _("Stands under"), text(40, CODE), required=False),
    Column("role_en", _("What it does, in English"), text(500), required=False),
    Column("role_ur", _("What it does, in Urdu"), text(500), required=False),
    Column("industry", _("Industry of employers"), text(40, INDUSTRY), required=False),
    Column("source", _("Source: order, register or report"), text(500)),
)
# What a cell of each column may hold, for the page beside the template.
HINTS = {
    "code": _("Capital letters, digits and hyphens; begins with EX- in the exercise, and only there."),
    "name_en": _("At least one of the two names."),
    "name_ur": _("At least one of the two names."),
    "side": _("Your own side."),
    "stakeholder_class": _("Needed of society’s bodies; empty for those of the state."),
    "place": _("A code or a name of the list of places. Empty: the whole country."),
    "parent": _("The code of a body of your side, or of a row further up."),
    "industry": _("For employers only: such as brick_kilns."),
    "source": _("Where anybody can find that this body exists."),
}


def take_body(actor: Actor, row: dict[str, Any]) -> Institution:
    """A row as a body of the actor's side."""
    return services.list_body(actor, _new(row))


def _new(row: dict[str, Any]) -> services.NewBody:
    def given(name: str) -> str:
        return row.get(name) or ""

    def in_both(name: str) -> dict[str, str]:
        return {code: words for code in ("en", "ur") if (words := given(f"{name}_{code}"))}

    return services.NewBody(
        code=row["code"], name=in_both("name"), side=row["side"], kind=row["kind"], source=row["source"],
        role=in_both("role"), stakeholder_class=given("stakeholder_class"), industry=given("industry"),
        place=Place.objects.select_related("level").get(pk=row["place"]) if given("place") else None,
        parent=given("parent"),
    )  # fmt: skip
