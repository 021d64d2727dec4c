"""A provider compares districts. What comes out is computed when the figures come in, and stays whatever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.prevention import verbs
from mizan.prevention.comparison_sheet import Figures, Row, read_figures
from mizan.prevention.models import Comparison, ComparisonRow, Offer, Programme
from mizan.prevention.rules import comparisons as rules
from mizan.prevention.services._tools import allow, has_words, kept, same_world
from mizan.prevention.services.surveys import SheetRefused

if TYPE_CHECKING:
    from mizan.science.comparing.comparison import Comparison as Found


@dataclass(frozen=True)
class NewComparison:
    """What was compared, and the file. `by_outcome` None: not said. `code`: by default drawn."""

    outcome: TextMap
    unit: TextMap
    direction: str
    chosen: TextMap
    start: int
    file_name: str
    content: bytes
    by_outcome: bool | None = None
    supersedes: Comparison | None = None
    code: str = ""


def compare_districts(actor: Actor, programme: Programme, new: NewComparison) -> Comparison:
    """Read, hash and compute before the transaction; then the comparison with its figures, all or nothing. Raises
    `SheetRefused` with every fault, `SheetFault` where the file is no sheet."""
    same_world(actor, programme)
    allow(rules.to_compare(_draft(actor, programme, new), actor.roles))
    said = read_figures(new.file_name, new.content, _served(programme))
    if said.faults:
        raise SheetRefused(said.faults)
    seed, others = int(said.sha256[:7], 16), _others(programme, said.rows)
    found = _compared(said.rows, new, seed, others)
    with acting(actor):
        allow(rules.to_compare(_draft(actor, programme, new), actor.roles))
        made = _made(programme, new, said, found, seed)
        made.others = others
        made.save(force_insert=True)
        ComparisonRow.objects.bulk_create([
            ComparisonRow(comparison=made, place_id=row.place, is_with=row.is_with, year=row.year, value=row.value)
            for row in said.rows
        ])  # fmt: skip
        old = new.supersedes.pk if new.supersedes else None
        record(actor, verbs.COMPARED, made, programme=programme.pk, file=made.sha256, supersedes=old)
    return made


def _draft(actor: Actor, programme: Programme, new: NewComparison) -> rules.Draft:
    old = new.supersedes
    return rules.Draft(
        is_own=programme.provider_id == actor.body, has_outcome=has_words(new.outcome), has_unit=has_words(new.unit),
        has_chosen=has_words(new.chosen), supersedes_own=old is None or old.programme_id == programme.pk,
        superseded_before=old is not None and Comparison.objects.filter(supersedes=old).exists(),
    )  # fmt: skip


def _served(programme: Programme) -> set[str]:
    """Where it said at any time that it has places."""
    return set(Offer.objects.filter(programme=programme, places__gt=0).values_list("place_id", flat=True))


def _others(programme: Programme, rows: Sequence[Row]) -> list[str]:
    """Compared districts where another programme against the same ill had places by the last of these years."""
    compared, last = {row.place for row in rows if not row.is_with}, max(row.year for row in rows)
    offers = Offer.objects.filter(
        programme__mechanism=programme.mechanism_id, programme__world=programme.world, places__gt=0,
        place__in=compared, since__year__lte=last,
    )  # fmt: skip
    return sorted(set(offers.exclude(programme=programme).values_list("place_id", flat=True)))


def _compared(rows: Sequence[Row], new: NewComparison, seed: int, others: Sequence[str]) -> Found:
    from mizan.science.comparing.comparison import compare  # noqa: PLC0415 -- numpy is slow to import
    from mizan.science.comparing.effect import NotComparable  # noqa: PLC0415
    from mizan.science.comparing.fairness import Choice  # noqa: PLC0415
    from mizan.science.comparing.panel import Cell, read  # noqa: PLC0415

    cells = [Cell(row.place, row.year, None if row.value is None else float(row.value)) for row in rows]
    panel = read(cells, treated={row.place for row in rows if row.is_with}, start=new.start)
    try:
        return compare(panel, seed=seed, choice=Choice(new.by_outcome, frozenset(others)))
    except NotComparable:
        raise Refused("prevention.not_comparable", where="file") from None


def _made(programme: Programme, new: NewComparison, said: Figures, found: Found, seed: int) -> Comparison:
    effect, drift = found.effect, found.before.slope
    return Comparison(
        code=new.code or f"CMP-{new_id().hex[-8:].upper()}", programme=programme, outcome=dict(new.outcome),
        unit=dict(new.unit), direction=new.direction, chosen=dict(new.chosen), by_outcome=new.by_outcome,
        start=new.start, supersedes=new.supersedes, sha256=said.sha256, method=str(effect.method), seed=seed,
        value=kept(effect.value), low=kept(effect.lo), high=kept(effect.hi), p=kept(effect.p),
        before=str(found.before.verdict), drift=kept(drift and drift.value), drift_low=kept(drift and drift.lo),
        drift_high=kept(drift and drift.hi), unfair=[str(reason) for reason in found.unfair],
        points=[[one.period, round(one.treated, 6), round(one.compared, 6)] for one in found.points],
        left_out=list(found.left_out), n_with=found.arms[0], n_without=found.arms[1],
        listed_on=today_in(programme.world), at=now(), world=programme.world,
    )  # fmt: skip
