"""The rows of prevention: what exposes people and what closes it, and what can be owed by a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from mizan.web.packs.rows import Fact, Words
from mizan.web.packs.specs import Code, Number, Ref


@dataclass(frozen=True, kw_only=True)
class Mechanism(Fact):
    """`kept`: what is so twelve months later where it worked. `needs`: indicators of districts that say how large it
    is, the plainest first."""

    code: Annotated[str, Code("mechanism")]
    name: Words
    about: Words
    kept: Words
    pillar: Annotated[str, Ref("pillar")]
    needs: tuple[Annotated[str, Ref("indicator")], ...]


@dataclass(frozen=True, kw_only=True)
class EntitlementKind(Fact):
    """`days`: calendar days from the award or the asking until it is due. `money`: it has an amount."""

    code: Annotated[str, Code("entitlement")]
    name: Words
    about: Words
    pillar: Annotated[str, Ref("pillar")]
    days: Annotated[int, Number(low=1, high=730)]
    money: bool
