"""The newest proof that intake is open, kept in a file beside the database: made by the worker and at the start of a
door, read by the pages of the intake.

It tells people before they write. It decides nothing: whoever sends a report is routed on the rows of that moment.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from mizan.institutions.queries.opening import Proof, prove
from mizan.institutions.rules.routing import Accused
from mizan.kit.facts import World

AGE = 3600  # seconds after which it is made anew


@dataclass(frozen=True)
class Kept:
    """A proof as it was kept: what is lacking, and the classes that are closed, by the code of the reason."""

    day: date
    lacks: tuple[str, ...] = ()
    classes: int = 0
    closed: dict[Accused, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether at least one class is open."""
        return not self.lacks and len(self.closed) < self.classes

    def why_closed(self, accused: Accused) -> str:
        """The code of the reason for which reports on this class are not taken, "" if they are. `person` is no part of
        a class."""
        if self.lacks:
            return self.lacks[0]
        return self.closed.get(Accused(accused.institution, accused.unit, accused.band), "")


def keep(moment: datetime) -> dict[str, Proof]:
    """Prove both worlds and keep what was found. Temp, rename: a page never reads half of it."""
    proofs = {world: prove(world, moment.date()) for world in World.values}
    path = Path(settings.INTAKE_PROOF)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    document = {"made": moment.timestamp(), **{world: as_json(proof) for world, proof in proofs.items()}}
    half.write_text(json.dumps(document), encoding="utf-8")
    os.replace(half, path)
    return proofs


def keep_if_old(moment: datetime) -> bool:
    """Once an hour. Returns whether it was made now."""
    made = _read().get("made", 0)
    if 0 <= moment.timestamp() - made < AGE:
        return False
    keep(moment)
    return True


def kept(world: str) -> Kept | None:
    """The newest kept proof of a world; None where there is none yet."""
    row = _read().get(world)
    if row is None:
        return None
    closed = {Accused(one["institution"], one["unit"], one["band"]): one["why"] for one in row["closed"]}
    return Kept(date.fromisoformat(row["day"]), tuple(row["lacks"]), row["classes"], closed)


def _read() -> dict[str, Any]:
    try:
        return dict(json.loads(Path(settings.INTAKE_PROOF).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def as_json(proof: Proof) -> dict[str, Any]:
    """A proof as the file and `mizan intake open --json` say it: codes of bodies, bands and reasons."""
    closed = [
        {"institution": one.institution, "unit": one.unit, "band": one.band, "why": why.value}
        for one, why in sorted(proof.closed.items())
    ]
    return {
        "world": proof.world, "day": proof.day.isoformat(), "open": proof.is_open, "lacks": list(proof.lacks),
        "classes": proof.classes, "closed": closed,
    }  # fmt: skip
