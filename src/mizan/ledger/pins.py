"""Whose signatures on a key manifest count here: pinned at a ceremony, in a file beside the keys.

    log <vkey>            the log's own key; of several lines the first is today's, the others are of older logs
    oversight <vkey>      of state oversight
    society <vkey>        of society

One key a line; empty lines and lines that begin with # say nothing. Written once, then changed by people only.

Trusted for: which manifest holds. Whoever can write the file can bring his own keys in at the next manifest; that
manifest is a leaf of the log all the same, and `mizan log monitor`, with pins of its own, names it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from mizan.ledger.models import KeyManifest
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import parse_vkey
from mizan.tlog.manifest import Manifest, Pins, open_manifest
from mizan.tlog.note import Verifier

WHO = ("log", "oversight", "society")
NOTE = "# Pinned at a key ceremony (docs/operations.md). Changed by people only.\n"


def pin(keys: dict[str, list[str]], path: Path | None = None) -> bool:
    """Write the file, by each of `WHO` the written keys. Returns whether it was written now; one that exists stays.
    Raises `NoteError` on a key that is none."""
    path = path or Path(settings.MANIFEST_PINS)
    text = NOTE + "".join(f"{who} {key}\n" for who in WHO for key in keys[who])
    parse_pins(text)
    if path.exists():
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def pins() -> Pins | None:
    """The pins of this installation; None before the ceremony. Raises `NoteError` on a file that is no pins."""
    text = _written()
    return parse_pins(text) if text else None


def _written() -> str:
    try:
        return Path(settings.MANIFEST_PINS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=8)
def parse_pins(text: str) -> Pins:
    """From the text of the file. Raises `NoteError`."""
    found: dict[str, list[Verifier]] = {who: [] for who in WHO}
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 2 or words[0] not in WHO:
            raise NoteError("a line of the pins has a role and a key", line)
        found[words[0]].append(parse_vkey(words[1]))
    if not all(found.values()):
        raise NoteError("pins name the log, state oversight and society")
    return Pins(found["log"][0], found["oversight"], found["society"], found["log"][1:])


def trusted() -> Manifest | None:
    """The newest kept version that all three pinned signers signed; None while there is none. One query."""
    text = _written()
    if not text:
        return None
    rows = KeyManifest.objects.order_by("-version").values_list("data", flat=True)
    return next((found for data in rows.iterator(chunk_size=1) if (found := _opened(bytes(data), text))), None)


@lru_cache(maxsize=8)
def _opened(data: bytes, text: str) -> Manifest | None:
    """Whether a file holds never changes under the same pins, so it is checked once in the life of a process."""
    try:
        return open_manifest(data, parse_pins(text))
    except NoteError:
        return None
