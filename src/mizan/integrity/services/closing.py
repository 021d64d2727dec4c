"""Many reports closed together as inadmissible: after a flood, and only as each of them could be closed alone.

Two persons of two institutions for every single one; one act, one event and one signature each; all of a batch or none.
"""

from __future__ import annotations

from collections.abc import Sequence

from mizan.integrity.models import OfficerAct
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.acts import Order, do
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


def _one(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, order: Order) -> OfficerAct:
    try:
        return do(actor, mine, found, ground, order)
    except Refused as refused:
        if refused.where in {"code", "words"}:
            raise
        raise Refused("integrity.one_cannot_be_closed", where="chosen", report=str(found.report.pk)[:8]) from refused
