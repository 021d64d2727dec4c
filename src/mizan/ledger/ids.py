"""Random identifiers: no time, no machine address, nothing to sort a report's arrival by (DESIGN section 9, Rows)."""

from __future__ import annotations

from uuid import UUID, uuid4


def new_id() -> UUID:
    """A random (version 4) identifier."""
    return uuid4()
