"""Asking all witnesses at once. Each has a second for each step; one that is slow or silent holds up nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.errors import TlogError
from mizan.tlog.note import Signature, Verifier

Prove = Callable[[int], Sequence[bytes]]
Answer = TypeVar("Answer")


class Asked(Protocol):
    """What the sequencer needs of a witness's client (`mizan.tlog.witness.client.WitnessClient`)."""

    def add_checkpoint(self, note: bytes, size: int, prove: Prove) -> list[Signature]: ...
    def latest(self, origin: str, log: Verifier) -> tuple[Checkpoint, bytes] | None: ...


@dataclass(frozen=True)
class Answers:
    """What came back, and from whom nothing good did, with the reason."""

    signatures: tuple[Signature, ...]
    failures: Mapping[str, TlogError]


def cosign(witnesses: Mapping[str, Asked], note: bytes, size: int, prove: Prove) -> Answers:
    """Ask for cosignatures over a checkpoint of `size` leaves."""
    good, bad = _each(witnesses, lambda one: one.add_checkpoint(note, size, prove))
    return Answers(tuple(line for lines in good.values() for line in lines), bad)


def latest(
    witnesses: Mapping[str, Asked], origin: str, log: Verifier
) -> tuple[dict[str, Checkpoint | None], dict[str, TlogError]]:
    """What each witness cosigned last (None: nothing yet), and who did not say."""

    def ask(one: Asked) -> Checkpoint | None:
        found = one.latest(origin, log)
        return None if found is None else found[0]

    return _each(witnesses, ask)


def _each(
    witnesses: Mapping[str, Asked], ask: Callable[[Asked], Answer]
) -> tuple[dict[str, Answer], dict[str, TlogError]]:
    good: dict[str, Answer] = {}
    bad: dict[str, TlogError] = {}
    if not witnesses:
        return good, bad
    with ThreadPoolExecutor(max_workers=len(witnesses)) as pool:
        asked = {name: pool.submit(ask, one) for name, one in witnesses.items()}
        for name, future in asked.items():
            try:
                good[name] = future.result()
            except TlogError as error:
                bad[name] = error
    return good, bad
