"""Counts of a provider that keeps its queue elsewhere: taken from a sheet and frozen at once; the sheet is not kept."""

from __future__ import annotations

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.imports.staging import Fault
from mizan.kit.refusal import Refused
from mizan.ledger.record import record
from mizan.prevention import verbs
from mizan.prevention.count_sheet import Counted, read_counts
from mizan.prevention.models import Enrolment, FrozenCount, Programme
from mizan.prevention.queries.counting import MEASURES, Figure, of_cells
from mizan.prevention.rules.counting import days_of
from mizan.prevention.rules.listing import WORKERS
from mizan.prevention.services._tools import today_of
from mizan.prevention.services.freezing import keep
from mizan.prevention.services.surveys import SheetRefused


def take_counts(actor: Actor, file_name: str, content: bytes) -> int:
    """Every count of the sheet or none; returns how many public figures came of it. What the sheet leaves out is not
    known, and no nought. Raises `SheetRefused` with every fault, `SheetFault` where the file is no sheet."""
    if not actor.roles & WORKERS or actor.side is None:
        raise Refused("prevention.role_needed")
    said = read_counts(actor.body, actor.world, file_name, content)
    faults = said.faults or _faults(actor, said)
    if faults:
        raise SheetRefused(faults)
    taken = 0
    with acting(actor):  # one for the sheet: an act inside it is undone with it
        for (code, quarter), measures in sorted(said.counts.items()):
            figures = [one for name in MEASURES if name in measures for one in of_cells(code, name, measures[name])]
            taken += _freeze(actor, code, quarter, figures, said.sha256)
    return taken


def _freeze(actor: Actor, code: str, quarter: str, figures: list[Figure], digest: str) -> int:
    with acting(actor):
        row = Programme.objects.select_for_update(of=("self",)).get(pk=code)
        rows = keep(figures, quarter, actor.world, reported_by=actor.body)
        record(actor, verbs.REPORTED, row, quarter=quarter, rows=len(rows), file=digest)
    return len(rows)


def _faults(actor: Actor, said: Counted) -> list[Fault]:
    """A quarter that is not over, one that was frozen, and a programme whose queue is kept here."""
    found = []
    for code, quarter in sorted(said.counts):
        refused = ""
        if days_of(quarter)[1] >= today_of(actor):
            refused = "prevention.quarter_runs"
        elif Enrolment.objects.filter(programme=code).exists():
            refused = "prevention.queue_is_here"
        elif FrozenCount.objects.filter(world=actor.world, subject=code, quarter=quarter).exists():
            refused = "prevention.frozen_before"
        if refused:
            found.append(Fault("", f"{code} {quarter}", Refused(refused, programme=code, quarter=quarter)))
    return found
