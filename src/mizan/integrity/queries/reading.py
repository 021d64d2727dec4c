"""What a reader sees of an opened report: the conversation, the acts with their reasons, the notes of her own body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.integrity.models import Door, Message, OfficerAct
from mizan.integrity.notes import open_note
from mizan.integrity.opened import Opened
from mizan.integrity.rules.accusation import NoReport
from mizan.integrity.rules.acts import TO_REPORTER, Act
from mizan.integrity.rules.sayings import Saying, read_saying
from mizan.integrity.rules.signing import is_signed
from mizan.integrity.services.acts import signed_of
from mizan.integrity.signers import Signer, authors_at, signers
from mizan.integrity.wall import within
from mizan.kit.actors import Actor
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.messages import open_by_one_of
from mizan.sealing.readers import ReaderKeys


@dataclass(frozen=True)
class Line:
    """One message. `text` is None where it does not open for this reader, or its author did not sign it."""

    day: date
    number: int
    body: str  # "" for the reporter
    text: str | None
    saying: Saying | None = None


@dataclass(frozen=True)
class ActLine:
    """One act with its reasons. `is_signed`: the signature is that of the officer's key."""

    act: Act
    code: str
    day: date
    body: str
    words: str | None
    is_signed: bool


@within("found")
def conversation(found: Opened) -> list[Line]:
    """What was said both ways, oldest first."""
    doors = signers(Door.objects.filter(report=found.report))
    rows = Message.objects.filter(report=found.report).exclude(purpose=Message.Purpose.NOTE).select_related("author")
    lines = [_line(found, row, doors) for row in rows]
    return sorted(lines, key=lambda line: (line.day, bool(line.body), line.number))


@within("found")
def notes(actor: Actor, mine: ReaderKeys, found: Opened) -> list[Line]:
    """The notes of the reader's own body that were written for her too, oldest first."""
    rows = Message.objects.filter(
        report=found.report, purpose=Message.Purpose.NOTE, institution=actor.body
    ).select_related("author")
    return [line for row in rows if (line := _note(mine, row)) is not None]


@within("found")
def acts(found: Opened) -> list[ActLine]:
    """Everything that officers did with it, oldest first."""
    rows = OfficerAct.objects.filter(report=found.report).select_related("keys").order_by("number")
    return [_act(found, row) for row in rows]


def _line(found: Opened, row: Message, doors: tuple[Signer, ...]) -> Line:
    authors = [bytes(row.author.verify)] if row.author else authors_at(doors, row.epoch)
    body = row.institution_id or ""
    try:
        key = found.keys[row.epoch]
        content = open_by_one_of(authors, key, Purpose(row.purpose), row.number, bytes(row.sealed))
        saying = None if row.author else read_saying(content)
        text = saying.text if saying else content.decode()
    except (KeyError, OpenError, NoReport, UnicodeDecodeError):
        return Line(row.written_on, row.number, body, None)
    return Line(row.written_on, row.number, body, text, saying)


def _note(mine: ReaderKeys, row: Message) -> Line | None:
    try:
        text = open_note(mine, bytes(row.author.verify) if row.author else b"", row.number, bytes(row.sealed))
    except OpenError:
        return None
    return Line(row.written_on, row.number, row.institution_id or "", text)


def _act(found: Opened, row: OfficerAct) -> ActLine:
    good = is_signed(signed_of(row), bytes(row.keys.verify), bytes(row.signature))
    return ActLine(Act(row.verb), row.code, row.done_on, row.institution_id, _words(found, row), good)


def _words(found: Opened, row: OfficerAct) -> str | None:
    """The reasons; what was said to the reporter stands in the conversation."""
    if not row.sealed or Act(row.verb) in TO_REPORTER:
        return None
    try:
        return found.keys[row.epoch].open(Purpose.NOTE, bytes(row.sealed)).decode()
    except (KeyError, OpenError, UnicodeDecodeError):
        return None
