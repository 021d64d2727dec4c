"""Take off a report whom today's rules keep out, and bring in who is missing. Runs in the session of somebody who can
open it, before anything is shown (DESIGN section 9, "After intake").

Whoever loses a wrap keeps what he read: the new epoch protects what comes later. Who it was stands in no event: the
accusation could be guessed from it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from mizan.institutions.rules.routing import Reader, RungKind
from mizan.integrity import act_verbs
from mizan.integrity.keys import Keys, Place, begin_epoch, hand_over
from mizan.integrity.models import LaterWrap, Report, Wrap
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.services.parcels import carriers_in_conflict, offline_keys, send_to
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, system
from mizan.kit.clock import now
from mizan.ledger.record import record
from mizan.ledger.revoking import on_replay, revoke

NOBODY: frozenset[str] = frozenset()


@within("found")
def tidied(found: Opened, ground: Ground, *, by_share: bool) -> Opened:
    """The report with its keys of afterwards. `by_share`: the body's rung was opened with its share just now; from here
    its people hold wraps of their own, those without a conflict alone."""
    with acting(system("routing", world=found.report.world)):
        report = locked(found.report)
        added = _from_rung(report, found, ground) if by_share else 0
        ended = end_wraps(report, found.kept_out, ground.today)
        _withdraw(report, found.kept_out | carriers_in_conflict(found.kept_out, ground), ground.today)
        keys = found.keys
        if ended:
            keys = {**keys, **_next(report, keys, ground)}
            added += refill(report, keys, found, ground)
        record(
            system("routing", world=report.world), act_verbs.TIDIED, report,
            epoch=max(keys), ended=ended, added=added,
        )  # fmt: skip
    return replace(found, report=report, keys=keys)


def locked(report: Report) -> Report:
    """The row of today, alone for us until the transaction ends."""
    return Report.objects.select_for_update().get(pk=report.pk)


def end_wraps(report: Report, whom: frozenset[str], on: date) -> int:
    """End every wrap of these people and bodies, and note each in the journal outside the database."""
    rows = Wrap.objects.filter(report=report, until=None).exclude(keys=None).select_related("keys")
    gone = [row for row in rows if row.keys and not whom.isdisjoint({str(row.keys.user_id), row.institution_id or ""})]
    for row in gone:
        revoke("recusal", row.pk)
        _end(row, on)
    return len(gone)


def refill(report: Report, keys: Keys, found: Opened, ground: Ground, *, without: frozenset[str] = NOBODY) -> int:
    """Bring in bodies of today's routing until two institutions or oversight read (I-2); returns how many wraps."""
    added = 0
    for reader in candidates(found):
        reading = reading_of(report, without=without)
        if is_enough(reading, ground):
            break
        if reader.body not in reading:
            added += bring_in(report, keys, reader, ground, without=without)
    return added


def bring_in(
    report: Report, keys: Keys, reader: Reader, ground: Ground, *, without: frozenset[str] = NOBODY, why: str = ""
) -> int:
    """Wrap the report to the people of a body who have no conflict, or seal a copy for one that has no computers;
    returns how many wraps or copies."""
    if offline_keys(ground, reader.body):
        return send_to(report, keys, ground, reader.body, reader.rung.value)
    place = Place(reader.body, reader.rung.value, why or reader.why.value)
    people = ground.readers(reader.body, reader.people - without)
    return sum(hand_over(report, keys, row, place, ground.today) for _who, row in sorted(people.items()))


def is_enough(reading: dict[str, str], ground: Ground) -> bool:
    """Whether these bodies (with their rungs) are two institutions, or external oversight is among them."""
    wholes = {ground.graph.whole(body) for body in reading if body in ground.graph}
    return len(wholes) >= 2 or RungKind.OVERSIGHT.value in reading.values()


@within("report")
def reading_of(report: Report, *, without: frozenset[str] = NOBODY) -> dict[str, str]:
    """The bodies that read now, each with its rung, leaving some people out of account."""
    rows = Wrap.objects.filter(report=report, until=None).exclude(keys=None).exclude(keys__user__in=without)
    return {body: rung for body, rung in rows.values_list("institution_id", "rung") if body}


@within("report")
def carried_to(report: Report) -> set[str]:
    """Bodies without computers for which a copy can be taken now, or was."""
    rows = LaterWrap.objects.filter(report=report, withdrawn_on=None, released_on__isnull=False).exclude(keys__age="")
    return set(rows.values_list("keys__institution_id", flat=True))


def candidates(found: Opened) -> list[Reader]:
    """Bodies that today's routing names, from the inside out, but for those that the reporter kept out herself."""
    named = [*sorted(found.routing.now), *(reader for step in found.routing.later for reader in sorted(step.readers))]
    return [reader for reader in named if reader.body not in found.accusation.vetoes]


def _next(report: Report, keys: Keys, ground: Ground) -> Keys:
    fresh = begin_epoch(report, keys, ground)
    return {fresh.report.epoch: fresh}


def _from_rung(report: Report, found: Opened, ground: Ground) -> int:
    """Wraps for the people of a body whose rung the clock opened; the rung itself is used up."""
    enrolled = ground.rosters.enrolled.get(found.place.body)
    people = ground.readers(found.place.body, enrolled.staff - found.kept_out if enrolled else NOBODY)
    added = sum(hand_over(report, found.keys, row, found.place, ground.today) for _who, row in sorted(people.items()))
    _withdraw(report, frozenset({found.place.body}), ground.today)
    return added


def _withdraw(report: Report, bodies: frozenset[str], on: date) -> None:
    for row in LaterWrap.objects.filter(report=report, withdrawn_on=None, keys__institution__in=bodies):
        row.withdrawn_on = on
        row.save(update_fields=["withdrawn_on"])


def _end(row: Wrap, on: date) -> None:
    row.box, row.until = None, on
    row.save(update_fields=["box", "until"])


@on_replay("recusal")
def _again(_actor: Actor, wrap: UUID) -> None:
    """After a restore: a wrap that had ended ends again."""
    row = Wrap.objects.filter(pk=wrap, until=None).first()
    if row is not None:
        _end(row, now().date())
