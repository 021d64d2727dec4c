"""What a reporter says after her report, inside a signed and sealed message: words, or one of her own decisions.

    {"v": 1, "text": "..."}    {"v": 1, "lifts": ["BODY"]}    {"v": 1, "opens": "BODY"}    {"v": 1, "holds": true}

Only the holder of the codeword can sign one (`sealing.messages`): no reader can forge "the reporter withdrew".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from mizan.integrity.rules.accusation import MAX_CODE, MAX_NARRATIVE, Accusation, NoReport, clean

VERSION = 1
MOST_LIFTED = 64


@dataclass(frozen=True)
class Saying:
    """One message of the reporter. `holds`: True takes the report back, False takes it up again, None says neither."""

    text: str = ""
    lifts: frozenset[str] = frozenset()
    opens: str = ""
    holds: bool | None = None

    def to_bytes(self) -> bytes:
        """Canonical JSON without what is not said. Raises `NoReport` for a text that is too long."""
        if len(self.text) > MAX_NARRATIVE:
            raise NoReport("too long")
        facts: dict[str, object] = {"v": VERSION, "text": clean(self.text), "lifts": sorted(self.lifts)}
        facts |= {"opens": self.opens, "holds": self.holds}
        kept = {name: value for name, value in facts.items() if value not in ("", [], None)}
        return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_saying(content: bytes) -> Saying:
    """The message of opened bytes. Raises `NoReport`."""
    try:
        facts = json.loads(content)
        text, lifts = facts.get("text", ""), facts.get("lifts", [])
        opens, holds = facts.get("opens", ""), facts.get("holds")
        good = facts["v"] == VERSION and isinstance(text, str) and isinstance(opens, str) and len(opens) <= MAX_CODE
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NoReport("no message of a reporter") from error
    if not good or holds not in (True, False, None) or not isinstance(lifts, list) or len(lifts) > MOST_LIFTED:
        raise NoReport("no message of a reporter")
    if not all(isinstance(code, str) for code in lifts):
        raise NoReport("no message of a reporter")
    return Saying(text, frozenset(lifts), opens, holds)


def as_it_stands(accusation: Accusation, said: Iterable[Saying]) -> Accusation:
    """The accusation after every veto that she took back: what routing is asked today."""
    return accusation.without_vetoes(frozenset(code for one in said for code in one.lifts))
