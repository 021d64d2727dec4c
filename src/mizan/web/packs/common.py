"""What all writers of a pack share."""

from __future__ import annotations

from datetime import date
from typing import Any

from mizan.web.packs import rows
from mizan.web.packs.words import TextOf


def sourced(row: rows.Fact, text: TextOf) -> dict[str, Any]:
    """Source, date, grade and note of a fact."""
    return {
        "source": row.source or "", "as_of": row.as_of or "", "grade": row.grade.value, "note": text(row.note),
    }  # fmt: skip


def whole_day(day: str | None) -> date | None:
    """A day only where the source gives the whole of it: nobody may invent the month or the day."""
    return date.fromisoformat(day) if day and len(day) == 10 else None
