"""What prevention puts on a committee's table: needs that are counted and met nowhere, and what is owed late.

Of people only frozen counts, from ten up (I-14).
"""

from __future__ import annotations

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mizan.kit.agenda import Point, Table, source
from mizan.kit.texts import TextMap, in_every_language, plain
from mizan.places.models import Place
from mizan.prevention.models import EntitlementKind
from mizan.prevention.queries.need import Unmet, unmet
from mizan.prevention.queries.owed import kind_lines


def needs_without_places(table: Table) -> list[Point]:
    """For each mechanism, in the pack's order, the districts of the table where it is counted and no running programme
    has places."""
    top = _top(table)
    return [
        Point(_unmet_words(one), _unmet_url(one, top), "prevention.mechanism", one.mechanism.pk)
        for one in unmet(table.world, table.today, table.places)
    ]


def _top(table: Table) -> str:
    """The committee's own place, "" for the country."""
    rows = Place.objects.filter(pk__in=table.places).exclude(parent__in=table.places)
    return rows.values_list("pk", flat=True).first() or ""


def _unmet_url(one: Unmet, top: str) -> str:
    if one.districts == [top]:
        return f"/need/{top}/"
    asked = {"need": one.mechanism.pk, "counted": "yes", "effort": "none", **({"province": top} if top else {})}
    return f"/need/?{urlencode(asked)}"


def _unmet_words(one: Unmet) -> TextMap:
    def say() -> str:
        n = len(one.districts)
        words = ngettext(
            "%(need)s: counted in %(n)d district where no programme has places",
            "%(need)s: counted in %(n)d districts where no programme has places", n,
        )  # fmt: skip
        return words % {"need": plain(one.mechanism.name), "n": n}

    return in_every_language(say)


source("need", _("Needs without a programme"), needs_without_places, order=54, rest="/need/")


def owed_late(table: Table) -> list[Point]:
    """On the country's table: the kinds of entitlements of which ten or more were late when the quarter was frozen."""
    if table.places or table.level != "national":
        return []
    quarter, lines = kind_lines(table.world)
    late = [(line.counts.get("owed_late") or 0, line.kind) for line in lines]
    late.sort(key=lambda one: -one[0])
    return [
        Point(_late_words(kind, n, quarter), "/entitlements/", "prevention.entitlementkind", kind.pk)
        for n, kind in late if n
    ]  # fmt: skip


def _late_words(kind: EntitlementKind, n: int, quarter: str) -> TextMap:
    def say() -> str:
        words = _("%(kind)s: about %(n)d were overdue at the end of the quarter %(quarter)s")
        return words % {"kind": plain(kind.name), "n": n, "quarter": quarter}

    return in_every_language(say)


source("owed_late", _("What is owed and overdue"), owed_late, order=56, rest="/entitlements/")
