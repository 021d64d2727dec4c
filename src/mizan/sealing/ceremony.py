"""What a key ceremony needs: announcements of keys, fingerprints to read aloud, drills that prove a key.

An announcement is a signed note (C2SP signed-note v1.0.0 at 5ba5ee8) by the key it announces, whose text is

    mizan/announcement/v1
    <use in the manifest: body, clock, escrow, oversight or society>
    <name>
    <hexadecimal of the public keys: 32 bytes to seal to, 32 bytes to check signatures with>
    <day, ISO>

so that nobody can announce a signing key that is not his; the key to seal to is proved by a drill. Rows of the manifest
come from announcements (`tlog.manifest.Key`). Source: DESIGN section 9, "Readers and keys".
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mizan.sealing.boxes import KEY_SIZE, seal, unseal
from mizan.sealing.codeword import Codeword
from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import KeyRefused
from mizan.sealing.readers import PublicKeys, ReaderKeys
from mizan.sealing.wordlists import Language
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import ED25519, Ed25519Signer, NoteVerifier, PublicKey
from mizan.tlog.manifest import Key
from mizan.tlog.note import is_name, open_note, parse_note, sign_note

HEAD = "mizan/announcement/v1"
USES = ("body", "clock", "escrow", "oversight", "society")
ANSWER = b"mizan/drill/v1\n"
_KEYS = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True)
class Announcement:
    """Whose keys, for which use, from which day."""

    use: str
    name: str
    keys: PublicKeys
    day: date

    def text(self) -> str:
        """The note's text."""
        public = (self.keys.public + self.keys.verify).hex()
        return f"{HEAD}\n{self.use}\n{self.name}\n{public}\n{self.day.isoformat()}\n"

    def row(self) -> Key:
        """The row of the manifest: both public keys, 64 bytes."""
        return Key(self.use, self.name, (self.keys.public + self.keys.verify).hex())


def announce(use: str, name: str, keys: ReaderKeys, day: date) -> bytes:
    """The signed note. Raises `KeyRefused` if use or name is none."""
    text = Announcement(use, name, keys.public, day).text()
    try:
        parse_announcement(text)
        return sign_note(text, [Ed25519Signer(name, keys.seed)])
    except NoteError as error:
        raise KeyRefused("no announcement of a key") from error


def open_announcement(data: bytes) -> Announcement:
    """The announcement, if the key it announces signed it. Raises `KeyRefused`."""
    try:
        said = parse_announcement(parse_note(data).text)
        open_note(data, [NoteVerifier(PublicKey(said.name, ED25519, said.keys.verify))])
    except NoteError as error:
        raise KeyRefused("the announcement is not signed by its own key") from error
    return said


def parse_announcement(text: str) -> Announcement:
    """From the note's text, written exactly so. Raises `KeyRefused`."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[0] != HEAD or lines[1] not in USES or not is_name(lines[2]) or lines[5]:
        raise KeyRefused("no announcement of a key")
    if not _KEYS.fullmatch(lines[3]):
        raise KeyRefused("an announcement names two public keys")
    both = bytes.fromhex(lines[3])
    try:
        day = date.fromisoformat(lines[4])
    except ValueError as error:
        raise KeyRefused("an announcement has a day") from error
    said = Announcement(lines[1], lines[2], PublicKeys(both[:KEY_SIZE], both[KEY_SIZE:]), day)
    if said.text() != text:
        raise KeyRefused("the announcement is not written canonically")
    return said


def fingerprint(public: bytes) -> tuple[str, ...]:
    """Eight English words of a key's hash, to be read aloud and compared: 88 bits."""
    return Codeword(sha256(b"mizan/fingerprint/v1\n" + public).digest()[:11]).words(Language.ENGLISH)


@dataclass(frozen=True)
class Drill:
    """A question sealed to a key, and the answer that only its holder can give. Only `box` is handed over."""

    id: bytes
    box: bytes
    answer: bytes

    def is_met_by(self, answer: bytes) -> bool:
        """Whether the answer is right; equal time for all answers."""
        return hmac.compare_digest(self.answer, answer)


def ask_drill(public: bytes) -> Drill:
    """A drill for the key to seal to. Raises `KeyRefused` for no key."""
    number, secret = secrets.token_bytes(16), secrets.token_bytes(KEY_SIZE)
    return Drill(number, seal(public, Context(number, Purpose.DRILL), secret), answer_of(secret))


def meet_drill(secret: bytes, drill: bytes, box: bytes) -> bytes:
    """The answer, with the key's secret and the drill's id; it is of no other use. Raises `OpenError`."""
    return answer_of(unseal(secret, Context(drill, Purpose.DRILL), box))


def answer_of(secret: bytes) -> bytes:
    """What is compared of a drill: the hash of what was sealed."""
    return sha256(ANSWER + secret).digest()
