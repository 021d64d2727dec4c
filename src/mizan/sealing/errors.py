"""What sealing may raise: a `SealingError` with a reason that holds no secret, and nothing else."""

from __future__ import annotations


class SealingError(ValueError):
    """Something sealed, a key or a codeword does not hold. The reason never repeats what was given."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OpenError(SealingError):
    """It does not open: another key, another context, or changed bytes. Which of them is not told."""


class KeyRefused(SealingError):
    """A key, a passphrase or a recovery code has a wrong form or does not open what it should."""
