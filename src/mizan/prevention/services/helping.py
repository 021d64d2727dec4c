"""Services: listed, changed and ended by their provider's own word. What was listed before stays in its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.fields import EventOf, move
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.places.models import Place
from mizan.prevention import help_verbs as verbs
from mizan.prevention.models import Service, ServiceLoad
from mizan.prevention.rules import serving as rules
from mizan.prevention.rules.hours import Hours, stored
from mizan.prevention.services._tools import allow, same_world, today_of


@dataclass(frozen=True)
class NewService:
    """What a body offers. Hours, languages and conditions that are left out are "not published"."""

    kind: str
    name: TextMap
    about: TextMap = field(default_factory=dict)
    place: Place | None = None
    address: str = ""
    phone: str = ""
    web: str = ""
    open_hours: Hours | None = None
    staffed_hours: Hours | None = None
    answered_by: TextMap = field(default_factory=dict)
    languages: Sequence[str] = ()
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    needs: Sequence[str] = ()
    is_free: bool | None = None
    code: str = ""


def list_service(actor: Actor, new: NewService) -> Service:
    """A body of either side lists what it offers. Public at once; checked by it today."""
    allow(rules.to_serve(_draft(actor, new), actor.roles))
    with acting(actor):
        code = _code(new)
        row = _made(actor, new, code=code, line=code)
        record(actor, verbs.SERVICE_LISTED, row, kind=row.kind, place=row.place_id)
    return row


def change_service(actor: Actor, service: Service, new: NewService) -> Service:
    """The provider says it anew: the row before ends, and this one takes its place in the line."""
    allow(rules.to_serve(_draft(actor, new), actor.roles))
    with acting(actor):
        old = _own(actor, service)
        move(old, ended_on=today_of(actor))
        row = _made(actor, new, code=_code(new), line=old.line, replaces=old)
        record(actor, verbs.SERVICE_CHANGED, row, before=old.pk, place=row.place_id)
    return row


def end_service(actor: Actor, service: Service) -> Service:
    """It is offered no longer."""
    with acting(actor):
        row = _own(actor, service)
        move(row, ended_on=today_of(actor))
        record(actor, verbs.SERVICE_ENDED, row, on=row.ended_on)
    return row


def say_load(actor: Actor, service: Service, month: str, *, received: int | None, answered: int | None) -> ServiceLoad:
    """The provider says how many asked in a month that is over, and how many somebody answered."""
    allow(rules.to_say_load(month, f"{today_of(actor):%Y-%m}", received, answered))
    with acting(actor):
        row = _own(actor, service)
        made = ServiceLoad.objects.create(service=row, month=month, received=received, answered=answered, at=now())
        record(actor, verbs.LOAD_SAID, row, month=month, received=received, answered=answered)
    return made


def _draft(actor: Actor, new: NewService) -> rules.Draft:
    return rules.Draft(
        side=str(actor.side or ""), kind=new.kind, has_name=any(words.strip() for words in new.name.values()),
        is_reachable=bool(new.phone or new.web or new.address), has_address=bool(new.address),
        age_from=new.age_from, age_to=new.age_to,
    )  # fmt: skip


def _code(new: NewService) -> str:
    return new.code or f"SV-{new_id().hex[-8:].upper()}"


def _made(actor: Actor, new: NewService, *, code: str, line: str, replaces: Service | None = None) -> Service:
    row = Service(
        code=code, line=line, replaces=replaces, kind=new.kind, provider_id=actor.body, name=dict(new.name),
        about=dict(new.about), place=new.place, address=new.address, phone=new.phone, web=new.web,
        open_hours=stored(new.open_hours), staffed_hours=stored(new.staffed_hours),
        answered_by=dict(new.answered_by), languages=list(new.languages), sex=new.sex, age_from=new.age_from,
        age_to=new.age_to, needs=list(new.needs), is_free=new.is_free, checked_on=today_of(actor), world=actor.world,
    )  # fmt: skip
    link = Service._meta.get_field("made_in")
    assert isinstance(link, EventOf)
    link.take(row)
    row.save(force_insert=True)
    return row


def _own(actor: Actor, service: Service) -> Service:
    """The service, if the actor's body offers it and it stands."""
    row = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    same_world(actor, row)
    if row.provider_id != actor.body or not actor.roles & rules.LISTERS:
        raise Refused("prevention.not_your_service")
    if row.ended_on is not None or row.retired_at is not None:
        raise Refused("prevention.service_ended")
    return row
