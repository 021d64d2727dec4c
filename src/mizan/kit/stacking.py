"""Tables for a phone: each cell carries its column's words, so that a row can stand as a small card.

A table of three columns or more does not fit 360 px; scrolled sideways, a row is a name and an empty half screen. The
style sheet shows `data-label` only on narrow screens; print and wide screens keep the grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

STACKED_FROM = 3  # columns: two still fit a phone

_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_COLUMN = re.compile(r'<th\b[^>]*scope="col"[^>]*>(.*?)</th>', re.DOTALL)
_STARTS = re.compile(r"<(tr|td|th)\b(?![^>]*\bcolspan=)")


def columns(body: str) -> list[str]:
    """The words of each column, in order, without marks; [] where the table has no head."""
    head = _HEAD.search(body)
    return [unescape(" ".join(strip_tags(words).split())) for words in _COLUMN.findall(head[0])] if head else []


def labelled(body: SafeString) -> SafeString:
    """The rows below the head with `data-label` on every data cell (escaped), as the head's words name it."""
    head = _HEAD.search(body)
    if head is None:
        return body
    words = [escape(word) for word in columns(body)]
    rows = "".join(_rows(body[head.end() :], words))
    return mark_safe(body[: head.end()] + rows)  # noqa: S308 (the words are escaped above; the rest was safe)


def _rows(rows: str, words: list[str]) -> Iterator[str]:
    at, cell = 0, 0
    for start in _STARTS.finditer(rows):
        yield rows[at : start.end()]
        at = start.end()
        if start[1] == "tr":
            cell = 0
            continue
        if start[1] == "td" and cell < len(words) and words[cell]:
            yield f' data-label="{words[cell]}"'
        cell += 1
    yield rows[at:]
