"""What a reporter may choose from: bodies, rank bands, serious classes, places. In the reader's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mizan.institutions.models import Institution, Membership, RoutingData
from mizan.kit.texts import plain
from mizan.places.models import Place

Group = tuple[str, list[tuple[str, str]]]
SIDES = ("state", "society", "international")
KEPT = 30  # seconds that a list is offered again as it was made
P = ParamSpec("P")
R = TypeVar("R")


def _kept(make: Callable[P, R]) -> Callable[P, R]:
    """Make a list once in `KEPT` seconds for its world and the reader's language.

    Lists only offer: what was chosen is routed on what stands at that moment, and a body that went meanwhile is
    refused.
    """

    @wraps(make)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        name = ":".join(["choices", make.__name__, get_language() or "", *map(str, args)])
        found: R | None = cache.get(name)
        if found is None:
            found = make(*args, **kwargs)
            cache.set(name, found, KEPT)
        return found

    return wrapped


@dataclass(frozen=True)
class Bodies:
    """Names by code, and who stands under whom."""

    names: dict[str, str]
    agencies: list[Group]  # by side
    units: list[Group]  # by agency


@_kept
def bodies(world: str) -> Bodies:
    """Every body of a world that is still there."""
    rows = list(
        Institution.objects.filter(world=world, retired_at=None).values_list("code", "name", "side", "parent", "agency")
    )
    names = {code: plain(name) or code for code, name, *_rest in rows}
    above = {code: parent for code, _name, _side, parent, _agency in rows}
    sides = {code: side for code, _name, side, _parent, _agency in rows}
    under = {code for code, parent in above.items() if parent in names}
    side_words = {"state": _("state bodies"), "society": _("society's bodies"), "international": _("international")}
    agencies = [(side_words[side], _sorted(names, (code for code in names if sides[code] == side))) for side in SIDES]
    tops: dict[str, list[str]] = {}
    for code in under:
        tops.setdefault(str(above[code]), []).append(code)
    units = [(names[top], _sorted(names, codes)) for top, codes in tops.items()]
    return Bodies(names, [one for one in agencies if one[1]], sorted(units))


def _sorted(names: dict[str, str], codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, names[code]) for code in codes), key=lambda one: one[1])


@_kept
def bands(world: str) -> list[tuple[str, str]]:
    """The rank bands of the pack, from the lowest."""
    return [(row["code"], plain(row["name"])) for row in _data(world).get("bands", ())]


@_kept
def serious(world: str) -> list[tuple[str, str, bool]]:
    """The serious classes of the pack, and whether one accuses the watching body itself."""
    rows = _data(world).get("serious", ())
    return [(row["code"], plain(row["name"]), bool(row["accuses_internal"])) for row in rows]


def _data(world: str) -> dict[str, Any]:
    row = RoutingData.objects.filter(world=world, retired_at=None).order_by("code").first()
    return dict(row.data) if row else {}


@_kept
def places() -> list[Group]:
    """The places of the pack under the place they lie in."""
    rows = list(Place.objects.filter(retired_at=None).values_list("code", "name", "parent"))
    names = {code: plain(name) or code for code, name, _parent in rows}
    groups: dict[str, list[str]] = {}
    for code, _name, parent in rows:
        groups.setdefault(parent if parent in names else code, []).append(code)
    return sorted((names[top], _sorted(names, codes)) for top, codes in groups.items())


def place_with_all_around(code: str) -> tuple[str, ...]:
    """A place and every place it lies in; () for none."""
    found: list[str] = []
    while code and code not in found:
        found.append(code)
        code = Place.objects.filter(pk=code).values_list("parent", flat=True).first() or ""
    return tuple(found)


def people_named(world: str, name: str) -> list[str]:
    """The ids of people with a post whose name is this, whatever its spaces and capitals. A name nobody has keeps
    nobody out; so does a nickname."""
    wanted = _plain(name)
    if len(wanted) < 3:
        return []
    rows = Membership.objects.filter(world=world, until=None).values_list("user_id", "user__name")
    return sorted({str(pk) for pk, known in rows if _plain(known) == wanted})


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()
