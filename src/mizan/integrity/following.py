"""The only way to a report by its codeword: what its reporter may see and open, and nothing that she may not.

A codeword that finds nothing and one that was never issued answer alike, after the same work.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from mizan.integrity import instance, stretching
from mizan.integrity.models import Door, Epoch, HandOver, Message, OfficerAct, Report, Wrap
from mizan.integrity.rules.accusation import Accusation, NoReport, read_body
from mizan.integrity.rules.acts import SHOWN
from mizan.integrity.rules.sayings import Saying, as_it_stands, read_saying
from mizan.integrity.signers import Signer, authors_at, signers
from mizan.integrity.wall import within
from mizan.kit.acting import reading
from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger.duties import of_subject
from mizan.ledger.models import Duty
from mizan.sealing.codeword import Codeword
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.messages import open_by_one_of
from mizan.sealing.reporter import ReporterKeys, keys_of
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.reports import ReportKey
from mizan.sealing.wraps import open_as_reporter, open_wrap

READER = system("reporter")
TAKEN, CONFIRMED = "taken", "confirmed"


@dataclass(frozen=True)
class ReporterView:
    """One report as its reporter holds it: the row, her keys, and the report's key of every epoch she can open."""

    report: Report
    keys: ReporterKeys = field(repr=False)
    epochs: dict[int, ReportKey] = field(repr=False)
    newest: Sealed  # what new messages and files are sealed to
    door: UUID
    doors: tuple[Signer, ...] = field(repr=False)

    @property
    def is_untried(self) -> bool:
        """Whether this codeword was drawn to replace another one, which still opens the report."""
        mine = next(one for one in self.doors if one.door == self.door)
        return any(one.last is None and one.number < mine.number for one in self.doors)

    @property
    def accusation(self) -> Accusation:
        """As it stands today: with the vetoes that she has taken back."""
        return as_it_stands(self._body()[0], (one.saying for one in conversation(self) if one.saying))

    @property
    def narrative(self) -> str:
        return self._body()[1]

    def _body(self) -> tuple[Accusation, str]:
        return read_body(self.epochs[0].open(Purpose.BODY, bytes(self.report.body)))


@dataclass(frozen=True)
class Line:
    """One message of the conversation. `text` is None where it does not open or its author did not sign it."""

    day: date
    number: int
    by_reporter: bool
    body: str
    text: str | None
    saying: Saying | None = None


@dataclass(frozen=True)
class Opening:
    """That a body opened her report on a day, or took a copy out (`Act`); or that one without computers got its copy
    (`TAKEN`) and said that it opened it (`CONFIRMED`)."""

    day: date
    body: str
    act: str


def look_up(codeword: Codeword, *, wait: float = stretching.WAIT) -> ReporterView:
    """The report of a codeword. Refused where there is none; raises `stretching.Busy`."""
    return found_by(keys_of(stretching.root_of(codeword, wait=wait)))


def found_by(keys: ReporterKeys) -> ReporterView:
    """The report of stretched keys, under whichever pepper its row was hidden. Refused where there is none."""
    locators = [keys.locator(pepper) for pepper in instance.peppers().values()]
    with reading(READER), sight(locators=locators):
        door = Door.objects.select_related("report").filter(locator__in=locators).first()
        epochs = list(Epoch.objects.filter(report=door.report)) if door else []
        mine = list(Wrap.objects.filter(report=door.report, keys=None, until=None)) if door else []
        doors = list(Door.objects.filter(report=door.report)) if door else []
    if door is None or not epochs:
        raise Refused("integrity.no_such_codeword", where="codeword")
    return _opened(door, keys, epochs, mine, doors)


@within("view")
def conversation(view: ReporterView) -> list[Line]:
    """What was said both ways, oldest first; private notes of bodies are no part of it."""
    said = Message.objects.filter(report=view.report).exclude(purpose=Message.Purpose.NOTE).select_related("author")
    lines = [_line(view, one) for one in said]
    return sorted(lines, key=lambda one: (one.day, not one.by_reporter, one.number))


def duties(view: ReporterView) -> QuerySet[Duty]:
    """Everything owed toward her report, in the order of due days."""
    return of_subject(view.report).select_related("leaf", "closing_leaf")


@within("view")
def holders(view: ReporterView) -> list[str]:
    """The bodies in which somebody can open it today."""
    held = Wrap.objects.filter(report=view.report, until=None).exclude(keys=None)
    reached = view.report.later.filter(withdrawn_on=None).exclude(released=None)
    codes = {*held.values_list("institution_id", flat=True), *reached.values_list("keys__institution_id", flat=True)}
    return sorted(code for code in codes if code)


@within("view")
def openings(view: ReporterView) -> list[Opening]:
    """Who looked at it and what left, oldest first, once a day, body and act: no officer is named."""
    rows = OfficerAct.objects.filter(report=view.report, verb__in=SHOWN).order_by("number")
    seen = [Opening(row.done_on, row.institution_id, row.verb) for row in rows]
    for row in HandOver.objects.filter(report=view.report).select_related("rung__keys"):
        body = row.rung.keys.institution_id
        seen.append(Opening(row.taken_on, body, TAKEN))
        seen += [Opening(row.confirmed_on, body, CONFIRMED)] if row.confirmed_on else []
    return sorted(dict.fromkeys(seen), key=lambda one: one.day)


def _opened(door: Door, keys: ReporterKeys, epochs: list[Epoch], mine: list[Wrap], doors: list[Door]) -> ReporterView:
    sealed = {one.number: Sealed(door.report.pk.bytes, bytes(one.public), one.number) for one in epochs}
    try:
        opened = {0: open_as_reporter(keys.wrap, sealed[0], bytes(door.box or b""))}
    except OpenError as error:  # rows were altered: said like every codeword that opens nothing
        raise Refused("integrity.no_such_codeword", where="codeword") from error
    for one in mine:
        with suppress(OpenError):  # a wrap of the other codeword, while there are two
            opened[one.epoch] = open_wrap(keys.secret, sealed[one.epoch], bytes(one.box or b""))
    hers = signers(doors)
    if not {one.epoch for one in mine} <= opened.keys() or door.pk not in {one.door for one in hers}:
        raise Refused("integrity.no_such_codeword", where="codeword")
    return ReporterView(door.report, keys, opened, sealed[max(sealed)], door.pk, hers)


def _line(view: ReporterView, one: Message) -> Line:
    purpose = Purpose(one.purpose)
    by_reporter = purpose is Purpose.FROM_REPORTER
    body = one.institution_id or ""
    try:
        authors = authors_at(view.doors, one.epoch) if one.author is None else [bytes(one.author.verify)]
        content = open_by_one_of(authors, view.epochs[one.epoch], purpose, one.number, bytes(one.sealed))
        saying = read_saying(content) if by_reporter else None
        text = saying.text if saying else content.decode()
    except (KeyError, OpenError, NoReport, UnicodeDecodeError):
        return Line(one.written_on, one.number, by_reporter, body, None)
    return Line(one.written_on, one.number, by_reporter, body, text, saying)
