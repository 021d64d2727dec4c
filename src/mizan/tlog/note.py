"""Signed notes (signed-note v1.0.0, C2SP 5ba5ee8): a text and lines that sign it.

A note is UTF-8 without control characters; its text ends in a newline; the last blank line divides text from
signatures; a line is `— NAME BASE64(4-byte key id || signature)`. Unknown keys are ignored; a known key with a wrong
signature condemns the note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mizan.tlog.errors import NoteError

MAX_NOTE = 1 << 20  # bytes, before any work
MAX_SIGNATURES = 100  # the specification asks for 16 at least
DASH = "\u2014 "
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")  # every one but the newline
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no UTF-8 has one, a Python string may


class Verifier(Protocol):
    """A public key with its name."""

    @property
    def name(self) -> str: ...
    @property
    def key_id(self) -> bytes: ...
    def verify(self, text: bytes, blob: bytes) -> bool:
        """Whether `blob` (the bytes after the key id) signs the note's text."""


class Signer(Protocol):
    """A private key with its name."""

    @property
    def name(self) -> str: ...
    @property
    def key_id(self) -> bytes: ...
    def sign(self, text: bytes) -> bytes: ...


@dataclass(frozen=True)
class Signature:
    """One signature line: `blob` is what follows the key id."""

    name: str
    key_id: bytes
    blob: bytes

    @property
    def line(self) -> str:
        return f"{DASH}{self.name} {base64.b64encode(self.key_id + self.blob).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A parsed note, nothing verified."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        return (self.text + "\n" + "".join(one.line for one in self.signatures)).encode()


@dataclass(frozen=True)
class OpenNote:
    """A note with at least one good signature of a known key."""

    text: str
    verified: tuple[Signature, ...]
    unknown: tuple[Signature, ...]


def parse_note(data: bytes) -> Note:
    """Text and signature lines of a note. Raises `NoteError`."""
    text, divider, lines = _readable(data).rpartition("\n\n")
    if not divider:
        raise NoteError("no blank line before the signatures")
    if not lines.endswith("\n"):
        raise NoteError("no newline at the end")
    rows = lines[:-1].split("\n")
    if len(rows) > MAX_SIGNATURES:
        raise NoteError(f"more than {MAX_SIGNATURES} signatures")
    return Note(text + "\n", tuple(parse_line(row) for row in rows))


def parse_line(line: str) -> Signature:
    """One signature line without its newline. Raises `NoteError`."""
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not is_name(name):
        raise NoteError("no signature line", repr(line[:60]))
    blob = decode64(encoded)
    if len(blob) < 5:
        raise NoteError("a signature without bytes", name)
    return Signature(name, blob[:4], blob[4:])


def open_note(data: bytes, verifiers: Iterable[Verifier]) -> OpenNote:
    """The text of a note that a known key signed.

    Raises `NoteError` when a known key's signature is wrong, when none is known, or when the bytes are no note.
    """
    note = parse_note(data)
    verified, unknown = sort_signatures(note, list(verifiers))
    if not verified:
        raise NoteError("no signature of a known key")
    return OpenNote(note.text, verified, unknown)


def sort_signatures(note: Note, known: Sequence[Verifier]) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
    """Signatures of known keys, every one checked, and those of others. Raises `NoteError`.

    A key may have several good lines (a witness that cosigned again): all are returned, count keys and not lines.
    """
    keys = _by_identity(known)
    verified: list[Signature] = []
    unknown: list[Signature] = []
    for one in note.signatures:
        key = keys.get((one.name, one.key_id))
        if key is None:
            unknown.append(one)
        elif not key.verify(note.text.encode(), one.blob):
            raise NoteError("a known key's signature is wrong", one.name)
        else:
            verified.append(one)
    return tuple(verified), tuple(unknown)


def _by_identity(known: Sequence[Verifier]) -> dict[tuple[str, bytes], Verifier]:
    keys: dict[tuple[str, bytes], Verifier] = {}
    for one in known:
        if (one.name, one.key_id) in keys:
            raise NoteError("two keys with one name and one id", one.name)
        keys[one.name, one.key_id] = one
    return keys


def sign_note(text: str, signers: Iterable[Signer]) -> bytes:
    """A note over `text` with one line for each signer. Raises `NoteError` if the text cannot be a note's."""
    _must_be_text(text)
    return Note(text, tuple(Signature(one.name, one.key_id, one.sign(text.encode())) for one in signers)).encode()


def add_signatures(data: bytes, lines: Iterable[Signature]) -> bytes:
    """The note with further lines; a line that is there already is not repeated."""
    note = parse_note(data)
    fresh = [line for line in lines if line not in note.signatures]
    return Note(note.text, (*note.signatures, *fresh)).encode()


def is_name(name: str) -> bool:
    """A key's name: not empty, without spaces of any alphabet, control characters and plus signs."""
    if not name or "+" in name or _CONTROL.search(name) or _SURROGATE.search(name):
        return False
    return not any(letter.isspace() for letter in name)


def decode64(encoded: str) -> bytes:
    """Standard base64, padded and canonical. Raises `NoteError`."""
    try:
        data = base64.b64decode(encoded.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NoteError("no base64", repr(encoded[:40])) from None
    if base64.b64encode(data).decode() != encoded:
        raise NoteError("base64 is not canonical", repr(encoded[:40]))
    return data


def _readable(data: bytes) -> str:
    if len(data) > MAX_NOTE:
        raise NoteError(f"more than {MAX_NOTE} bytes")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("no UTF-8", f"byte {error.start}") from None
    if found := _CONTROL.search(text):
        raise NoteError("a control character", f"character {found.start()}")
    return text


def _must_be_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text) or _SURROGATE.search(text):
        raise NoteError("a note's text ends in a newline and has no control characters")
