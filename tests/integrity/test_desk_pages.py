"""The inbox and the page of a report: what a reader sees and does there, and what everybody else gets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from mizan.institutions.models import User
from mizan.integrity.models import OfficerAct, Report
from mizan.integrity.rules.acts import Act
from mizan.kit.actors import Role
from mizan.ledger.models import Event
from tests.cast import Member, sign_in
from tests.integrity.country import Country
from tests.integrity.desk import NARRATIVE, Officer, seated, sent


class Desk:
    """Clients of readers with unlocked keys, over the ground of the small country."""

    def __init__(self, country: Country, patch: pytest.MonkeyPatch) -> None:
        self.country, self.officers, self.keys = country, seated(country), {}
        patch.setattr("mizan.integrity.desk.reader.ground", lambda _world, _day: self.country.ground)
        patch.setattr("mizan.integrity.desk.reader.today_in", lambda _world: self.country.today)
        patch.setattr("mizan.integrity.desk.reader.mine", lambda request: self.keys.get(str(request.user.pk)))

    def client(self, name: str, *, unlocked: bool = True) -> Client:
        officer = self.officers[name]
        self.keys[officer.actor.id] = officer.mine if unlocked else None
        return signed_in(officer)


def signed_in(officer: Officer) -> Client:
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP

    from tests.cast import SEED

    user = User.objects.get(pk=officer.actor.id)
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    TOTP.activate(user, SEED)
    return sign_in(Client(), Member(user, user.memberships.get(), officer.actor))


@pytest.fixture
def desk(country: Country, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


def body(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_reader_finds_the_report_in_her_inbox_and_reads_it(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    listed = client.get("/inbox/")
    assert str(report)[:8] in body(listed)
    assert NARRATIVE not in body(listed)
    page = client.get(f"/inbox/{report}/")
    assert NARRATIVE in body(page)
    assert page["Cache-Control"] == "no-store"
    assert OfficerAct.objects.get(report=report).verb == Act.OPENED


def test_she_acknowledges_by_a_button(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    done = client.post(f"/inbox/{report}/", {"verb": "acknowledge"})
    assert (done.status_code, done["Location"]) == (302, f"/inbox/{report}/")
    assert OfficerAct.objects.filter(report=report, verb=Act.ACKNOWLEDGE).exists()
    said = client.post(f"/inbox/{report}/", {"verb": "decide", "decide-code": "inquire", "decide-words": "We look."})
    assert said.status_code == 302
    assert client.post(f"/inbox/{report}/", {"verb": "acknowledge"}).status_code == 404


def test_a_fault_stands_at_its_field_and_nothing_that_was_typed_is_lost(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    answer = client.post(f"/inbox/{report}/", {"verb": "propose_closing", "propose_closing-code": "repeated"})
    assert answer.status_code == 409
    assert Report.objects.get(pk=report).state == Report.State.OPEN
    assert "propose_closing-words" in body(answer)


@pytest.mark.parametrize("name", ["OMB-1", "COMMITTEE-1"])
@pytest.mark.parametrize("where", ["", "copy/", "files/1/"])
def test_I1_whoever_may_not_read_it_gets_what_a_missing_report_gives(desk: Desk, name: str, where: str) -> None:
    report, client = sent(desk.country).report, desk.client(name)
    method = "post" if where == "copy/" else "get"
    forbidden = getattr(client, method)(f"/inbox/{report}/{where}")
    missing = getattr(client, method)(f"/inbox/{uuid4()}/{where}")
    assert forbidden.status_code == missing.status_code == 404
    assert normal(forbidden) == normal(missing)


def normal(response: HttpResponse) -> str:
    import re

    changing = r"/inbox/[0-9a-f-]{36}/|nonce-[^\"']*|[?&]next=[^\"]*|(?<=csrfmiddlewaretoken\" value=\")\w+"
    return re.sub(changing, "", body(response))


def test_without_unlocked_keys_she_is_sent_to_unlock_them_whatever_she_asked_for(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1", unlocked=False)
    for path in ("/inbox/", f"/inbox/{report}/", f"/inbox/{uuid4()}/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/keys/")
    assert not Event.objects.filter(verb="integrity.act.opened").exists()


def test_a_member_without_a_readers_role_finds_no_such_page(desk: Desk) -> None:
    report, officer = sent(desk.country).report, desk.officers["IA-1"]
    user = User.objects.get(pk=officer.actor.id)
    user.memberships.update(roles=[Role.OPERATOR])
    client = signed_in(Officer(replace(officer.actor, roles=frozenset({Role.OPERATOR})), officer.mine))
    assert [client.get(path).status_code for path in ("/inbox/", f"/inbox/{report}/")] == [404, 404]


def test_the_narrative_stands_in_no_address_and_no_answer_but_the_page(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    taken = client.post(f"/inbox/{report}/", {"verb": "acknowledge"})
    seen: list[Any] = [client.get("/inbox/"), taken, client.get("/seat/")]
    assert all(NARRATIVE not in str(one.headers) + body(one) for one in seen)


def test_a_sealed_copy_opens_for_its_recipient_alone_and_is_an_act(desk: Desk) -> None:
    import pyrage

    from mizan.sealing.context import Context, Purpose
    from mizan.sealing.offline import open_export

    report, client = sent(desk.country).report, desk.client("IA-1")
    identity = pyrage.x25519.Identity.generate()
    asked = {"code": "court", "recipient": str(identity.to_public())}
    copy = client.post(f"/inbox/{report}/copy/", asked)
    assert copy["Content-Type"] == "application/octet-stream"
    assert NARRATIVE.encode() not in copy.content
    text = open_export(copy.content, str(identity), Context(report.bytes, Purpose.BODY))
    assert NARRATIVE in text
    assert OfficerAct.objects.filter(report=report, verb=Act.EXPORT, code="court").exists()
    assert client.post(f"/inbox/{report}/copy/", {**asked, "recipient": "age1nothing"}).status_code == 409


def test_stepping_down_leads_back_to_an_inbox_without_the_report(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    done = client.post(f"/inbox/{report}/", {"verb": "recuse", "recuse-code": "relative"})
    assert (done.status_code, done["Location"]) == (302, "/inbox/")
    assert str(report)[:8] not in body(client.get("/inbox/"))
    assert client.get(f"/inbox/{report}/").status_code == 404


def test_the_pages_are_there_in_urdu(desk: Desk) -> None:
    report, client = sent(desk.country).report, desk.client("IA-1")
    for path in ("/inbox/", f"/inbox/{report}/"):
        page = client.get(path, {"lang": "ur"})
        assert page.status_code == 200
        assert 'lang="ur"' in body(page)
