"""The preimage by which a reporter contests a false closing: derived from her codeword, so that she keeps no file.

preimage = HKDF(signing seed, "mizan/contest/v1"); its SHA-256 stands in the event of her door (`ledger.contests`)
"""

from __future__ import annotations

from mizan.sealing.hkdf import derive
from mizan.sealing.reporter import ReporterKeys


def preimage_of(keys: ReporterKeys) -> bytes:
    """32 bytes that only the holder of the codeword can name."""
    return derive(keys.signing, "mizan/contest/v1")
