"""What a file is, told by its first bytes and never by its name. Only to decide what its reporter may load again.

Pictures and films are not given back: they may show a child (reference, section 4g). Nothing is ever rendered inline.
"""

from __future__ import annotations

PICTURE, FILM, OTHER = "picture", "film", "other"
_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", PICTURE), (0, b"\x89PNG", PICTURE), (0, b"GIF8", PICTURE), (0, b"BM", PICTURE),
    (0, b"II*\0", PICTURE), (0, b"MM\0*", PICTURE), (8, b"WEBP", PICTURE), (4, b"ftypheic", PICTURE),
    (4, b"ftypheix", PICTURE), (4, b"ftypmif1", PICTURE), (4, b"ftypavif", PICTURE), (4, b"ftyp", FILM),
    (0, b"\x1aE\xdf\xa3", FILM), (8, b"AVI ", FILM), (0, b"\0\0\x01\xba", FILM), (0, b"\0\0\x01\xb3", FILM),
    (0, b"FLV", FILM), (4, b"moov", FILM), (4, b"mdat", FILM), (0, b"0&\xb2u", FILM),
)  # fmt: skip


def kind_of(head: bytes) -> str:
    """From the first 64 bytes. What is not known is `other`: a document, a recording, anything."""
    return next((kind for at, mark, kind in _STARTS if head[at : at + len(mark)] == mark), OTHER)


def may_come_back(kind: str) -> bool:
    """Whether the reporter may load her own file again."""
    return kind not in (PICTURE, FILM)
