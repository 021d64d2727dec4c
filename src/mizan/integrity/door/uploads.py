"""An upload is sealed while it streams in: no plain byte of it is ever on a disk, nor more than a piece in memory.

The report is known by the page's hidden field, which stands before the files in the body: a browser sends fields in the
order of the page. A body in which a file comes first is declined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from mizan.integrity import store
from mizan.integrity.rules.filetypes import kind_of
from mizan.integrity.services.files import Holder, Taken
from mizan.kit.refusal import Refused
from mizan.sealing.files import MAX_NAME, FileRecord, FileSealer

MOST_AT_ONCE = 5
HEAD = 64  # bytes from which a type is told
Finder = Callable[[QueryDict], Holder]


class Sealing(FileUploadHandler):
    """Seals what the parser hands on, piece by piece."""

    chunk_size = store.PIECE

    def __init__(self, request: HttpRequest, find: Finder, first: Callable[[Holder], int], quota: int) -> None:
        super().__init__(request)
        self.find, self.first, self.quota = find, first, quota
        self.parser: Any = None
        self.view: Holder | None = None
        self.taken: list[Taken] = []
        self.fault: Refused | None = None
        self._writer: store.Writer | None = None
        self._sealer: FileSealer | None = None
        self._head = b""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.view is None:
            self.view = self.find(self.parser._post)  # the fields that stood before this file
        if len(self.taken) >= MOST_AT_ONCE:
            raise self._declined("integrity.too_many_files", most=MOST_AT_ONCE)
        if not store.room_for_files():
            raise self._declined("integrity.no_room_for_files")
        number = self.first(self.view) + len(self.taken)
        self._sealer, self._writer, self._head = FileSealer(self.view.newest, number), store.Writer(), b""
        self._writer.add(self._sealer.head)
        self.number = number

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._sealer is None or self._writer is None:
            return
        self._head = (self._head + raw_data)[:HEAD] if len(self._head) < HEAD else self._head
        if self._sealer.size + len(raw_data) > self.quota:
            self._drop()
            raise self._declined("integrity.file_too_large")
        self._writer.add(self._sealer.add(raw_data))

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self._sealer is None or self._writer is None:
            return None
        if self._sealer.size == 0:
            self._drop()
            return None
        for frame in self._sealer.finish():
            self._writer.add(frame)
        record = FileRecord(_plain(self.file_name), kind_of(self._head), self._sealer.size, self._sealer.key)
        self.quota -= self._sealer.size
        self.taken.append(Taken(self.number, record, self._writer, self._writer.close()))
        self._sealer = self._writer = None
        return None

    def upload_interrupted(self) -> None:
        self._drop()

    def discard(self) -> None:
        """Everything that was not kept."""
        self._drop()
        for one in self.taken:
            one.writer.discard()

    def _drop(self) -> None:
        if self._writer is not None:
            self._writer.discard()
        self._writer = self._sealer = None

    def _declined(self, code: str, **facts: object) -> SkipFile:
        self.fault = self.fault or Refused(code, where="files", **facts)
        return SkipFile()


def receive(request: HttpRequest, handler: Sealing) -> QueryDict:
    """Read the body through the handler. Raises `Refused` where it cannot be read as a form with files."""
    try:
        parser = MultiPartParser(request.META, request, [handler], request.encoding or "utf-8")
        handler.parser = parser
        return parser.parse()[0]
    except (MultiPartParserError, RequestDataTooBig, TooManyFilesSent, SuspiciousOperation, OSError) as error:
        raise Refused("integrity.upload_unreadable", where="files") from error


def _plain(name: str | None) -> str:
    """The last part of a file's name, without what no disk keeps."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).encode("utf-8", "replace").decode()
    return clean[:MAX_NAME] or "file"
