"""The rows of returns: what bodies of some kinds are asked for every period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from mizan.web.packs.choices import BodyKind, Side
from mizan.web.packs.rows import Fact, Words
from mizan.web.packs.specs import Code, Number, Prose, Ref, Text

Name = Annotated[str, Text(pattern=r"[a-z][a-z0-9_]{0,29}")]  # names of figures stand in codes of readings


class Every(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A whole number from 0. `whole` and `by`: it is one share of that figure, parted by sex, age or form. `question`:
    figures of both sides that share it are set side by side, and never added."""

    code: Name
    name: Words
    group: Annotated[str | None, Prose()] = None
    unit: Annotated[str | None, Prose()] = None
    whole: Annotated[str | None, Text(pattern=r"[a-z][a-z0-9_]{0,29}")] = None
    by: Annotated[str | None, Text(pattern=r"[a-z][a-z_]{0,19}")] = None
    indicator: Annotated[str | None, Ref("indicator")] = None
    question: Annotated[str | None, Text(pattern=r"[a-z][a-z_]{0,29}")] = None


@dataclass(frozen=True, kw_only=True)
class Limit:
    """`figure` is at most `most`. `must: false`: it may lie above where a note says why."""

    figure: Name
    most: Name
    reason: Words
    must: bool = True


@dataclass(frozen=True, kw_only=True)
class ReturnForm(Fact):
    """`days`: working days after the period's last. `version` goes up with every change of what is asked."""

    code: Annotated[str, Code("return")]
    name: Words
    about: Words
    sides: tuple[Side, ...]
    kinds: tuple[BodyKind, ...]
    every: Every
    days: Annotated[int, Number(low=1, high=120)]
    version: Annotated[int, Number(low=1, high=999)]
    figures: tuple[Figure, ...]
    limits: tuple[Limit, ...] = ()
