"""The cast of the framework's tests: numbered bodies of both sides with a member each, and one action between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mizan.framework.files import NewEvidence
from mizan.framework.models import Action, ActionLead, Evidence, FocalBody, LeadPart, Obligation, Pillar
from mizan.framework.services import add_evidence, answer_lead
from mizan.institutions.models import Institution, User
from mizan.kit.actors import Actor, Role, Side

SECRET_NAME = "Zarmina Nowhere-Else"  # a society author: this name must not leave her side
DAY = date(2026, 6, 1)
ALL = frozenset(Role)


@dataclass(frozen=True)
class Cast:
    """`owner` and `society` are named for `action`; both focal bodies speak for their sides."""

    owner: Actor
    ministry: Actor
    society: Actor
    ngo: Actor
    employer: Actor
    foreign: Actor
    action: Action
    lead: ActionLead
    co_lead: ActionLead
    obligation: Obligation

    @property
    def both_sides(self) -> tuple[Actor, ...]:
        return self.owner, self.ministry, self.society, self.ngo


def body(code: str, side: str, *, world: str = "exercise", kind: str = "civil_society", **more: object) -> Institution:
    """One numbered body."""
    return Institution.objects.create(
        code=code, name={"en": f"Body {code}"}, side=side, kind=kind, level="national", world=world, **more
    )


def voice(institution: Institution, *, name: str = "", roles: frozenset[Role] = ALL) -> Actor:
    """A member of the body, with an account of her own."""
    user = User.objects.create_user(f"{institution.code.lower()}@cast.example", name=name or institution.code)
    return Actor(str(user.pk), institution.code, Side(institution.side), roles, institution.world)


def make_cast() -> Cast:
    """A new cast inside the test's transaction. The exercise's own focal bodies step aside for it."""
    FocalBody.objects.filter(world="exercise").delete()
    owner = body("T-OWNER", "state", kind="lea")
    ministry = body("T-MIN", "state", kind="ministry")
    society = body("T-SOC", "society", stakeholder_class="ngo")
    ngo = body("T-NGO", "society", stakeholder_class="ngo")
    employer = body("T-EMP", "society", stakeholder_class="employer", industry="brick_kilns")
    foreign = body("T-INT", "international", kind="international")
    FocalBody.objects.create(side="state", institution=ministry, world="exercise")
    FocalBody.objects.create(side="society", institution=society, world="exercise")
    action = make_action("T-01")
    leads = [
        ActionLead.objects.create(action=action, institution=owner, part=LeadPart.LEAD),
        ActionLead.objects.create(action=action, institution=society, part=LeadPart.CO_LEAD),
    ]
    return Cast(
        owner=voice(owner), ministry=voice(ministry), society=voice(society, name=SECRET_NAME), ngo=voice(ngo),
        employer=voice(employer), foreign=voice(foreign), action=action, lead=leads[0], co_lead=leads[1],
        obligation=Obligation.objects.order_by("code")[0],
    )  # fmt: skip


def make_action(code: str, *, world: str = "exercise", **more: object) -> Action:
    """A promise with a due day."""
    fields: dict[str, object] = {
        "title": {"en": "An action"}, "level": "national", "mode": "proactive", "standing": "adopted",
        "pillar": Pillar.objects.all()[0], "due_on": DAY,
    }  # fmt: skip
    return Action.objects.create(code=code, world=world, **(fields | more))


def evidence_of(actor: Actor) -> Evidence:
    """One address that the actor's body captured."""
    return add_evidence(
        actor, NewEvidence(kind="report", title={"en": "A record"}, captured_on=DAY, url="https://record.example/1")
    )


def both_accept(cast: Cast) -> None:
    """Owner and co-lead accept their parts."""
    answer_lead(cast.owner, cast.lead, accepts=True)
    answer_lead(cast.society, cast.co_lead, accepts=True)


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is undone at its end: one example of a property."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
