"""From a need without places to the form of a proposal: the words are filled in, and nobody has proposed anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mizan.charts import grouped
from mizan.council.queries.silence import ways
from mizan.council.rules.proposals import SIDES, SPEAKERS
from mizan.kit.pages import member_of, path_of, world_of
from mizan.kit.texts import plain
from mizan.places.models import Place
from mizan.prevention.queries.need import NeedLine, Part


def may_ask(request: HttpRequest) -> bool:
    """Whether the reader speaks for a side in the world of this page."""
    actor = member_of(request)
    return actor.side in SIDES and bool(SPEAKERS & actor.roles) and actor.world == world_of(request)


def ask_urls(request: HttpRequest, place: Place, parts: Sequence[Part]) -> list[str]:
    """For each part the form with the need in words, its pillar and the committee of the district; "" for whoever may
    not propose."""
    if not may_ask(request):
        return [""] * len(parts)
    committees = ways(member_of(request).world).outward_from(place.pk)
    committee, page = committees[0].pk if committees else "", path_of("prevention:need_of", place.pk)
    return [f"{reverse('council:propose')}?{urlencode(_asked(part.line, committee, page))}" for part in parts]


def _asked(line: NeedLine, committee: str, page: str) -> dict[str, str]:
    words = _("Places for people in need in {place}: {need}. Open a programme there, or widen one.")
    return {
        "kind": "action", "pillar": line.mechanism.pillar_id, "committee": committee,
        "text": words.format(place=plain(line.place.name), need=plain(line.mechanism.name)),
        "reason": reason(line, page),
    }  # fmt: skip


def reason(line: NeedLine, page: str) -> str:
    """Both figures with their source, as the page shows them."""
    said = line.said
    if said and said.figure and said.value is not None:
        counted = _("{indicator}: {value} ({period}; {source}).").format(
            indicator=plain(said.indicator.name), value=grouped(said.value), period=said.figure.period,
            source=said.figure.source,
        )  # fmt: skip
    else:
        counted = _("Nobody has counted how many are in need there.")
    if line.effort.places:
        offered = _("Listed programmes have {places} places there.").format(places=f"{line.effort.places:,}")
    else:
        offered = _("No listed programme has places there.")
    return " ".join([counted, offered, _("Figures: {page}").format(page=page)])
