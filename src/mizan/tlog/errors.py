"""What the log's parsers and checks may raise, and nothing else: every one is a `TlogError`."""

from __future__ import annotations


class TlogError(ValueError):
    """Something of a log does not hold. `where` names the file, line or offset, when it is known."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where


class ProofError(TlogError):
    """An inclusion or consistency proof, or a proof file, does not hold."""


class NoteError(TlogError):
    """A signed note, a key or a signature line is malformed, or a known key's signature is wrong."""


class CheckpointError(NoteError):
    """The text of a note is no checkpoint of the log asked for."""


class TileError(TlogError):
    """A tile, a bundle of entries or the path of one is malformed or missing."""


class PolicyError(TlogError):
    """A policy file is malformed, or its quorum is not reached."""


class LeafError(TlogError):
    """The bytes of an entry are no leaf of version 1."""


class WitnessError(TlogError):
    """A witness did not answer, or answered against its protocol."""
