"""Where a log's files come from: a directory, or a web server. Every read is bounded in length and in time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from mizan.tlog.errors import TileError, TlogError

TIMEOUT = 30.0  # seconds for each step of a download
MAX_FILE = 1 << 26  # bytes: a bundle has at most 16.8 million, a history of a century some 30


class FileFault(TileError):
    """One file is missing or cannot be read."""


class Unreachable(TlogError):
    """The server does not answer at all: to go on would be to wait once for each file."""


class Source(Protocol):
    """A log's files by their path under the log's prefix, e.g. `tile/0/000`."""

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises `FileFault`."""

    def listing(self) -> Iterator[str]:
        """Paths of the files that are there, where that can be known."""


def source_of(place: str) -> Source:
    """A source for `http(s)://...` or for a directory. Raises `TlogError` where neither is meant."""
    if place.startswith(("http://", "https://")):
        return UrlSource(place)
    if not Path(place).is_dir():
        raise TlogError("there is no such directory", place)
    return DirectorySource(Path(place))


class DirectorySource:
    """Files under a directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = str(root)

    def read(self, path: str) -> bytes:
        """Two plain system calls more than a read: a log of ten million leaves has eighty thousand files."""
        try:
            descriptor = os.open(f"{self._prefix}/{path}", os.O_RDONLY)
            try:
                data = _read_all(descriptor, path)
            finally:
                os.close(descriptor)
        except (FileNotFoundError, NotADirectoryError):
            raise FileFault("the file is missing", path) from None
        except OSError as error:
            raise FileFault(f"the file cannot be read: {error.strerror}", path) from None
        return data

    def listing(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.root):
            folders.sort()
            for name in sorted(files):
                yield (Path(folder) / name).relative_to(self.root).as_posix()


def _read_all(descriptor: int, path: str) -> bytes:
    size = os.fstat(descriptor).st_size
    if size > MAX_FILE:
        raise FileFault("the file is too long", path)
    data = os.read(descriptor, size + 1)
    if len(data) != size:
        raise FileFault("the file changed while it was read", path)
    return data


class UrlSource:
    """Files under a URL, over one connection that is kept open. Redirects are not followed."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._address = urlsplit(url)
        self._timeout = timeout
        self._connection: HTTPConnection | None = None
        if not self._address.hostname:
            raise TlogError("no host in the URL", url)

    def read(self, path: str) -> bytes:
        try:
            status, data = self._get(path)
        except (OSError, HTTPException, ValueError) as error:
            self._close()
            raise Unreachable(f"no answer: {error}", path) from None
        if status != 200:
            raise FileFault("the file is missing" if status == 404 else f"the server answers {status}", path)
        if len(data) > MAX_FILE:
            self._close()
            raise FileFault("the file is too long", path)
        return data

    def listing(self) -> Iterator[str]:
        return iter(())

    def _get(self, path: str) -> tuple[int, bytes]:
        """A server may close a kept connection at any time, so the first failure is tried again on a new one."""
        if self._connection is not None:
            try:
                return self._bytes(self._ask(self._connection, path))
            except (OSError, HTTPException):
                self._close()
        self._connection = self._open()
        return self._bytes(self._ask(self._connection, path))

    def _ask(self, connection: HTTPConnection, path: str) -> HTTPResponse:
        connection.request("GET", f"{self._address.path.rstrip('/')}/{path}", headers={"Accept-Encoding": "identity"})
        return connection.getresponse()

    @staticmethod
    def _bytes(response: HTTPResponse) -> tuple[int, bytes]:
        return response.status, response.read(MAX_FILE + 1)

    def _open(self) -> HTTPConnection:
        kind = HTTPSConnection if self._address.scheme == "https" else HTTPConnection
        return kind(self._address.hostname or "", self._address.port, timeout=self._timeout)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
