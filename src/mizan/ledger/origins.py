"""Beginning a new origin: after a rollback that nobody can undo, or with a new key. The old log is never rewritten.

Who decides: the statement counts only with the signatures of state oversight and of society, and of the new key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.manifests import publish_manifests
from mizan.ledger.models import LogHead, LogOrigin
from mizan.ledger.record import record
from mizan.ledger.sequencing.beginning import known, write_tree
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.locks import one_writer
from mizan.ledger.sequencing.outbox import successor_of
from mizan.ledger.sequencing.publishing import CHECKPOINT, Published, opened
from mizan.ledger.verbs import CODE, COUNT, HASH, verb
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.errors import TlogError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.manifest import Pins, digest, must_be_signed
from mizan.tlog.note import Verifier, sign_note
from mizan.tlog.origin import NAME, SHIFT, Origin, first_leaf, open_origin
from mizan.tlog.policy import Policy, parse_policy

BEGUN = verb(
    "ledger.origin.begun", _("began a new origin of the log"), reason=CODE, size=COUNT, repeated=COUNT, digest=HASH
)


@dataclass(frozen=True)
class Beginning:
    """What a new origin is begun with. `policy`: bytes that name the new log first and the old one after it; `last`:
    the old log's last checkpoint with its quorum; `folder`: of the new files; `number`: of the origin, from 2."""

    number: int
    signer: Ed25519Signer
    statement: bytes
    policy: bytes
    last: Published
    folder: Path


def last_of(old: Policy, note: bytes | None) -> Published:
    """The old log's last cosigned checkpoint: `note`, or what is published. It may be newer than what is published
    (from a mirror or a witness), never older. Raises `TlogError`, `OSError`."""
    published = Disk(Path(settings.LOG)).find(CHECKPOINT)
    if note is None and published is None:
        raise TlogError("no checkpoint of the old log is published or given")
    given = opened(note if note is not None else published or b"", old)
    shown = opened(published, old) if published is not None else given
    if shown.checkpoint.size > given.checkpoint.size:
        raise TlogError(f"the old log has published {shown.checkpoint.size} leaves, more than are given here")
    if given.checkpoint.size == shown.checkpoint.size and given.checkpoint.root != shown.checkpoint.root:
        raise TlogError("the old log has published another root for as many leaves: give both to oversight first")
    return given


def check(start: Beginning, oversight: Sequence[Verifier], society: Sequence[Verifier]) -> Origin:
    """Everything that must hold before a new origin begins. Refused with the reason."""
    try:
        policy = parse_policy(start.policy)
        stated = open_origin(start.statement, policy.log.key)
        must_be_signed(start.statement, Pins(policy.log.key, oversight, society), "the statement", stated.origin)
        _must_fit(start, stated, policy)
    except (TlogError, ValueError) as error:
        raise Refused("ledger.origin", reason=str(error)) from error
    return stated


def _must_fit(start: Beginning, stated: Origin, policy: Policy) -> None:
    last, names = start.last.checkpoint, list(policy.logs)
    if (stated.origin, policy.log.vkey) != (start.signer.name, start.signer.vkey):
        raise TlogError("the statement or the policy names another key than the new log's")
    if names[:2] != [stated.origin, settings.LOG_ORIGIN] or stated.continues != settings.LOG_ORIGIN:
        raise TlogError("the policy must name the new log first and then the one that it continues")
    if (stated.size, stated.root) != (last.size, last.root):
        raise TlogError(f"the statement continues {stated.size} leaves, and the last checkpoint has {last.size}")
    if stated.repeated != (count := known()):
        raise TlogError(f"the statement repeats {stated.repeated} leaves, and the database knows {count}")
    if ended := successor_of(stated.continues):
        raise TlogError(f"{ended} continues this log already")
    if (start.folder / CHECKPOINT).exists():
        raise TlogError(f"there is a log in {start.folder.name} already")


def begin(actor: Actor, start: Beginning, oversight: Sequence[Verifier], society: Sequence[Verifier]) -> Origin:
    """Write the new log's files and head; the sequencer that is started for it goes on from there. Refused, or raises
    `Busy`. Cut off before its end, it is done again: the files are the same."""
    with one_writer(Path(settings.LOG_LOCK)):
        stated = check(start, oversight, society)
        disk = Disk(start.folder)
        start.folder.mkdir(parents=True, exist_ok=True)
        edge = write_tree(disk, first_leaf(start.statement))
        disk.write([(NAME, start.statement), ("policy", start.policy)])
        note = sign_note(Checkpoint(stated.origin, edge.size, edge.root()).text, [start.signer])
        with acting(actor):
            LogHead.objects.create(origin=stated.origin, size=edge.size, root=edge.root(), note=note, shift=SHIFT)
            row = LogOrigin.objects.create(
                number=start.number, origin=stated.origin, continues=stated.continues, data=start.statement
            )
            facts = {"reason": stated.reason, "size": stated.size, "repeated": stated.repeated}
            record(actor, BEGUN, row, digest=digest(start.statement).hex(), **facts)
    publish_manifests(start.folder)
    return stated
