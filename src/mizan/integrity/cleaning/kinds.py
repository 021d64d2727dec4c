"""Of which files a cleaned copy is made, told by their bytes; how large they may be; why one is not made."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 32 << 20  # of the original
MOST_POINTS = 50_000_000  # of one picture: what phones take today; 200 MB in memory
MOST_SIDE = 30_000  # points
MOST_PAGES = 200
PAGE_POINTS = 8_000_000  # of one page: A4 at 150 dots an inch has 2.2 million
MOST_COPY = 64 << 20  # bytes of a copy


class Kind(StrEnum):
    """What the original is."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"
    PDF = "pdf"
    TEXT = "text"


class Why(StrEnum):
    """Why no copy was made."""

    KIND = "integrity.clean_kind"
    TOO_LARGE = "integrity.clean_too_large"
    POINTS = "integrity.clean_points"
    SEVERAL = "integrity.clean_several"
    PAGES = "integrity.clean_pages"
    UNREADABLE = "integrity.clean_unreadable"
    TOO_LONG = "integrity.clean_too_long"
    FAILED = "integrity.clean_failed"
    BUSY = "integrity.clean_busy"
    NO_SANDBOX = "integrity.clean_no_sandbox"


class NotCleaned(Exception):
    """No copy was made, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Copy:
    """A cleaned copy: its bytes and the end of its name."""

    content: bytes
    suffix: str


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.BMP, Kind.TIFF})
_STARTS: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\xff\xd8\xff", Kind.JPEG), (0, b"\x89PNG\r\n\x1a\n", Kind.PNG), (0, b"GIF8", Kind.GIF),
    (8, b"WEBP", Kind.WEBP), (0, b"BM", Kind.BMP), (0, b"II*\0", Kind.TIFF), (0, b"MM\0*", Kind.TIFF),
)  # fmt: skip
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # a reader accepts the mark anywhere in the first 1,024 bytes
_HEAD = 4096
CODECS = ("utf-8-sig", "utf-16")
# Text that is a document in disguise: its markup carries authors, dates, scripts, and that is not taken out.
_MARKUP = ("<", "{\\rtf", "%!ps", "begin:v")


def kind_of(content: bytes) -> Kind | None:
    """What a file is, by its first bytes and never by its name. None: no copy is made of it."""
    for at, mark, kind in _STARTS:
        if content[at : at + len(mark)] == mark:
            return kind
    if _PDF in content[:_PDF_WITHIN]:
        return Kind.PDF
    return Kind.TEXT if _is_text(content[:_HEAD]) else None


def suffix_of(kind: Kind) -> str:
    """The end of a copy's name. A photograph stays one (JPEG); every other picture becomes a PNG."""
    return {Kind.JPEG: "jpg", Kind.PDF: "pdf", Kind.TEXT: "txt"}.get(kind, "png")


def encoding_of(head: bytes) -> str:
    """UTF-16 where it says so, else UTF-8; nothing else is guessed."""
    return CODECS[head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)]


def _is_text(head: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding_of(head))().decode(head)
    except UnicodeDecodeError:
        return False
    start = text.lstrip().lower()
    return bool(start) and not any(c < " " and c not in "\t\n\r\f" for c in text) and not start.startswith(_MARKUP)
