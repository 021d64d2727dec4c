"""The library: a body of either side adds a material, and a file of it in a language. Each file is kept under its own
hash before the transaction that names it; a new wording is a new version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.prevention import help_verbs as verbs
from mizan.prevention.models import Material, MaterialVersion
from mizan.prevention.rules import library as rules
from mizan.prevention.services._tools import allow, same_world


@dataclass(frozen=True)
class NewVersion:
    """A file in one language. `reviewer` answers for the wording since a day; both or none."""

    language: str
    content: bytes
    file_name: str
    licence: str
    reviewer: str = ""
    reviewed_on: date | None = None


def add_material(actor: Actor, *, kind: str, name: TextMap, about: TextMap, code: str = "") -> Material:
    """A body of either side adds a material. Public at once; its versions follow."""
    has_name = any(words.strip() for words in name.values())
    allow(rules.to_add(str(actor.side or ""), actor.roles, has_name=has_name))
    with acting(actor):
        row = Material(
            code=code or f"MT-{new_id().hex[-8:].upper()}", kind=kind, name=dict(name), about=dict(about),
            body_id=actor.body, world=actor.world,
        )  # fmt: skip
        _link(row)
        row.save(force_insert=True)
        record(actor, verbs.MATERIAL_ADDED, row, kind=kind)
    return row


def add_version(actor: Actor, material: Material, new: NewVersion) -> MaterialVersion:
    """The body that added a material adds a file of it in a language."""
    media, digest = rules.media_of(new.content), hashlib.sha256(new.content).hexdigest()
    allow(rules.to_add_version(size=len(new.content), media=media, licence=new.licence, reviewer=new.reviewer,
                               has_day=new.reviewed_on is not None))  # fmt: skip
    _keep(digest, new.content)
    with acting(actor):
        row = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
        same_world(actor, row)
        if row.body_id != actor.body or not actor.roles & rules.LISTERS:
            raise Refused("prevention.not_your_material")
        newest = row.versions.filter(language=new.language).aggregate(Max("number"))["number__max"] or 0
        made = MaterialVersion(
            material=row, language=new.language, number=newest + 1, file_name=new.file_name[:120], media=media,
            size=len(new.content), sha256=digest, licence=new.licence.strip(), reviewer=new.reviewer.strip(),
            reviewed_on=new.reviewed_on, at=now(),
        )  # fmt: skip
        _link(made)
        made.save(force_insert=True)
        record(actor, verbs.VERSION_ADDED, row, language=new.language, number=made.number, sha256=digest)
    return made


def _link(row: Material | MaterialVersion) -> None:
    link = row._meta.get_field("made_in")
    assert isinstance(link, EventOf)
    link.take(row)


def file_of(digest: str) -> Path:
    """Where a file of the library lies, by its hash."""
    return Path(settings.VAR) / "materials" / digest[:2] / digest


def _keep(digest: str, content: bytes) -> None:
    """Write the file under its hash (temp, then rename); the same file twice is one file."""
    final = file_of(digest)
    final.parent.mkdir(parents=True, exist_ok=True)
    if not final.exists():
        half = final.with_suffix(".part")
        half.write_bytes(content)
        half.replace(final)
