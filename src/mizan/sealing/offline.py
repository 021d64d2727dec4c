"""Exports for bodies without computers of ours: a standard `.age` file (age-encryption.org/v1) for their own key.

The text inside begins with lines that say what it is, so that a courier drill can check it without our software:

    mizan/export/v1
    <hexadecimal id of the report> <purpose> <number>
    <recipient, age1...>
    <empty line, the text, then line ends up to the bucket>

A sealed copy that has left cannot be called back: exclusions of later days do not reach it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import cast

import pyrage

from mizan.sealing.context import Context
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.padding import bucket

HEAD = "mizan/export/v1"


def export(text: str, context: Context, recipient: str) -> bytes:
    """The `.age` file of a text for one recipient (`age1...`, X25519). Raises `KeyRefused`."""
    plain = (_head(context, recipient) + text.rstrip("\n") + "\n").encode()
    return encrypt(plain.ljust(bucket(len(plain)), b"\n"), recipient)


def export_file(content: bytes, recipient: str) -> bytes:
    """The `.age` file of an attachment, as it is: its size shows. Raises `KeyRefused`."""
    return encrypt(content, recipient)


def open_export(data: bytes, identity: str, context: Context) -> str:
    """The text, as `age -d` gives it to the body (`AGE-SECRET-KEY-1...`). Raises `OpenError`, `KeyRefused`."""
    try:
        key = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise KeyRefused("no identity of age") from error
    try:
        plain = cast(bytes, pyrage.decrypt(data, [key])).decode()
    except (pyrage.DecryptError, UnicodeDecodeError) as error:
        raise OpenError("it does not open") from error
    head = _head(context, str(key.to_public()))
    if not plain.startswith(head):
        raise OpenError("the export is of another report or for another body")
    return plain.removeprefix(head).rstrip("\n")


def _head(context: Context, recipient: str) -> str:
    return f"{HEAD}\n{context.report.hex()} {context.purpose.value} {context.number}\n{recipient}\n\n"


def encrypt(plain: bytes, recipient: str) -> bytes:
    """An `.age` file as it is. Raises `KeyRefused`."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise KeyRefused("no recipient of age") from error
    return cast(bytes, pyrage.encrypt(plain, [key]))


def armor(data: bytes) -> bytes:
    """The same file in letters, so that it can be printed and scanned: age reads both (its section "ASCII armor")."""
    lines = re.findall(".{1,64}", b64encode(data).decode())
    return "\n".join(["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""]).encode()
