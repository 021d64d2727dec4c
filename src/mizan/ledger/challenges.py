"""The random-challenge audit: leaves that nobody could foresee must be opened to an overseer.

Oversight announces an audit; the announcement has a leaf. The next checkpoint that a quorum cosigns and that holds this
leaf gives the root from which the indices are drawn. With 300 draws a missing share of 1 % is caught with probability
1 - 0.99^300 = 95 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger import rules, threads
from mizan.ledger.auditing.openings import Disagrees
from mizan.ledger.ids import new_id
from mizan.ledger.models import Event, Leaf
from mizan.ledger.payloads import opening
from mizan.ledger.record import record
from mizan.ledger.verbs import ID, verb

ANNOUNCED = verb("ledger.challenge.announced", _("announced an audit of random leaves"), challenge=ID)
DRAWS = 300


@dataclass(frozen=True)
class Answer:
    """One drawn leaf: opened (`payload` and `salt`), or why not: `missing`, `erased`, `altered`, `public`."""

    number: int
    index: int
    state: str
    leaf: bytes = b""
    salt: bytes = b""
    payload: bytes = b""

    @property
    def is_good(self) -> bool:
        return self.state in {"opened", "erased", "public"}


def announce(actor: Actor) -> UUID:
    """Announce an audit. Returns its id, which anyone may know at once: the draws need a later root."""
    number = new_id()
    with acting(actor):
        record(actor, ANNOUNCED, Event(id=number), challenge=number)
    return number


def challenge(audit_id: UUID, root: bytes, size: int, *, draws: int = DRAWS, shift: int = 0) -> list[Answer]:
    """Draw and open leaves from the checkpoint (`root`, `size`) of a log whose rows begin at entry `shift`. Refused
    where that checkpoint does not hold the announcement yet: its root could have been known before."""
    event = Event.objects.filter(verb=ANNOUNCED.name, target_id=str(audit_id)).select_related("leaf").first()
    if event is None or event.leaf is None:
        raise Refused("ledger.no_challenge")
    if event.leaf.idx is None or event.leaf.idx + shift >= size:
        raise Refused("ledger.checkpoint_too_old")
    return list(_answers(str(audit_id), root, size, draws, shift))


def _answers(audit_id: str, root: bytes, size: int, draws: int, shift: int) -> Iterator[Answer]:
    indices = [rules.challenged(root, audit_id, number, size) for number in range(draws)]
    rows = Leaf.objects.filter(idx__in={index - shift for index in indices}).select_related("thread")
    leaves = {leaf.idx + shift: leaf for leaf in rows if leaf.idx is not None}
    for number, index in enumerate(indices):
        leaf = leaves.get(index)
        if index < shift:  # the statement of a new origin: its file is public
            yield Answer(number, index, "public")
            continue
        yield _answer(number, index, leaf) if leaf else Answer(number, index, "missing")


def _answer(number: int, index: int, leaf: Leaf) -> Answer:
    data = bytes(leaf.data)
    if leaf.thread is None:
        return Answer(number, index, "public", data)
    if leaf.thread.sealed is None:
        return Answer(number, index, "erased", data)
    try:
        opened = opening(leaf)
    except (Disagrees, threads.Unreadable):
        return Answer(number, index, "altered", data)
    state = "opened" if rules.opens(data, opened.salt, opened.payload) else "altered"
    return Answer(number, index, state, data, opened.salt, opened.payload)
