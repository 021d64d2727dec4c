"""Bodies that a side lists itself: providers of help which no pack names.

Such a body is a name, a place and a source. It has no member, no keys, no seat and no vote: its first admitter is
appointed as that of any other body (`services.members`), and all else follows from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Q

from mizan.institutions import verbs
from mizan.institutions.founding import founding_body
from mizan.institutions.models import Institution, Level
from mizan.institutions.rules import listing as rules
from mizan.institutions.rules.bodies import Body
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import now
from mizan.kit.facts import Grade
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.places.models import Place


@dataclass(frozen=True)
class NewBody:
    """A body to list. No place: it serves the whole country. `parent` is the code of a body of the same side."""

    code: str
    name: TextMap
    side: str
    kind: str
    source: str
    role: TextMap = field(default_factory=dict)
    stakeholder_class: str = ""
    industry: str = ""
    place: Place | None = None
    parent: str = ""


def may_list(actor: Actor) -> str:
    """Whether the actor may list bodies of her side: the code of the refusal, "" allows."""
    return rules.may_list(
        actor_side=actor.side, actor_body=actor.body, founding=founding_body(actor.side or "", actor.world),
        is_admitter=actor.has(Role.ADMITTER),
    )  # fmt: skip


def list_body(actor: Actor, new: NewBody) -> Institution:
    """The body that speaks for a side lists one more body of that side. Another person's word: of second hand."""
    if code := may_list(actor):
        raise Refused(code, body=founding_body(actor.side or "", actor.world), roles=Role.ADMITTER.value)
    with acting(actor):
        parent = _parent(actor, new)
        _check(actor, new, parent)
        row = _made(actor, new, parent)
        standing = row.stakeholder_class or row.level
        record(actor, verbs.BODY_LISTED, row, kind=row.kind, body_side=row.side, standing=standing)
    return row


def _parent(actor: Actor, new: NewBody) -> Institution | None:
    if not new.parent:
        return None
    found = Institution.objects.filter(pk=new.parent, world=actor.world, retired_at=None).first()
    if found is None:
        raise Refused("institutions.no_such_body", where="parent", body=new.parent)
    return found


def _check(actor: Actor, new: NewBody, parent: Institution | None) -> None:
    above = parent and Body(parent.code, parent.kind, parent.side, parent.parent_id or "", parent.agency_id or "")
    draft = rules.Draft(
        code=new.code, side=new.side, kind=new.kind, stakeholder_class=new.stakeholder_class, industry=new.industry,
        has_name=bool(new.name), has_source=bool(new.source.strip()), world=actor.world, parent=above,
    )  # fmt: skip
    code, where = rules.to_list(draft, actor.side)
    if code:
        raise Refused(code, where=where, kinds=", ".join(rules.KINDS.get(new.side, ())))
    _refuse_names_in_use(actor, new)


def _refuse_names_in_use(actor: Actor, new: NewBody) -> None:
    """Two bodies of one name would be taken for each other, and one could pass for the other."""
    for language, name in new.name.items():
        same = Institution.objects.filter(Q(**{f"name__{language}__iexact": name}), world=actor.world, retired_at=None)
        found = same.values_list("pk", flat=True).first()
        if found:
            raise Refused("institutions.name_in_use", where=f"name_{language}", body=found)


def _made(actor: Actor, new: NewBody, parent: Institution | None) -> Institution:
    row = Institution(
        code=new.code, name=dict(new.name), role=dict(new.role), kind=new.kind, side=new.side, level=_level(new.place),
        stakeholder_class=new.stakeholder_class, industry=new.industry, parent=parent, place=new.place,
        source=new.source, as_of=f"{now():%Y-%m-%d}", grade=Grade.SECONDARY, world=actor.world,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:  # also where another person took the code a moment ago
        raise Refused("institutions.code_in_use", where="code", body=new.code) from clash
    return row


def _level(place: Place | None) -> str:
    if place is None or place.level.depth == 0:
        return Level.NATIONAL
    return Level.PROVINCIAL if place.level.depth == 1 else Level.DISTRICT
