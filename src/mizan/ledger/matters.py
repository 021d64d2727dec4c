"""What a matter is called: rooms on upper floors name the kinds of objects that they record."""

from __future__ import annotations

from django.utils.functional import Promise

from mizan.ledger.models import Thread

_WORDS: dict[str, Promise | str] = {}


def matter(kind: str, words: Promise | str) -> None:
    """Name a kind of object (`app.model`); naming it again is harmless."""
    _WORDS[kind] = words


def name_of(thread: Thread) -> str:
    """The kind in the reader's language; the bare kind where no room named it. Never a person's name."""
    return str(_WORDS.get(thread.subject_kind, thread.subject_kind))
