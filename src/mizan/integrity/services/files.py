"""Files of a report: kept beside the database as they were sealed, their names and keys sealed to the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from django.db.models import Sum

from mizan.integrity import store, verbs
from mizan.integrity.following import ReporterView
from mizan.integrity.models import Attachment, Report
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.filetypes import may_come_back
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.sealing.errors import OpenError
from mizan.sealing.files import FileRecord, open_file, open_record
from mizan.sealing.reports import Report as Sealed


class Holder(Protocol):
    """Whoever may add files: the holder of the codeword, or of a report that was stored just now."""

    @property
    def report(self) -> Report: ...
    @property
    def newest(self) -> Sealed: ...


MOST_FILES, MOST_BYTES = 40, 256 << 20  # of one report


@within("view")
def next_number(view: Holder) -> int:
    """The number of the next file. Refused where the report has as many as it may."""
    count = Attachment.objects.filter(report=view.report).count()
    if count >= MOST_FILES:
        raise Refused("integrity.too_many_files", where="files", most=MOST_FILES)
    return count + 1


@within("view")
def room_left(view: Holder) -> int:
    """Bytes that the report's files may still have together."""
    used = Attachment.objects.filter(report=view.report).aggregate(sum=Sum("size"))["sum"] or 0
    return max(0, MOST_BYTES - used)


@dataclass
class Taken:
    """One sealed file that is not kept yet: its number, its record, its bytes on the disk and their digest."""

    number: int
    record: FileRecord = field(repr=False)
    writer: store.Writer
    digest: bytes


@within("view")
def add_file(actor: Actor, view: Holder, taken: Taken, *, on: Ground) -> Attachment:
    """Keep one sealed file. The bytes are on the disk before the row commits; without the row they go again."""
    pk = new_id()
    taken.writer.keep(pk)
    try:
        return _kept(actor, view, taken, pk, on)
    except BaseException:
        store.remove(pk)
        raise


def _kept(actor: Actor, view: Holder, taken: Taken, pk: UUID, on: Ground) -> Attachment:
    box = taken.record.seal(view.newest, taken.number)
    with acting(actor):
        Report.objects.select_for_update().get(pk=view.report.pk)
        if Attachment.objects.filter(report=view.report, number=taken.number).exists():
            raise Refused("integrity.file_meanwhile", where="files")
        row = Attachment.objects.create(
            id=pk, report=view.report, number=taken.number, epoch=view.newest.epoch, record=box, digest=taken.digest,
            size=taken.writer.size, added_on=on.today,
        )  # fmt: skip
        record(actor, verbs.FILE_ADDED, view.report, sealed=sha256(box).hexdigest(), file=taken.digest.hex())
    return row


@within("view")
def own_files(view: ReporterView) -> list[tuple[Attachment, FileRecord | None]]:
    """The files with their records; None where one does not open."""
    rows = Attachment.objects.filter(report=view.report)
    return [(row, _record_of(view, row)) for row in rows]


def _record_of(view: ReporterView, row: Attachment) -> FileRecord | None:
    try:
        return open_record(view.epochs[row.epoch], bytes(row.record), row.number)
    except (KeyError, OpenError):
        return None


@within("view")
def own_file(view: ReporterView, number: int) -> tuple[FileRecord, Iterator[bytes]]:
    """One of her own files as she sent it. Refused for pictures and films, and for a number that is not there."""
    row = Attachment.objects.filter(report=view.report, number=number).first()
    sealed = _record_of(view, row) if row else None
    if row is None or sealed is None:
        raise Refused("integrity.no_such_file")
    if not may_come_back(sealed.kind):
        raise Refused("integrity.not_given_back")
    key: Sealed = view.epochs[row.epoch].report
    return sealed, open_file(key, row.number, sealed.key, store.pieces(row.pk))
