"""What readers write: to the reporter, and notes that stay with their own body."""

from __future__ import annotations

from hashlib import sha256

from mizan.integrity import act_verbs
from mizan.integrity.models import Message, Wrap
from mizan.integrity.notes import seal_note
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import MAX_NARRATIVE
from mizan.integrity.services.acts import own_row, write_to_reporter
from mizan.integrity.services.tidying import locked
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.record import record
from mizan.sealing.errors import SealingError
from mizan.sealing.readers import ReaderKeys


@within("found")
def write(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, text: str) -> None:
    """A message to the reporter. It meets no duty: telling her what was decided is an act of its own."""
    _check(text)
    with acting(actor):
        report = locked(found.report)
        sealed = write_to_reporter(actor, mine, found, text, ground.today)
        record(actor, act_verbs.WRITTEN, report, sealed=sha256(sealed).hexdigest())


@within("found")
def note(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, text: str) -> None:
    """A note for those who read this report for the own body now."""
    _check(text)
    with acting(actor):
        report = locked(found.report)
        number = Message.objects.filter(report=report, purpose=Message.Purpose.NOTE).count() + 1
        sealed = _sealed(actor, mine, found, number, text.strip())
        Message.objects.create(
            report=report, purpose=Message.Purpose.NOTE, number=number, sealed=sealed, written_on=ground.today,
            author=own_row(actor, mine), institution_id=actor.body,
        )  # fmt: skip
        record(actor, act_verbs.NOTED, report, sealed=sha256(sealed).hexdigest())


def _sealed(actor: Actor, mine: ReaderKeys, found: Opened, number: int, text: str) -> bytes:
    rows = Wrap.objects.filter(report=found.report, until=None, institution=actor.body).exclude(keys=None)
    readers = {bytes(public) for public in rows.values_list("keys__public", flat=True)}
    try:
        return seal_note(mine, readers, number, text)
    except (SealingError, UnicodeEncodeError) as error:
        raise Refused("integrity.too_long", where="words") from error


def _check(text: str) -> None:
    if not text.strip():
        raise Refused("integrity.words_needed", where="words")
    if len(text) > MAX_NARRATIVE:
        raise Refused("integrity.too_long", where="words")
