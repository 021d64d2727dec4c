"""The only way to a report at the desk. What is missing, forbidden or no longer allowed answers alike: 404.

A reader needs a wrap of his own that has not ended, for the body he acts for, and the keys that she unlocked; or a rung
that the clock has opened for his body. Before anything is shown the report is opened in memory and routed again on
today's graph, rosters and ties. Whoever is in conflict now loses his wraps there and then (`services.tidying`), and
sees what he would see of a report that was never made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from mizan.institutions.models import BodyKeys, RosterPost
from mizan.institutions.services.keys import share_of
from mizan.integrity.keys import Keys, Place, sealed_of
from mizan.integrity.models import Epoch, LaterWrap, Report, Wrap
from mizan.integrity.opened import Opened, opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import NoReport
from mizan.integrity.services import tidying
from mizan.integrity.services.parcels import carriers_in_conflict
from mizan.kit.acting import reading
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.readers import ReaderKeys
from mizan.sealing.reports import ReportKey
from mizan.sealing.wraps import open_wrap


@dataclass(frozen=True)
class Held:
    """The rows by which a person may open one report: her own wraps, or rungs that are open for her body."""

    report: Report
    epochs: tuple[Epoch, ...]
    wraps: tuple[Wrap, ...]
    rungs: tuple[LaterWrap, ...]
    everybody: tuple[Wrap, ...]  # every wrap of a reader that has not ended
    ladder: tuple[LaterWrap, ...]  # every rung that has not been withdrawn


def report_for(actor: Actor, mine: ReaderKeys, pk: UUID, ground: Ground) -> Opened:
    """One report, opened. Raises Http404."""
    with reading(actor), sight(reader=mine.public.public):
        held = _held(actor, mine, report_id=pk)
    found = _opened(actor, mine, held[0], ground) if held else None
    if found is None:
        raise Http404
    return found


def inbox(actor: Actor, mine: ReaderKeys, ground: Ground) -> list[Opened]:
    """Every report that this person may read today, each routed again; those in conflict have gone when it returns."""
    with reading(actor), sight(reader=mine.public.public):
        held = _held(actor, mine)
    return [found for one in held if (found := _opened(actor, mine, one, ground)) is not None]


def _held(actor: Actor, mine: ReaderKeys, **which: UUID) -> list[Held]:
    """The same five questions whatever there is to find."""
    public = mine.public.public
    places = RosterPost.objects.filter(
        until=None, person_keys__user=actor.id, person_keys__public=public, body_keys__institution=actor.body
    ).values("body_keys__institution")
    own = Wrap.objects.filter(
        report__world=actor.world, until=None, institution__in=places, keys__user=actor.id, keys__public=public, **which
    )
    reached = LaterWrap.objects.filter(
        report__world=actor.world, withdrawn_on=None, released_on__isnull=False, keys__institution__in=places, **which
    )
    wraps = list(own.select_related("report"))
    rungs = list(reached.select_related("report", "keys"))
    reports = {row.report_id: row.report for row in (*wraps, *rungs)}
    these = which or {"report__in": list(reports)}
    everybody = Wrap.objects.filter(until=None, **these).exclude(keys=None).select_related("keys")
    ladder = LaterWrap.objects.filter(withdrawn_on=None, **these).select_related("keys")
    rows = list(Epoch.objects.filter(**these)), wraps, rungs, list(everybody), list(ladder)
    return list(_gathered(reports, rows))


def _gathered(reports: dict[UUID, Report], rows: Sequence[Sequence[Any]]) -> Iterator[Held]:
    """The rows of each report, in one pass over each table."""
    parts: dict[UUID, list[list[Any]]] = {pk: [[] for _ in rows] for pk in reports}
    for number, table in enumerate(rows):
        for row in table:
            if row.report_id in parts:
                parts[row.report_id][number].append(row)
    for pk, report in reports.items():
        yield Held(report, *(tuple(part) for part in parts[pk]))


def _opened(actor: Actor, mine: ReaderKeys, held: Held, ground: Ground) -> Opened | None:
    """The report, if its rows open and today's rules let this person read; tidied before in either case."""
    by_epoch = {one.number: one for one in held.epochs}
    keys = _by_wraps(mine, held, by_epoch) or _by_share(actor, mine, held, by_epoch)
    if 0 not in keys:
        return None
    try:
        found = opened(held.report, _place(actor, held), keys, ground)
    except (OpenError, NoReport):
        return None
    found = tidying.tidied(found, ground, by_share=not held.wraps) if _is_untidy(found, held, ground) else found
    return None if found.keeps_out(actor.id, actor.body) else found


def _is_untidy(found: Opened, held: Held, ground: Ground) -> bool:
    """Whether today's rules keep anybody out who holds a key or waits for one, or a rung was reached just now."""
    readers = {str(row.keys.user_id) for row in held.everybody if row.keys} | {
        row.institution_id or "" for row in held.everybody
    }
    waiting = {row.keys.institution_id for row in held.ladder}
    out = found.kept_out | carriers_in_conflict(found.kept_out, ground)
    return not held.wraps or not out.isdisjoint(readers | waiting)


def _place(actor: Actor, held: Held) -> Place:
    row = held.wraps[0] if held.wraps else held.rungs[0]
    return Place(actor.body, row.rung, row.why if isinstance(row, Wrap) else "later")


def _by_wraps(mine: ReaderKeys, held: Held, epochs: dict[int, Epoch]) -> Keys:
    found: dict[int, ReportKey] = {}
    for row in held.wraps:
        if row.epoch in epochs and (key := _try(mine.secret, held, epochs[row.epoch], row.box, Purpose.READER)):
            found[row.epoch] = key
    return found


def _by_share(actor: Actor, mine: ReaderKeys, held: Held, epochs: dict[int, Epoch]) -> Keys:
    """By the body's secret, which whoever stands on its roster holds a share of."""
    found: dict[int, ReportKey] = {}
    for row in held.rungs:
        share = _share(actor, mine, row.keys)
        if share and row.epoch in epochs and (key := _try(share, held, epochs[row.epoch], row.released, Purpose.RUNG)):
            found[row.epoch] = key
    return found


def _share(actor: Actor, mine: ReaderKeys, keys: BodyKeys) -> bytes | None:
    try:
        return share_of(actor, mine, keys).secret
    except Refused:
        return None


def _try(secret: bytes, held: Held, epoch: Epoch, box: bytes | None, purpose: Purpose) -> ReportKey | None:
    try:
        return open_wrap(secret, sealed_of(held.report, epoch), bytes(box or b""), purpose)
    except OpenError:
        return None
