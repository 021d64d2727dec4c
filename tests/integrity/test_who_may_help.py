"""Who may type a report for another: nobody who is near the accused, reads reports, or lacks the role."""

from __future__ import annotations

import pytest
from django.test import Client

from mizan.integrity.models import Report
from mizan.integrity.rules.accusation import Accusation, Kind
from mizan.integrity.rules.assisting import Helper, may_help
from mizan.kit.actors import Role
from tests.cast import sign_in
from tests.institutions.routing.country import GRAPH, POLICY
from tests.integrity.country import Country
from tests.integrity.helping import MARKER, NOBODY, begun, helper_of, sent, sent_from, walk, words
from tests.integrity.walking import OFFICER, main_form
from tests.web.page_forms import send


@pytest.mark.parametrize("roles", [[Role.CASEWORK], [Role.OPERATOR], [Role.INQUIRY], [Role.ADMITTER]])
def test_to_everybody_without_the_role_nothing_is_there(help_desk: Country, roles: list[Role]) -> None:
    client = sign_in(Client(), helper_of("NGO", *roles))
    for path in ("/assist/", "/assist/what/", "/assist/waiting/", "/assist/files/", "/assist/send/"):
        assert (client.get(path).status_code, client.post(path).status_code) in {(404, 404), (405, 404)}


def test_whoever_reads_reports_takes_none_down(help_desk: Country) -> None:
    client = sign_in(Client(), helper_of("OMB", Role.ASSISTANT, Role.OVERSIGHT))
    assert (answer := client.post("/assist/", {"channel": "in_person"})).status_code == 409
    assert "does not take any down" in words(answer)


@pytest.mark.parametrize("body", ["STATION", "POLICE", "MIN", "IA"])
def test_I1_nobody_helps_to_accuse_her_own_chain_and_what_was_typed_is_not_kept(help_desk: Country, body: str) -> None:
    client = sign_in(Client(), helper_of(body))
    page = send(client, main_form(begun(client), "/assist/what/", kind="official", act="N12", stage=""))
    declined = send(client, who := main_form(page, "/assist/who/", **{**OFFICER, "name": MARKER}))
    assert declined.status_code == 409
    assert "another way" in words(declined)
    assert "draft" not in words(declined)
    assert MARKER not in words(declined)
    assert "This page shows nothing any more" in words(send(client, who))
    assert not Report.objects.exists()


def test_a_named_person_cannot_take_down_what_is_said_of_herself(help_desk: Country) -> None:
    member = helper_of("NGO")
    client = sign_in(Client(), member)
    who = {**OFFICER, "name": member.user.name}
    assert walk(client, who=who).status_code == 409


def test_a_helper_of_the_state_takes_nothing_down_while_the_agency_is_not_known(help_desk: Country) -> None:
    client = sign_in(Client(), helper_of("HRC"))
    assert walk(client, who=NOBODY).status_code == 409
    assert walk(client, kind="tip").status_code == 200


def test_a_helper_of_society_may_when_nothing_is_known(helper: Client) -> None:
    assert sent(helper, who=NOBODY).status_code == 200


@pytest.mark.parametrize("when", ["another", "send"])
def test_the_rule_is_asked_at_every_page_and_again_at_sending(
    help_desk: Country, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    member = helper_of("NGO")
    client = sign_in(Client(), member)
    if when == "another":
        page = send(client, main_form(begun(client), "/assist/what/", kind="official", act="N12", stage=""))
        who = {**OFFICER, "institution": "NGO", "unit": "", "another": "1"}
        answer = send(client, main_form(page, "/assist/who/", **who))
    else:
        check = walk(client)
        member.post.until = member.post.since
        monkeypatch.setattr("mizan.integrity.assist.helper.may_help", lambda *_args: False)
        answer = sent_from(client, check)
    assert answer.status_code == 409
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("kind", "of_state", "may"),
    [(Kind.OFFICIAL, True, False), (Kind.BOTH, True, False), (Kind.TIP, True, True), (Kind.OFFICIAL, False, True)],
)
def test_what_is_not_known_widens_who_may_not_help(country: Country, kind: Kind, *, of_state: bool, may: bool) -> None:
    found = may_help(Helper("7", "HRC", of_state), Accusation(kind=kind), GRAPH, country.rosters, POLICY)
    assert found is may
