"""Many reports closed together as inadmissible: after a flood, and only as each of them could be closed alone.

Two persons of two institutions for every single one; one act, one event and one signature each; all of a batch or none.
Nobody signs for a report that was not shown to her, nor for one with more than words among others (`rules.batching`).
"""

from __future__ import annotations

from collections.abc import Sequence

from mizan.integrity.models import Attachment, Message, OfficerAct
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Act
from mizan.integrity.rules.batching import is_alone
from mizan.integrity.services.acts import Order, do
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.sealing.readers import ReaderKeys

MOST = 25  # of one batch: what a person can read before she signs
STEPS = frozenset({Act.PROPOSE_CLOSING, Act.CLOSE})


def close_many(
    actor: Actor, mine: ReaderKeys, chosen: Sequence[Opened], ground: Ground, order: Order
) -> list[OfficerAct]:
    """Propose to close each of these, or close what somebody of another institution proposed. All of them, or none:
    `Refused` names the report that cannot be, by the first letters of its id."""
    if order.act not in STEPS:
        raise ValueError(f"{order.act} is done with one report at a time")
    if not chosen:
        raise Refused("integrity.none_chosen", where="chosen")
    if len(chosen) > MOST:
        raise Refused("integrity.too_many_chosen", where="chosen", most=MOST)
    with acting(actor):
        return [_one(actor, mine, found, ground, order) for found in chosen]


@within("found")
def goes_with_others(found: Opened) -> bool:
    """Whether a report has nothing but its words, as it stands now."""
    files = Attachment.objects.filter(report=found.report).exists()
    messages = Message.objects.filter(report=found.report, purpose=Message.Purpose.FROM_REPORTER).exists()
    return not is_alone(found.accusation, files=files, messages=messages)


@within("found")
def _was_shown(found: Opened, mine: ReaderKeys) -> bool:
    """That she opened it is an act of hers, on whatever day."""
    seen = OfficerAct.objects.filter(report=found.report, verb=Act.OPENED, keys__public=mine.public.public)
    return seen.exists()


def _one(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, order: Order) -> OfficerAct:
    try:
        if not (_was_shown(found, mine) and goes_with_others(found)):
            raise Refused("integrity.read_alone")
        return do(actor, mine, found, ground, order)
    except Refused as refused:
        if refused.where in {"code", "words"}:
            raise
        raise Refused("integrity.one_cannot_be_closed", where="chosen", report=str(found.report.pk)[:8]) from refused
