"""Demonstration accounts: one per role, with a verified address and a fixed second-factor seed. Loopback only."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password

from mizan.institutions.models import Membership, User
from mizan.institutions.rules.keys import may_read
from mizan.kit.actors import Role
from mizan.kit.facts import World
from mizan.web.exercise.bodies import INTERNAL, SOCIETY_FOCAL, STATE_FOCAL

PASSWORD = "exercise only, never real"  # noqa: S105  (the demonstration's published password; production refuses it)

PASSPHRASE = "exercise keys, never real"  # noqa: S105  (of the keys of every reader; published like the password)


@dataclass(frozen=True)
class Demo:
    """One account of the demonstration."""

    name: str
    body: str
    roles: tuple[Role, ...]
    carries: bool = False  # for a body without computers: she holds no keys, and the body enrols one of its own

    @property
    def reads(self) -> bool:
        """Whether this account holds keys and may open reports."""
        return may_read(self.roles) and not self.carries

    @property
    def email(self) -> str:
        return f"{self.name}@mizan.example"


DEMOS = (
    Demo("coordinator", STATE_FOCAL, (Role.COORDINATOR, Role.ADMITTER)),
    Demo("committee", "EX-ORG-2", (Role.COMMITTEE,)),
    Demo("owner", "EX-LEA-1", (Role.OWNER,)),
    Demo("colead", SOCIETY_FOCAL, (Role.CO_LEAD, Role.COORDINATOR, Role.ADMITTER)),
    Demo("programme", "EX-WEL-1", (Role.PROGRAMME,)),
    Demo("inquiry", INTERNAL, (Role.INQUIRY,)),
    Demo("inquirer", INTERNAL, (Role.INQUIRY,)),  # holds keys and waits to be put on the roster
    Demo("anticorruption", "EX-ACE-1", (Role.INQUIRY,)),
    Demo("oversight", "EX-OVS-1", (Role.OVERSIGHT,)),
    Demo("oversight2", "EX-OVS-2", (Role.OVERSIGHT,)),
    Demo("parliament", "EX-PAR-1", (Role.OVERSIGHT,)),
    Demo("casework", "EX-ORG-3", (Role.CASEWORK, Role.PROGRAMME)),
    Demo("assistant", "EX-ORG-3", (Role.ASSISTANT,)),
    Demo("monitor", "EX-ORG-4", (Role.MONITOR,)),
    Demo("courier", "EX-ORG-6", (Role.MONITOR,), carries=True),
    Demo("survivor", "EX-SUR-1", (Role.PROGRAMME,)),  # of the panel that marks programmes and materials
    Demo("analyst", "EX-ORG-5", (Role.ANALYST,)),
    Demo("operator", "EX-MIN-1", (Role.OPERATOR,)),
)


def totp_seed(name: str) -> str:
    """The fixed seed of a demonstration account (base32, 160 bits)."""
    return base64.b32encode(hashlib.sha256(f"mizan exercise {name}".encode()).digest()[:20]).decode()


def code_now(name: str) -> str:
    """The six digits that this account's phone shows now: of the present step, the middle one of those that the door
    takes, so that a step's end while they are typed refuses nobody (RFC 6238, 5.2)."""
    return format_hotp_value(hotp_value(totp_seed(name), int(time.time()) // app_settings.TOTP_PERIOD))


def make_accounts() -> None:
    """Every demonstration account with its post; accounts that exist are left as they are.

    The one published password is stretched once for all of them: it protects nothing here.
    """
    stretched = make_password(PASSWORD)
    for demo in DEMOS:
        user = User.objects.filter(email=demo.email).first()
        if user is None:
            user = User.objects.create(email=demo.email, password=stretched, name=f"Exercise {demo.name}")
            EmailAddress.objects.create(user=user, email=demo.email, verified=True, primary=True)
            TOTP.activate(user, totp_seed(demo.name))
        if not Membership.objects.filter(user=user, until=None).exists():
            _post(user, demo)


def _post(user: User, demo: Demo) -> None:
    Membership.objects.create(
        user=user, institution_id=demo.body, roles=[role.value for role in demo.roles], since=date(2026, 1, 1),
        interests="none (exercise)", interests_declared=True, criteria="exercise", world=World.EXERCISE,
    )  # fmt: skip
