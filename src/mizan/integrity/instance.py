"""What belongs to this installation and to no report: the salt of codewords and the peppers.

    codeword.salt    16 public bytes (hexadecimal); never changes, or every codeword is lost
    pepper-N.key     32 secret bytes, version N; the newest hides new rows, older ones still find theirs

Trusted for: a lost salt or pepper loses the way from codewords to reports, not what was sealed. Whoever reads a pepper
can tell whether a codeword he knows has a row; he learns no codeword. Both are recoverable: the salt is public (it is
shown to whoever asks), the pepper lies on two sheets (`sealing.pepper`).
"""

from __future__ import annotations

import os
import re
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from mizan.ledger import keyfiles
from mizan.sealing.reporter import SALT_SIZE

SALT, PEPPER = "codeword.salt", "pepper-1.key"
_SALT = re.compile(r"[0-9a-f]{32}\n?")
_PEPPER = re.compile(r"pepper-([1-9][0-9]{0,3})\.key")


def make(folder: Path) -> None:
    """Salt and first pepper where there are none; what exists stays."""
    if not any(folder.glob("pepper-*.key")):
        keyfiles.make(folder / PEPPER)
    path = folder / SALT
    if not path.exists():
        half = path.with_name(f".{SALT}.{secrets.token_hex(8)}")
        half.write_text(secrets.token_hex(SALT_SIZE) + "\n", encoding="ascii")
        with half.open("rb") as file:
            os.fsync(file.fileno())
        os.link(half, path)
        half.unlink()


def read_salt(path: Path) -> bytes:
    """The 16 bytes of a salt's file. Raises `KeyMissing`."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeError) as error:
        raise keyfiles.KeyMissing(f"{path.name} cannot be read") from error
    if not _SALT.fullmatch(text):
        raise keyfiles.KeyMissing(f"{path.name} is no line of 32 hexadecimal letters")
    return bytes.fromhex(text.strip())


def salt() -> bytes:
    """The salt of this installation's codewords."""
    return _salt_in(Path(settings.KEYS))


def peppers() -> dict[int, bytes]:
    """Every pepper by its version, the newest first."""
    return _peppers_in(Path(settings.KEYS))


@cache
def _salt_in(folder: Path) -> bytes:
    return read_salt(folder / SALT)


@cache
def _peppers_in(folder: Path) -> dict[int, bytes]:
    found = {int(match[1]): path for path in folder.glob("pepper-*.key") if (match := _PEPPER.fullmatch(path.name))}
    if not found:
        raise keyfiles.KeyMissing("there is no pepper-1.key")
    return {version: keyfiles.read(found[version]) for version in sorted(found, reverse=True)}
