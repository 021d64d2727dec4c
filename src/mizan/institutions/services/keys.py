"""A person's keys: begin, unlock, change the passphrase, recover with the sheet, give up. And, from here, all verbs of
the key store.

Passphrases and codes of sheets are arguments and nothing else: no row, event, log line or address ever holds one. What
is slow (argon2id) runs before the transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mizan.institutions import verbs
from mizan.institutions.models import PersonKeys
from mizan.institutions.services._keys import (
    current_keys,
    one_at_a_time,
    own_keys,
    passphrase_refused,
    person,
    public_of,
    today,
)
from mizan.institutions.services.drills import ask_drill, meet_drill
from mizan.institutions.services.rosters import admit, found_body, leave, share_of
from mizan.institutions.services.ties import declare_tie, end_tie
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.fields import move, told
from mizan.ledger.record import record
from mizan.ledger.verbs import Verb
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.readers import MEMORY, PASSES, ReaderKeys, lock_keys, new_keys, unlock_keys
from mizan.sealing.recovery import draw_code, lock_copy, sheet, unlock_copy

__all__ = [
    "Enrolled", "admit", "ask_drill", "change_passphrase", "declare_tie", "end_tie", "enrol", "found_body", "give_up",
    "leave", "meet_drill", "recover", "share_of", "unlock",
]  # fmt: skip


@dataclass(frozen=True)
class Enrolled:
    """New keys with what is shown once and kept nowhere: the code, and the lines of the sheet that hold it."""

    keys: PersonKeys
    code: str = field(repr=False)
    sheet: str = field(repr=False)


def enrol(actor: Actor, passphrase: str, *, passes: int = PASSES, memory: int = MEMORY) -> Enrolled:
    """A person's first keys, or new ones after she gave hers up. `passes` and `memory` (KiB): argon2id's work; less
    than the default is for exercises and tests."""
    keys, code = new_keys(), draw_code()
    locked, public = _locked(keys, passphrase, passes, memory), keys.public
    with acting(actor):
        user = person(actor)
        if current_keys(user) is not None:
            raise Refused("institutions.has_keys")
        row = PersonKeys.objects.create(
            user=user, public=public.public, verify=public.verify, locked=locked, copy=lock_copy(keys, code),
            since=today(), world=actor.world,
        )  # fmt: skip
        record(actor, verbs.KEYS_BEGUN, row, **told(row))
    return Enrolled(row, code, sheet(code, public))


def unlock(user_id: object, passphrase: str) -> ReaderKeys:
    """A person's keys of today. Changes nothing, so it is no verb and no event."""
    row = current_keys(user_id)
    if row is None:
        raise Refused("institutions.no_keys")
    try:
        with one_at_a_time():
            return unlock_keys(bytes(row.locked), passphrase, public_of(row))
    except (OpenError, KeyRefused) as error:
        raise Refused("institutions.passphrase_wrong", where="passphrase") from error


def change_passphrase(
    actor: Actor, mine: ReaderKeys, passphrase: str, *, passes: int = PASSES, memory: int = MEMORY
) -> None:
    """Lock one's own keys anew. The sheet stays good."""
    _relock(actor, mine, _locked(mine, passphrase, passes, memory), verbs.PASSPHRASE_CHANGED)


def recover(actor: Actor, code: str, passphrase: str, *, passes: int = PASSES, memory: int = MEMORY) -> ReaderKeys:
    """With the code of the sheet, a new passphrase for the same keys. The sheet stays good."""
    row = current_keys(actor.id) if actor.id else None
    if row is None:
        raise Refused("institutions.no_keys")
    try:
        mine = unlock_copy(bytes(row.copy), code, public_of(row))
    except (OpenError, KeyRefused) as error:
        raise Refused("institutions.sheet_wrong", where="code") from error
    _relock(actor, mine, _locked(mine, passphrase, passes, memory), verbs.KEYS_RECOVERED)
    return mine


def give_up(actor: Actor) -> None:
    """End one's own keys: nothing new is wrapped to them, every roster loses them at once. Needs no passphrase, since
    it is for lost ones; what was wrapped to them still opens with them."""
    with acting(actor):
        row = current_keys(person(actor))
        if row is None:
            raise Refused("institutions.no_keys")
        move(row, until=today())
        record(actor, verbs.KEYS_ENDED, row)


def _locked(keys: ReaderKeys, passphrase: str, passes: int, memory: int) -> bytes:
    try:
        with one_at_a_time():
            return lock_keys(keys, passphrase, passes=passes, memory=memory)
    except KeyRefused as error:
        raise passphrase_refused() from error


def _relock(actor: Actor, mine: ReaderKeys, locked: bytes, verb: Verb) -> None:
    with acting(actor):
        person(actor)
        row = own_keys(actor, mine)
        row.locked = locked
        row.save(update_fields=["locked"])
        record(actor, verb, row, **told(row))
