"""The verbs of the house: what may be recorded, and with which facts.

A verb declares its payload fields. Free text is no field type: an event holds codes, ids, days, counts, flags and
hashes, so that no payload can carry personal data (I-5). Display text is resolved when an event is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise


class Kind(StrEnum):
    """The only types of facts a payload may hold."""

    CODE = "code"
    CODES = "codes"
    ID = "id"
    DAY = "day"
    COUNT = "count"
    FLAG = "flag"
    HASH = "hash"


CODE, CODES, ID, DAY, COUNT, FLAG, HASH = Kind
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:()/-]{0,79}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z]+(\.[a-z_]+){1,3}")


class PayloadError(TypeError):
    """A verb was recorded with facts it does not declare: a fault of the code, not of the user."""


@dataclass(frozen=True)
class Verb:
    """One thing that can happen. A `consequential` verb has one leaf in the transparency log; the event of a `day_only`
    one holds its day and no hour (reports: DESIGN section 9, Rows)."""

    name: str
    words: Promise | str
    fields: Mapping[str, Kind]
    consequential: bool = True
    public: bool = True
    day_only: bool = False

    def payload(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The facts as JSON values; raises `PayloadError` on a missing, unknown or wrongly typed one."""
        if set(facts) != set(self.fields):
            raise PayloadError(f"{self.name} takes {sorted(self.fields)}, not {sorted(facts)}")
        return {name: _as_json(self.name, name, kind, facts[name]) for name, kind in self.fields.items()}


_VERBS: dict[str, Verb] = {}


def verb(
    name: str,
    words: Promise | str,
    *,
    consequential: bool = True,
    public: bool = True,
    day_only: bool = False,
    **fields: Kind,
) -> Verb:
    """Declare a verb once, at import, with the words a history shows; a second declaration of a name is a fault."""
    if not _NAME.fullmatch(name) or name in _VERBS:
        raise ValueError(f"verb {name!r} is declared twice or badly named")
    _VERBS[name] = Verb(name, words, dict(fields), consequential, public, day_only)
    return _VERBS[name]


def all_verbs() -> Mapping[str, Verb]:
    """Every declared verb, for tests and for the page that explains the log."""
    return dict(_VERBS)


def _as_json(verb_name: str, field: str, kind: Kind, value: object) -> object:
    if value is None:
        return None
    good = _READERS[kind](value)
    if good is None:
        raise PayloadError(f"{verb_name}.{field} is no {kind}")
    return good


def _code(value: object) -> str | None:
    return str(value) if isinstance(value, str) and _CODE.fullmatch(value) else None


def _codes(value: object) -> list[str] | None:
    if not isinstance(value, list | tuple | set | frozenset):
        return None
    read = [_code(item) for item in sorted(value)]
    return None if None in read else [item for item in read if item is not None]


def _id(value: object) -> str | int | None:
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, UUID) else value if isinstance(value, int) else None


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _hash(value: object) -> str | None:
    return value if isinstance(value, str) and _HASH.fullmatch(value) else None


_READERS = {
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.ID: _id,
    Kind.DAY: _day,
    Kind.COUNT: _count,
    Kind.FLAG: _flag,
    Kind.HASH: _hash,
}
