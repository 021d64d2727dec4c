"""What goes through the pipes of a cleaning process. All numbers big-endian.

    to a process     u8 length of the task's name, the name, then the content (a file, or what another process gave)
    from a process   any number of   b"P" u32 width, u32 height, width x height x 3 bytes (red, green, blue)
                     or one          b"T" u32 length, bytes
                     and at the end  b"." for a good end, or b"-" u8 length, a code of `kinds.Why`

Whoever reads bounds every number before he reads on.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mizan.integrity.cleaning.kinds import MOST_COPY, MOST_PAGES, MOST_POINTS, MOST_SIDE, NotCleaned, Why

PIECE = 1 << 16
SIZES, LENGTH = struct.Struct(">II"), struct.Struct(">I")
PICTURE, BYTES, END, REFUSED = b"P", b"T", b".", b"-"
Read = Callable[[int], bytes]  # exactly so many bytes; raises `NotCleaned` where fewer come


@dataclass(frozen=True)
class Size:
    """Of one picture, in points. Bounded when it is made."""

    width: int
    height: int

    def __post_init__(self) -> None:
        sides = (self.width, self.height)
        if not all(0 < side <= MOST_SIDE for side in sides) or self.width * self.height > MOST_POINTS:
            raise NotCleaned(Why.POINTS)

    @property
    def length(self) -> int:
        """In bytes."""
        return self.width * self.height * 3

    def head(self) -> bytes:
        return PICTURE + SIZES.pack(self.width, self.height)


def reader(handle: int) -> Read:
    """Reads from a pipe."""

    def read(size: int) -> bytes:
        parts, left = [], size
        while left:
            part = os.read(handle, min(left, PIECE))
            if not part:
                raise NotCleaned(Why.FAILED)
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    return read


def write(handle: int, content: bytes) -> None:
    """All of it, whatever the pipe takes at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest[:PIECE]) :]


def sizes(read: Read) -> Iterator[Size]:
    """The pictures that come, each to be read by the caller before the next. Raises what the other side refused."""
    for _ in range(MOST_PAGES + 1):
        tag = read(1)
        if tag == END:
            return
        if tag != PICTURE:
            raise refused(tag, read)
        yield Size(*SIZES.unpack(read(SIZES.size)))
    raise NotCleaned(Why.PAGES)


def one_text(read: Read) -> bytes:
    """The bytes that come. Raises what the other side refused."""
    tag = read(1)
    if tag != BYTES:
        raise refused(tag, read)
    (length,) = LENGTH.unpack(read(LENGTH.size))
    if length > MOST_COPY:
        raise NotCleaned(Why.TOO_LARGE)
    content = read(length)
    if read(1) != END:
        raise NotCleaned(Why.FAILED)
    return content


def refused(tag: bytes, read: Read) -> NotCleaned:
    """The other side's reason; a broken message counts as a failure."""
    if tag != REFUSED:
        return NotCleaned(Why.FAILED)
    code = read(read(1)[0])
    return NotCleaned(next((why for why in Why if why.value.encode() == code), Why.FAILED))


def refusal(why: Why) -> bytes:
    """What a process writes instead of a result."""
    code = why.value.encode()
    return REFUSED + bytes([len(code)]) + code
