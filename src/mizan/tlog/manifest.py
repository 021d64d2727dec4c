"""The key manifest: which keys speak for the log, for promises, for bodies and for escrow.

Canonical JSON in a signed note, so that every version can be compared byte for byte:

    {"keys":[{"name":"...","public":"<hex>","use":"log"},...],"origin":"...",
     "previous":"<sha256 of the version before>","since":"2026-11-25","v":1,"version":1}

It counts only with the signature of the log key and of at least one state-oversight and one society key, which a
verifier pins at a ceremony. Each version's SHA-256 is the commitment of an unsalted leaf: a version that is shown to
some and not to others is in the log or is worth nothing. Source: DESIGN section 9, "Readers and keys".
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from mizan.tlog.errors import NoteError
from mizan.tlog.note import Signer, Verifier, is_name, open_note, parse_note, sign_note
from mizan.tlog.origin import NONE

USES = ("log", "promise", "body", "escrow", "clock", "oversight", "society")
FOLDER = "manifest"  # of the versions beside `checkpoint`: manifest/1, manifest/2 ...
FIRST = "0" * 64  # the version before the first
MAX_KEYS = 10_000
_HEX = re.compile(r"(?:[0-9a-f]{2}){16,2048}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FIELDS = {"v", "version", "origin", "since", "previous", "keys"}


@dataclass(frozen=True, order=True)
class Key:
    """One public key: its use, the name of who holds it, its bytes as hexadecimal."""

    use: str
    name: str
    public: str


@dataclass(frozen=True)
class Manifest:
    """One version. `previous` is the SHA-256 of the version before (`FIRST` for the first)."""

    version: int
    origin: str
    since: date
    previous: str
    keys: tuple[Key, ...]

    def text(self) -> str:
        """Canonical JSON and a line end."""
        keys = [{"name": key.name, "public": key.public, "use": key.use} for key in sorted(self.keys)]
        facts = {
            "v": 1, "version": self.version, "origin": self.origin, "since": self.since.isoformat(),
            "previous": self.previous, "keys": keys,
        }  # fmt: skip
        return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"

    def of_use(self, use: str) -> tuple[Key, ...]:
        """The keys of one use."""
        return tuple(key for key in self.keys if key.use == use)


@dataclass(frozen=True)
class Pins:
    """Whose signatures count: the log's key, and the state-oversight and society keys of the ceremony. `older`: keys of
    the logs that this one continues, each for the manifests of its own time."""

    log: Verifier
    oversight: Sequence[Verifier]
    society: Sequence[Verifier]
    older: Sequence[Verifier] = ()


def digest(data: bytes) -> bytes:
    """The commitment of a manifest's leaf: SHA-256 of the file, signatures included."""
    return sha256(data).digest()


def sign_manifest(manifest: Manifest, signers: Sequence[Signer]) -> bytes:
    """The signed file. Raises `NoteError` if a field does not fit."""
    parse_manifest(manifest.text())
    return sign_note(manifest.text(), signers)


def open_manifest(data: bytes, pins: Pins) -> Manifest:
    """A version with all three signatures. Raises `NoteError` saying which is missing."""
    manifest = parse_manifest(parse_note(data).text)
    must_be_signed(data, pins, "the manifest", manifest.origin)
    return manifest


def must_be_signed(data: bytes, pins: Pins, what: str, origin: str) -> None:
    """All three must have signed a note: the log of that origin, state oversight and society. Raises `NoteError`."""
    logs = [pins.log, *pins.older]
    known = [*logs, *pins.oversight, *pins.society]  # one key in two roles is refused by `open_note`
    signed = {(line.name, line.key_id) for line in open_note(data, known).verified}
    own = [key for key in logs if key.name == origin]
    for who, keys in (("the log", own), ("state oversight", pins.oversight), ("society", pins.society)):
        if not signed & {(key.name, key.key_id) for key in keys}:
            raise NoteError(f"{what} is not signed by {who}")


def parse_manifest(text: str) -> Manifest:
    """A version from its text, which must be written exactly as `Manifest.text` writes it. Raises `NoteError`."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoteError("the manifest is no JSON") from error
    if not isinstance(facts, dict) or set(facts) != _FIELDS or facts["v"] != 1:
        raise NoteError("no manifest of version 1")
    try:
        manifest = _manifest(facts)
    except (TypeError, ValueError, KeyError) as error:
        raise NoteError("a field of the manifest has another type") from error
    if manifest.text() != text:
        raise NoteError("the manifest is not written canonically")
    return manifest


def must_follow(manifest: Manifest, data: bytes | None, continues: Mapping[str, str] = NONE) -> None:
    """Whether a version follows the version before (its file), or is the first. `continues`: by the origin of a log,
    the one that it continues; several may have begun between two versions. Raises `NoteError`."""
    if data is None:
        if (manifest.version, manifest.previous) != (1, FIRST):
            raise NoteError("the first manifest is version 1 and follows none")
        return
    before = parse_manifest(parse_note(data).text)
    if (manifest.version, manifest.previous) != (before.version + 1, digest(data).hex()):
        raise NoteError(f"manifest {manifest.version} does not follow manifest {before.version}")
    if before.origin not in _line(manifest.origin, continues) or manifest.since < before.since:
        raise NoteError("a manifest keeps its origin and never goes back in time")


def _line(origin: str, continues: Mapping[str, str]) -> set[str]:
    """A log and all that it continues, one through the other."""
    line: set[str] = set()
    while origin and origin not in line:
        line.add(origin)
        origin = continues.get(origin, "")
    return line


def changes(before: Manifest | None, after: Manifest) -> list[str]:
    """What changed, one line each: `+ use name public` and `- use name public`."""
    old: Collection[Key] = before.keys if before else ()
    gone = [f"- {key.use} {key.name} {key.public}" for key in sorted(set(old) - set(after.keys))]
    return gone + [f"+ {key.use} {key.name} {key.public}" for key in sorted(set(after.keys) - set(old))]


def _manifest(facts: dict[str, Any]) -> Manifest:
    version, origin, previous, rows = facts["version"], facts["origin"], facts["previous"], facts["keys"]
    if type(version) is not int or not 1 <= version < 1 << 31 or not is_name(origin):
        raise ValueError("version or origin")
    if not _DIGEST.fullmatch(previous) or type(rows) is not list or not 1 <= len(rows) <= MAX_KEYS:
        raise ValueError("previous or keys")
    keys = tuple(_key(row) for row in rows)
    if len(set(keys)) != len(keys):
        raise ValueError("a key is listed twice")
    return Manifest(version, origin, date.fromisoformat(facts["since"]), previous, keys)


def _key(row: dict[str, Any]) -> Key:
    key = Key(**row)
    if key.use not in USES or not is_name(key.name) or not _HEX.fullmatch(key.public):
        raise ValueError("a key")
    return key
