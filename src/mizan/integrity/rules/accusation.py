"""Who is accused of what, as it stands inside the sealed body and nowhere else.

The body of a report is canonical JSON: {"v": 1, "accusation": {...}, "narrative": "..."}. Every code is one of the
pack's; "" means "I don't know", which is a normal answer and widens who is kept out (docs/routing.md).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, cast

from mizan.institutions.rules.routing import Accused, Case

VERSION = 1
MOST_ACCUSED, MOST_CODES = 8, 64  # of one report; more is no report but a list
MAX_CODE = 80
CHANNEL = "channel"  # of the answers: how it reached whoever took it down; absent where she typed it herself
MAX_NARRATIVE = 40_000  # characters; what is longer comes as a file
PARTS = ("institution", "unit", "band", "person")


class Kind(StrEnum):
    """About an official or a worker, about trafficking itself, or both in one report."""

    OFFICIAL = "official"
    TIP = "tip"
    BOTH = "both"


class NoReport(ValueError):
    """Bytes that are no body of a report: another version, another form, or too much of something."""


@dataclass(frozen=True)
class Accusation:
    """What routing needs, and what was ticked: `stage` and `act` are codes of the typology (`rules.typology`)."""

    accused: tuple[Accused, ...] = (Accused(),)
    serious: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    stage: str = ""
    act: str = ""
    kind: Kind = Kind.OFFICIAL
    answers: Mapping[str, str] = field(default_factory=dict)  # safety questions: code to yes, no or ""

    def without_vetoes(self, lifted: frozenset[str]) -> Accusation:
        """The same after the reporter took some vetoes back."""
        return replace(self, vetoes=tuple(code for code in self.vetoes if code not in lifted))


def case_of(accusation: Accusation) -> Case:
    """What routing is asked. Nobody named counts as one accused of whom nothing is known: oversight alone reads."""
    return Case(
        frozenset(accusation.accused or (Accused(),)),
        frozenset(accusation.serious),
        frozenset(accusation.places),
        frozenset(accusation.vetoes),
    )


def to_json(accusation: Accusation) -> dict[str, Any]:
    """Plain JSON values, sorted where order means nothing."""
    return {
        "accused": [[getattr(one, part) for part in PARTS] for one in sorted(set(accusation.accused))],
        "serious": sorted(set(accusation.serious)),
        "places": sorted(set(accusation.places)),
        "vetoes": sorted(set(accusation.vetoes)),
        "stage": accusation.stage,
        "act": accusation.act,
        "kind": accusation.kind.value,
        "answers": dict(sorted(accusation.answers.items())),
    }


def from_json(facts: object) -> Accusation:
    """The accusation of plain JSON values. Raises `NoReport` on any other form, and on more than a report may hold."""
    try:
        given = cast(dict[str, Any], facts)
        accused = [Accused(*_codes(one, len(PARTS))) for one in _list(given["accused"], MOST_ACCUSED)]
        many = {name: tuple(_codes(given[name], MOST_CODES)) for name in ("serious", "places", "vetoes")}
        stage, act = _codes([given["stage"], given["act"]], 2)
        answers = {_code(name): _code(said) for name, said in given["answers"].items()}
        kind = Kind(given["kind"])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise NoReport("no accusation") from error
    if any(len(one) != len(PARTS) for one in given["accused"]) or len(answers) > MOST_CODES:
        raise NoReport("no accusation")
    return Accusation(tuple(accused), stage=stage, act=act, kind=kind, answers=answers, **many)


def body_of(accusation: Accusation, narrative: str) -> bytes:
    """The bytes to be sealed. Raises `NoReport` for a narrative that is too long."""
    if len(narrative) > MAX_NARRATIVE:
        raise NoReport("too long")
    facts = {"v": VERSION, "accusation": to_json(accusation), "narrative": clean(narrative)}
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_body(body: bytes) -> tuple[Accusation, str]:
    """Accusation and narrative of an opened body. Raises `NoReport`; a hostile body costs no more than its size."""
    try:
        facts = json.loads(body)
        if facts["v"] != VERSION or not isinstance(facts["narrative"], str):
            raise NoReport("another version")
        return from_json(facts["accusation"]), facts["narrative"]
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise NoReport("no body of a report") from error


def clean(text: str) -> str:
    """NFC, without NUL and lone surrogates, which no reader's page could show."""
    return unicodedata.normalize("NFC", text.replace("\x00", "").encode("utf-8", "replace").decode())


def _list(given: object, most: int) -> list[Any]:
    if not isinstance(given, list) or len(given) > most:
        raise NoReport("no list, or too long")
    return given


def _codes(given: object, most: int) -> list[str]:
    return [_code(one) for one in _list(given, most)]


def _code(given: object) -> str:
    if not isinstance(given, str) or len(given) > MAX_CODE:
        raise NoReport("no code")
    return given
