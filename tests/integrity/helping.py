"""What the tests of assisted intake share: a helper at the desk, her way to the codeword, and the other door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.test import Client, override_settings

from mizan.institutions.models import Institution
from mizan.integrity.rules.accusation import Accusation, read_body
from mizan.kit.actors import Role
from mizan.sealing.context import Purpose
from tests.cast import Member, make_member
from tests.conftest import PUBLIC_NAMES
from tests.integrity.country import Country
from tests.integrity.desk import seated
from tests.integrity.walking import OFFICER, followed, main_form
from tests.web.page_forms import send

MARKER = "qoqnoos-5561 is what nobody else says"
NOBODY = dict.fromkeys(OFFICER, "")
SAFETY = {"reprisal": "", "serious-death": "no", "serious-internal": "no"}


@contextmanager
def public_door() -> Iterator[Client]:
    """The other door, for a moment."""
    from mizan.web.settings import public as door

    with override_settings(**{name: getattr(door, name) for name in PUBLIC_NAMES}):
        yield Client()


def opens(digits: str) -> str:
    """What the reporter sees with her codeword."""
    with public_door() as public:
        answer = followed(public, digits)
    assert answer.status_code == 200
    return words(answer)


def helper_of(body: str, *roles: Role) -> Member:
    return make_member(f"helper of {body}", Institution.objects.get(pk=body), roles or [Role.ASSISTANT])


def begun(client: Client, channel: str = "in_person", lang: str = "") -> Any:
    client.get(f"/assist/?lang={lang}" if lang else "/assist/")
    return client.post("/assist/", {"channel": channel})


def walk(client: Client, *, who: dict[str, str] = OFFICER, channel: str = "in_person", kind: str = "official") -> Any:
    """To the check, as far as the helper is let."""
    answer = send(client, main_form(begun(client, channel), "/assist/what/", kind=kind, act="N12", stage=""))
    if kind != "tip":
        answer = send(client, main_form(answer, "/assist/who/", **who))
    if answer.status_code != 200:
        return answer
    answer = send(client, main_form(answer, "/assist/where/", place="", narrative=MARKER))
    return send(client, main_form(answer, "/assist/safety/", **SAFETY))


def sent(client: Client, **how: Any) -> Any:
    return send(client, main_form(walk(client, **how), "/assist/send/"))


def read_by(country: Country, body: str, report: UUID) -> tuple[Accusation, str]:
    """What the first reader of a body finds in it."""
    officers = seated(country)
    found = officers[f"{body}-1"].opens(report, country.ground)
    return read_body(found.keys[0].open(Purpose.BODY, bytes(found.report.body)))


def words(answer: Any) -> str:
    return str(answer.content.decode())


def sent_from(client: Client, check: Any) -> Any:
    return send(client, main_form(check, "/assist/send/"))
