"""Messages with an author: signed inside the seal, so that nobody forges "the reporter withdrew".

    content of the sealed text:  64 signature | text
    signed:  "mizan/message/v1\\n" | 44 context (the report's key) | text                                   (Ed25519)

The reporter signs with the key of her codeword, officers with their own. Whoever only reads cannot write as another.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from mizan.sealing.context import Context, Purpose, key_id
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.reports import Report, ReportKey

HEAD = b"mizan/message/v1\n"
_SIGNATURE = 64


def seal_message(report: Report, purpose: Purpose, number: int, seed: bytes, text: bytes) -> bytes:
    """A text signed with the Ed25519 `seed` (32 bytes) and sealed to the report. Raises `SealingError`."""
    try:
        signature = SigningKey(seed).sign(_signed(report, purpose, number, text)).signature
    except (ValueError, TypeError) as error:
        raise KeyRefused("a signing seed has 32 bytes") from error
    return report.seal(purpose, signature + text, number)


def open_message(key: ReportKey, purpose: Purpose, number: int, author: bytes, sealed: bytes) -> bytes:
    """The text, if the Ed25519 key `author` (public, 32 bytes) signed it for this place. Raises `OpenError`."""
    content = key.open(purpose, sealed, number)
    signature, text = content[:_SIGNATURE], content[_SIGNATURE:]
    try:
        VerifyKey(author).verify(_signed(key.report, purpose, number, text), signature)
    except (CryptoError, ValueError, TypeError) as error:
        raise OpenError("the author did not sign this") from error
    return text


def open_by_one_of(authors: Iterable[bytes], key: ReportKey, purpose: Purpose, number: int, sealed: bytes) -> bytes:
    """The same for whoever of these keys signed it: a reporter who changed her codeword has had several."""
    for author in authors:
        with suppress(OpenError):
            return open_message(key, purpose, number, author, sealed)
    raise OpenError("the author did not sign this")


def _signed(report: Report, purpose: Purpose, number: int, text: bytes) -> bytes:
    return HEAD + Context(report.id, purpose, number, report.epoch).pack(key_id(report.public)) + text
