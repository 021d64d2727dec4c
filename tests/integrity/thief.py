"""A thief with a copy of the database and of the sealed files, who knows the program but holds no key of the house.

He looks for plain words in every usual dress, takes every 32 bytes that he finds for a key and tries them on every box,
asks whether a codeword's digests lie about, and reads every time. Handed a reader's key he uses it in the same way.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

from mizan.sealing.context import Purpose
from mizan.sealing.errors import SealingError
from mizan.sealing.files import open_file, open_record
from mizan.sealing.readers import PublicKeys
from mizan.sealing.reporter import keys_of
from mizan.sealing.reports import Report, ReportKey
from mizan.sealing.sessions import unlock_in_session
from mizan.sealing.wraps import open_as_reporter, open_wrap

Row = dict[str, Any]
KEY, MOST = 32, 4096  # bytes of a key; longest value that is cut into keys at every place
HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
# Ids of people and bodies lead to all that they ever did: they tie a row to no report.
EVERYBODYS = {"user_id", "actor", "keys_id", "author_id", "institution_id", "body_keys_id", "person_keys_id"}
HEXED = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")


@dataclass(frozen=True)
class Loot:
    """Rows by table, and files by name: the sealed ones, and the image of the database where there is one."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes] = field(default_factory=dict)

    def values(self) -> Iterator[bytes]:
        """Everything there is, as bytes, each also as whatever it was packed from."""
        for rows in self.tables.values():
            for row in rows:
                for value in row.values():
                    yield from unpacked(_bytes(value))
        for content in self.files.values():
            yield from unpacked(content)


def unpacked(value: bytes, depth: int = 3) -> Iterator[bytes]:
    """The value, and what base64, hexadecimal and zlib inside it hold."""
    yield value
    if depth == 0 or not value:
        return
    inner: list[bytes] = []
    with suppress(zlib.error):
        inner.append(zlib.decompress(value))
    for found in BASE64.findall(value) if len(value) < 1 << 16 else ():
        with suppress(binascii.Error, ValueError):
            inner.append(base64.b64decode(found.rstrip(b"=") + b"=" * (-len(found.rstrip(b"=")) % 4), b"-_"
                                          if b"-" in found or b"_" in found else None))  # fmt: skip
    for found in HEXED.findall(value) if len(value) < 1 << 16 else ():
        inner.append(bytes.fromhex(found.decode()))
    for one in inner:
        yield from unpacked(one, depth - 1)


def _bytes(value: Any) -> bytes:
    if isinstance(value, memoryview | bytes | bytearray):
        return bytes(value)
    if isinstance(value, UUID):
        return value.bytes + str(value).encode()
    return (value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)).encode()


def dresses(word: str) -> set[bytes]:
    """A word as it may lie about: in other codings, packed, reversed, and as the digest of a dictionary attack."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode(), plain[::-1]}
    found |= {json.dumps(word)[1:-1].encode(), plain.hex().upper().encode()}
    for shift in range(3):  # base64 of the word at any place of a longer text: what does not depend on its neighbours
        whole = base64.b64encode(b"\0" * shift + plain)
        cut = whole[-(-shift * 8 // 6) : (len(plain) + shift) * 8 // 6]
        found |= {cut, cut.translate(bytes.maketrans(b"+/", b"-_"))} if len(cut) >= 8 else set()
    for name in HASHES:
        digest = hashlib.new(name, plain).digest()
        found |= {digest, digest.hex().encode(), base64.b64encode(digest).rstrip(b"=")}
    return found


def lying_about(loot: Loot, words: Iterable[str]) -> set[str]:
    """Those of the words that the loot holds in any dress."""
    wanted = {word: dresses(word) for word in words}
    found: set[str] = set()
    for value in loot.values():
        found |= {word for word, forms in wanted.items() if any(form in value for form in forms)}
    return found


def keys_in(loot: Loot) -> set[bytes]:
    """Every 32 bytes that could be a key: whole values, and each window of short ones."""
    found: set[bytes] = set()
    for rows in loot.tables.values():
        for row in rows:
            for value in (one for each in row.values() for one in unpacked(_bytes(each))):
                ends = range(len(value) - KEY + 1) if len(value) <= 2 * KEY else range(0, min(len(value), MOST), KEY)
                found |= {value[at : at + KEY] for at in ends if len(value[at : at + KEY]) == KEY}
                found |= {value[-KEY:]} if len(value) >= KEY else set()
    return found


def contents(loot: Loot, keys: Iterable[bytes]) -> Iterator[bytes]:
    """All that opens with any of the keys, or with what they open."""
    for opened in opened_reports(loot, set(keys)):
        yield from _inside(loot, opened)


def opened_reports(loot: Loot, keys: set[bytes]) -> Iterator[ReportKey]:
    """Keys of reports: tried as the secret itself, as a reader's, as a rung's body's, as a codeword's root."""
    keys = keys | set(_shares(loot, keys))
    for epoch in loot.tables["integrity_epoch"]:
        report = Report(_id(epoch["report_id"]).bytes, _bytes(epoch["public"]), epoch["number"])
        boxes = [*_boxes(loot, epoch, "integrity_wrap", "box", Purpose.READER),
                 *_boxes(loot, epoch, "integrity_laterwrap", "box", Purpose.RUNG),
                 *_boxes(loot, epoch, "integrity_laterwrap", "released", Purpose.RUNG),
                 *_boxes(loot, epoch, "integrity_escrowwrap", "box", Purpose.ESCROW)]  # fmt: skip
        doors = [_bytes(row["box"]) for row in _of(loot, "integrity_door", epoch)]
        for key in keys:
            yield from _tried(report, key, boxes, doors)


def _tried(report: Report, key: bytes, boxes: list[tuple[bytes, Purpose]], doors: list[bytes]) -> Iterator[ReportKey]:
    yield ReportKey(report, key)  # if it is not the report's, nothing inside opens
    for box, purpose in boxes:
        with suppress(SealingError):
            yield open_wrap(key, report, box, purpose)
    for box in doors:
        for secret in (key, keys_of(key).wrap):
            with suppress(SealingError):
                yield open_as_reporter(secret, report, box)


def _shares(loot: Loot, keys: set[bytes]) -> Iterator[bytes]:
    """Secrets of bodies, by their members' shares."""
    bodies = {str(row["id"]): row for row in loot.tables["institutions_bodykeys"]}
    for post in loot.tables["institutions_rosterpost"]:
        body = bodies[str(post["body_keys_id"])]
        sealed = Report(_id(body["id"]).bytes, _bytes(body["public"]), body["epoch"])
        for key in keys:
            with suppress(SealingError):
                yield open_wrap(key, sealed, _bytes(post["box"]), Purpose.MEMBER).secret


def _inside(loot: Loot, key: ReportKey) -> Iterator[bytes]:
    about = {"report_id": UUID(bytes=key.report.id)}
    bodies = [row for row in loot.tables["integrity_report"] if _id(row["id"]) == about["report_id"]]
    with suppress(SealingError):
        yield from (key.open(Purpose.BODY, _bytes(row["body"])) for row in bodies)
    for row in _of(loot, "integrity_message", about):
        with suppress(SealingError):
            yield key.open(Purpose(row["purpose"]), _bytes(row["sealed"]), row["number"])
    for row in _of(loot, "integrity_officeract", about):
        with suppress(SealingError):
            yield key.open(Purpose.NOTE, _bytes(row["sealed"]))
    for row in _of(loot, "integrity_attachment", about):
        with suppress(SealingError):
            record = open_record(key, _bytes(row["record"]), row["number"])
            yield record.name.encode()
            yield b"".join(open_file(key.report, row["number"], record.key, [loot.files[str(_id(row["id"]))]]))


def sessions_opened(loot: Loot, keys: Iterable[bytes]) -> set[bytes]:
    """Secrets of readers from the boxes of unlocked keys, with any of the keys as their cookie, bound to any post."""
    rows = loot.tables["django_session"]
    boxes = {one for row in rows for one in unpacked(_bytes(row["session_data"])) if 80 <= len(one) <= 200}
    bound = [(public, f"{row['session_key']}\n{post}".encode()) for row in rows for public, post in _posts(loot)]
    found = set()
    for key, box, (public, name) in product(set(keys), boxes, bound):
        with suppress(SealingError):
            found.add(unlock_in_session(box, key, name, public).secret)
    return found


def _posts(loot: Loot) -> Iterator[tuple[PublicKeys, str]]:
    """Everybody's public keys, and her post as a session is bound to it."""
    for row in loot.tables["institutions_personkeys"]:
        for post in loot.tables["institutions_membership"]:
            if post["user_id"] == row["user_id"]:
                public = PublicKeys(_bytes(row["public"]), _bytes(row["verify"]))
                yield public, "\n".join([str(post["id"]), post["institution_id"], _roles(post)])


def _roles(post: Row) -> str:
    roles = json.loads(post["roles"]) if isinstance(post["roles"], str) else post["roles"]
    return ",".join(sorted(roles))


def times_of(loot: Loot, report: UUID) -> dict[str, set[datetime]]:
    """By table every time in a row that can be tied to the report by ids, step by step."""
    known, tied = {report}, set()
    rows = [(table, row, _links(row)) for table, rows in loot.tables.items() for row in rows]
    for _step in range(5):
        more = {number for number, (_table, _row, named) in enumerate(rows) if named & known} - tied
        tied |= more
        known = known.union(*(rows[number][2] for number in more))
    found: dict[str, set[datetime]] = {}
    for table, row, _named in (rows[number] for number in tied):
        found.setdefault(table, set()).update(time for value in row.values() if (time := _time(value)) is not None)
    return found


def _links(row: Row) -> set[UUID]:
    return {_id(value) for name, value in row.items() if name not in EVERYBODYS and _is_id(value)}


def lying_moment(loot: Loot, moment: datetime, *, within: int = 60) -> list[str]:
    """Tables that hold a time within some seconds of a moment: as a column, in words, or as seconds in any coding."""
    seconds = range(int(moment.timestamp()) - within, int(moment.timestamp()) + within + 1)
    forms = {str(one).encode() for one in seconds} | {moment.strftime("%H:%M:").encode()}
    found = set()
    for table, rows in loot.tables.items():
        for row in rows:
            for value in row.values():
                time = _time(value)
                near = time is not None and abs((time - moment).total_seconds()) <= within
                if near or any(form in one for one in unpacked(_bytes(value)) for form in forms):
                    found.add(table)
    return sorted(found)


def _is_id(value: Any) -> bool:
    with suppress(ValueError, AttributeError, TypeError):
        return bool(_id(value))
    return False


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d", value):
        with suppress(ValueError):
            return datetime.fromisoformat(value if "+" in value or value.endswith("Z") else f"{value}+00:00")
    return None


def _of(loot: Loot, table: str, about: Row) -> list[Row]:
    return [row for row in loot.tables[table] if _id(row["report_id"]) == _id(about["report_id"])]


def _boxes(loot: Loot, epoch: Row, table: str, column: str, purpose: Purpose) -> Iterator[tuple[bytes, Purpose]]:
    for row in _of(loot, table, epoch):
        if row["epoch"] == epoch["number"] and row[column]:
            yield _bytes(row[column]), purpose


__all__ = ["Loot", "contents", "keys_in", "lying_about", "lying_moment", "sessions_opened", "times_of"]
