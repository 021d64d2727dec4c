"""A body's returns: it joins by its own word, keeps drafts, and submits; every revision stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from mizan.council import verbs
from mizan.council.models import Return, ReturnForm, ReturnRevision, ReturnStage, ReturnStart
from mizan.council.queries.returns import Slot, slot_of
from mizan.council.rules import returns as rules
from mizan.council.services._tools import allow
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.places.models import Place


@dataclass(frozen=True)
class Figures:
    """What a body says: `values` {code: whole number, None = not known}; a missing code is not reported."""

    values: Mapping[str, int | None]
    note: TextMap

    @property
    def has_note(self) -> bool:
        return any(words.strip() for words in self.note.values())


class FiguresRefused(Refused):
    """Figures that do not hold together; `faults` are all the reasons, the first in the words of the refusal."""

    def __init__(self, faults: list[rules.Fault]) -> None:
        super().__init__(faults[0].reason, where=faults[0].figure, **faults[0].facts)
        self.faults = faults


def start_returns(actor: Actor, form: ReturnForm, *, files: bool, since: date, place: Place | None) -> ReturnStart:
    """The actor's own body says that it files by a form from a day on, or no longer does."""
    body = _own_body(actor)
    facts = rules.FormFacts(frozenset(form.sides), frozenset(form.kinds))
    allow(rules.to_start(side=actor.side, kind=body.kind, roles=actor.roles, form=facts))
    with acting(actor):
        body = _held(body)
        newest = body.return_starts.filter(form=form).order_by("at", "id").last()
        if (newest.files if newest else False) == files:
            raise Refused("council.return_said_before", where="files")
        if newest is not None and since <= newest.since:
            raise Refused("council.return_said_later", where="since", since=newest.since.isoformat())
        row = ReturnStart.objects.create(
            body=body, form=form, files=files, since=since, place=place, at=now(), world=actor.world
        )
        record(actor, verbs.RETURNS_STARTED, body, form=form.code, files=files, since=since,
               place=place.code if place else None)  # fmt: skip
    return row


def keep_draft(actor: Actor, form: ReturnForm, period: str, new: Figures) -> Return:
    """Keep what was typed so far. A draft may have gaps; what is no figure is refused even here."""
    if found := list(rules.malformed(form.asked, new.values)):
        raise FiguresRefused(found)
    return _write(actor, form, period, new, submitted=False)


def submit_return(actor: Actor, form: ReturnForm, period: str, new: Figures) -> Return:
    """Submit a revision: all of it, or nothing with every reason. It answers what was asked before."""
    if found := rules.faults(form.asked, new.values, has_note=new.has_note):
        raise FiguresRefused(found)
    return _write(actor, form, period, new, submitted=True)


def _write(actor: Actor, form: ReturnForm, period: str, new: Figures, *, submitted: bool) -> Return:
    body, today = _own_body(actor), today_in(actor.world)
    slot = slot_of(form, body, period, ahead=today)
    if slot is None:
        raise Refused("council.return_not_owed")
    over = slot.period.last < today
    allow(rules.to_write(body=actor.body, own=body.code, roles=actor.roles, period_over=over))
    with acting(actor):
        row = _return(slot)
        revision = _revision(actor, row, new, submitted=submitted)
        _move(row, revision, today)
        facts = {"period": row.period, "number": revision.number, "sha256": revision.sha256}
        if submitted:
            record(actor, verbs.RETURN_SUBMITTED, row, **facts, late=today > row.due_on)
        else:
            record(actor, verbs.RETURN_KEPT, row, **facts)
    return row


def _own_body(actor: Actor) -> Institution:
    body = Institution.objects.filter(pk=actor.body or None, retired_at=None, world=actor.world).first()
    if body is None:
        raise Refused("council.not_your_return")
    return body


def _held(body: Institution) -> Institution:
    """The body's row until the transaction ends: of two words at once the second sees the first."""
    return Institution.objects.select_for_update(of=("self",)).get(pk=body.pk)


def _return(slot: Slot) -> Return:
    """The return of the slot, begun now where it was not, and held until the transaction ends."""
    _held(slot.body)
    found = Return.objects.select_for_update(of=("self",)).filter(
        body=slot.body, form=slot.form, period=slot.period.code
    )
    row = found.first()
    if row is not None:
        return row
    return Return.objects.create(
        body=slot.body, form=slot.form, period=slot.period.code, first=slot.period.first, last=slot.period.last,
        due_on=slot.turn.due, place_id=slot.place_id, world=slot.body.world,
    )  # fmt: skip


def _revision(actor: Actor, row: Return, new: Figures, *, submitted: bool) -> ReturnRevision:
    number = row.revision + 1
    note = {language: words.strip() for language, words in new.note.items() if words.strip()}
    return ReturnRevision.objects.create(
        of=row, number=number, submitted=submitted, figures=dict(new.values), note=note,
        form_version=row.form.version, author_id=UUID(actor.id) if actor.id else None, at=now(),
        sha256=digest(row, number, new.values, note),
    )  # fmt: skip


def digest(row: Return, number: int, values: Mapping[str, int | None], note: TextMap) -> str:
    """SHA-256 over one line of JSON with sorted keys: form, its version, body, period, revision, figures, note."""
    said = {
        "form": row.form_id, "version": row.form.version, "body": row.body_id, "period": row.period, "number": number,
        "figures": dict(values), "note": dict(note),
    }  # fmt: skip
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(line.encode()).hexdigest()


def _move(row: Return, revision: ReturnRevision, today: date) -> None:
    """A draft beside what was submitted before leaves that standing: only a new submission replaces it."""
    row.revision = revision.number
    if revision.submitted:
        row.stage = ReturnStage.SUBMITTED
        row.submitted_on = row.submitted_on or today
    row.save(update_fields=["revision", "stage", "submitted_on"])
