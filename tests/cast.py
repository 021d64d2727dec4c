"""The fixed cast of the tests: who acts, in which body, with which roles. Factory functions, no magic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mizan.kit.actors import Actor, Role

if TYPE_CHECKING:
    from django.test import Client

    from mizan.institutions.models import Institution, Membership, User

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "three words in a row"


@dataclass(frozen=True)
class Member:
    """One person of the cast with her post."""

    user: User
    post: Membership
    actor: Actor


@dataclass(frozen=True)
class Cast:
    coordinator: Member  # state: focal body, also admits its members
    owner: Member  # state: a law-enforcement agency that owns actions
    co_lead: Member  # society: focal body, also admits its members
    monitor: Member  # society: another body
    outsider: Member  # state: a body that nothing concerns
    international: Member
    operator: Member  # state: runs the machine, no content role

    def by_name(self) -> dict[str, Member]:
        return dict(vars(self))


ROLES = {
    "coordinator": ("T-SEC", (Role.COORDINATOR, Role.ADMITTER)),
    "owner": ("T-LEA", (Role.OWNER,)),
    "co_lead": ("T-ORG", (Role.CO_LEAD, Role.COORDINATOR, Role.ADMITTER)),
    "monitor": ("T-MON", (Role.MONITOR,)),
    "outsider": ("T-OUT", (Role.OWNER, Role.COMMITTEE)),
    "international": ("T-INT", (Role.ANALYST, Role.ASSISTANT)),
    "operator": ("T-MIN", (Role.OPERATOR,)),
}
BODIES = {
    "T-SEC": ("coordination", "state", ""),
    "T-LEA": ("lea", "state", ""),
    "T-ORG": ("civil_society", "society", "ngo"),
    "T-MON": ("civil_society", "society", "workers_survivors"),
    "T-EMP": ("civil_society", "society", "employer"),
    "T-OUT": ("ministry", "state", ""),
    "T-INT": ("international", "international", ""),
    "T-MIN": ("ministry", "state", ""),
}


def make_body(code: str, *, kind: str = "ministry", side: str = "state", stakeholder_class: str = "") -> Institution:
    from mizan.institutions.models import Institution

    level = "international" if side == "international" else "national"
    return Institution.objects.create(
        code=code, name={"en": f"Body {code}"}, kind=kind, side=side, level=level, stakeholder_class=stakeholder_class,
        source="https://example.org/body", grade="primary",
    )  # fmt: skip


def make_member(name: str, body: Institution, roles: Iterable[Role] = (), *, with_factor: bool = True) -> Member:
    """A person with a password, a verified address, a second factor and a post."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP

    from mizan.institutions.access import actor_in
    from mizan.institutions.models import Membership, User

    user = User.objects.create_user(f"{name}@test.example", PASSWORD, name=name.replace("_", " ").title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if with_factor:
        TOTP.activate(user, SEED)
    post = Membership.objects.create(
        user=user, institution=body, roles=sorted(roles), since=date(2026, 1, 1), interests_declared=True,
        criteria="charter", world=body.world,
    )  # fmt: skip
    return Member(user, post, actor_in(post))


def make_cast() -> Cast:
    """All bodies and people; `T-SEC` and `T-ORG` are the focal bodies of the two sides."""
    from mizan.framework.models import FocalBody

    bodies = {code: make_body(code, kind=k, side=s, stakeholder_class=c) for code, (k, s, c) in BODIES.items()}
    for side, code in (("state", "T-SEC"), ("society", "T-ORG")):
        FocalBody.objects.update_or_create(side=side, world="real", defaults={"institution": bodies[code]})
    return Cast(**{name: make_member(name, bodies[body], roles) for name, (body, roles) in ROLES.items()})


def sign_in(client: Client, member: Member, *, proved: bool = True) -> Client:
    """Signed in at the desk, by default with the second factor proved in the session at hand."""
    from mizan.web.accounts.proof import PROVED

    client.force_login(member.user)
    if proved:
        session = client.session
        session[PROVED] = str(member.user.pk)
        session.save()
    return client
