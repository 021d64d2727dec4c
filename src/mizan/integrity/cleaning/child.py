"""The process that cleans: one task, once. It imports what it needs, gives up everything, then reads the content.

It starts with no environment, no argument that tells anything, and three pipes (`running.py`). All that it learns of a
file leaves it through one of them. Whatever goes wrong becomes one of the codes of `kinds.Why`, or its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from mizan.integrity.cleaning import sandbox, wire
from mizan.integrity.cleaning.kinds import CODECS, PICTURES, Kind, NotCleaned, Why
from mizan.integrity.cleaning.texts import clean_text

Task = Callable[[wire.Read], None]
Prepare = Callable[[], Task]  # imports and warms up; the task itself runs shut in


def main() -> None:
    """The process as the desk starts it."""
    work(TASKS)


def work(tasks: Mapping[str, Prepare]) -> None:
    """Do the one task that is named on the pipe, shut in. Never returns."""
    read = wire.reader(0)
    try:
        task = tasks[read(read(1)[0]).decode()]()
        sandbox.lock_down()
        task(read)
        wire.write(1, wire.END)
    except NotCleaned as refused:
        wire.write(1, wire.refusal(refused.why))
    except MemoryError:
        wire.write(1, wire.refusal(Why.POINTS))
    except Exception:  # the edge: a broken file raises whatever a library likes
        wire.write(1, wire.refusal(Why.UNREADABLE))
    os._exit(0)


def everything() -> bytes:
    """The rest of the pipe."""
    parts = []
    while part := os.read(0, wire.PIECE):
        parts.append(part)
    return b"".join(parts)


def _text() -> Task:
    for codec in CODECS:
        "".encode(codec)  # found now, since it cannot be looked for later

    def task(_read: wire.Read) -> None:
        made = clean_text(everything())
        wire.write(1, wire.BYTES + wire.LENGTH.pack(len(made)) + made)

    return task


def _picture(kind: Kind) -> Prepare:
    def prepare() -> Task:
        from mizan.integrity.cleaning import pictures  # noqa: PLC0415 - nothing that a task does not need

        pictures.warm_up()
        return lambda _read: _give(pictures.points(kind, everything()))

    return prepare


def _pdf() -> Task:
    from mizan.integrity.cleaning import documents, pictures  # noqa: PLC0415 - as above

    pictures.warm_up()
    documents.warm_up()
    return lambda _read: _give(documents.pages(everything()))


def _give(points: Iterable[tuple[wire.Size, bytes]]) -> None:
    for size, content in points:
        wire.write(1, size.head())
        wire.write(1, content)


def _make(suffix: str) -> Prepare:
    """A new file of the points that come, written when all have come."""

    def prepare() -> Task:
        from mizan.integrity.cleaning import documents, pictures  # noqa: PLC0415 - as above

        pictures.warm_up()
        encode = pictures.png if suffix == "png" else pictures.jpeg

        def task(read: wire.Read) -> None:
            made = [(size, encode(pictures.image_of(size, read(size.length)))) for size in wire.sizes(read)]
            whole = documents.document(made) if suffix == "pdf" else made[0][1]
            wire.write(1, wire.BYTES + wire.LENGTH.pack(len(whole)) + whole)

        return task

    return prepare


TASKS: Mapping[str, Prepare] = {
    Kind.TEXT.value: _text,
    Kind.PDF.value: _pdf,
    **{kind.value: _picture(kind) for kind in PICTURES},
    **{f"make-{suffix}": _make(suffix) for suffix in ("jpg", "png", "pdf")},
}
