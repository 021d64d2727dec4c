"""The pages of keys: begin, unlock, recover, the roster of the own body, ties; and what never leaves them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mizan.institutions.models import BodyKeys, Membership, PersonKeys, RosterPost, Tie
from mizan.institutions.services import keys as services
from mizan.kit.actors import Role
from mizan.ledger.models import Event
from tests.cast import Cast, make_body, make_member
from tests.institutions.keyring import CHEAP, COUNTRY, PASSPHRASE, Held, enrol, found, small_ring

pytestmark = pytest.mark.django_db
NEW = "qoqnoos words of nobody else"
ADDRESSES = (
    "/keys/",
    "/keys/begin/",
    "/keys/passphrase/",
    "/keys/recover/",
    "/keys/give-up/",
    "/keys/roster/",
    "/keys/ties/",
)


@pytest.fixture
def held(db: None) -> Held:
    """A reader of a body without keys of its own."""
    return enrol(make_member("reader", make_body("K-ORG", side="society", stakeholder_class="ngo"), [Role.MONITOR]))


@pytest.fixture
def page(held: Held, desk: Callable[..., Client]) -> Client:
    return desk(held.member)


@pytest.fixture
def opened(page: Client) -> Client:
    assert page.post("/keys/", {"passphrase": PASSPHRASE}).status_code == 302
    return page


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def is_open(client: Client) -> bool:
    return "Your keys are unlocked until they are locked or you leave." in text(client.get("/keys/"))


def test_the_right_passphrase_unlocks_and_leads_to_the_inbox(page: Client) -> None:
    answer = page.post("/keys/", {"passphrase": PASSPHRASE})
    assert (answer.status_code, answer["Location"]) == (302, "/inbox/")
    assert is_open(page)


def test_a_wrong_passphrase_is_told_at_its_field_and_opens_nothing(page: Client) -> None:
    answer = page.post("/keys/", {"passphrase": PASSPHRASE + "x"})
    assert answer.status_code == 409
    assert "This passphrase does not open your keys." in text(answer)
    assert PASSPHRASE not in text(answer)
    assert not is_open(page)


def test_after_ten_wrong_passphrases_the_right_one_must_wait_too(page: Client) -> None:
    for _ in range(10):
        page.post("/keys/", {"passphrase": "no no no no no"})
    answer = page.post("/keys/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 409
    assert "Too many wrong passphrases." in text(answer)


def test_keys_lock_on_wish_at_sign_out_and_when_the_roles_change(opened: Client, held: Held) -> None:
    assert is_open(opened)
    opened.post("/keys/lock/")
    assert not is_open(opened)
    opened.post("/keys/", {"passphrase": PASSPHRASE})
    Membership.objects.filter(user=held.member.user).update(roles=[Role.MONITOR, Role.ANALYST])
    assert not is_open(opened)


def test_an_ended_post_finds_no_page_of_keys(opened: Client, held: Held) -> None:
    Membership.objects.filter(user=held.member.user).update(until="2026-01-01")
    assert opened.get("/keys/").status_code == 403


def test_a_reset_of_the_password_leaves_the_keys_as_they_are(page: Client, held: Held) -> None:
    before = bytes(PersonKeys.objects.get(pk=held.keys.pk).locked)
    user = held.member.user
    user.set_password("another password for signing in")
    user.save()
    assert bytes(PersonKeys.objects.get(pk=held.keys.pk).locked) == before
    assert services.unlock(user.pk, PASSPHRASE) == held.mine


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_sheet_is_shown_once_and_its_code_recovers_the_keys(desk: Callable[..., Client], lang: str) -> None:
    member = make_member("fresh", make_body("K-NEW", side="society", stakeholder_class="ngo"), [Role.MONITOR])
    client = desk(member)
    answer = client.post(f"/keys/begin/?lang={lang}", {"passphrase": NEW, "again": NEW})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    sheet = re.search(r"<pre[^>]*>(.*?)</pre>", answer.content.decode(), re.DOTALL)
    assert sheet
    code = " ".join(sheet[1].split("\n\n")[1].split())
    assert code not in text(client.get("/keys/"))
    again = client.post("/keys/begin/", {"passphrase": NEW, "again": NEW})
    assert again.status_code == 409
    done = client.post("/keys/recover/", {"code": code, "passphrase": NEW + "!", "again": NEW + "!"})
    assert done.status_code == 302
    assert is_open(client)
    assert services.unlock(member.user.pk, NEW + "!")


def test_two_passphrases_that_differ_or_are_short_begin_nothing(desk: Callable[..., Client]) -> None:
    client = desk(make_member("fresh", make_body("K-NEW"), [Role.INQUIRY]))
    for first, second in ((NEW, NEW + "x"), ("short", "short"), ("", "")):
        assert client.post("/keys/begin/", {"passphrase": first, "again": second}).status_code == 409
    assert not PersonKeys.objects.exists()


def test_a_new_passphrase_needs_unlocked_keys(page: Client, held: Held) -> None:
    new = {"passphrase": NEW, "again": NEW}
    refused = page.post("/keys/passphrase/", new)
    assert "Unlock your keys first." in text(refused)
    page.post("/keys/", {"passphrase": PASSPHRASE})
    assert page.post("/keys/passphrase/", new).status_code == 302
    assert services.unlock(held.member.user.pk, NEW) == held.mine


def test_keys_that_are_given_up_end_and_new_ones_can_begin(opened: Client, held: Held) -> None:
    assert opened.post("/keys/give-up/", {}).status_code == 409
    assert opened.post("/keys/give-up/", {"sure": "on"}).status_code == 302
    assert PersonKeys.objects.get(pk=held.keys.pk).until is not None
    assert "You hold no keys yet." in text(opened.get("/keys/"))


def test_a_roster_begins_takes_a_colleague_in_proves_itself_and_lets_one_go(opened: Client, held: Held) -> None:
    colleague = enrol(make_member("colleague", held.member.post.institution, [Role.MONITOR]))
    assert opened.post("/keys/roster/begin/").status_code == 302
    assert opened.post("/keys/roster/", {"member": str(colleague.keys.pk)}).status_code == 302
    assert opened.post("/keys/roster/prove/").status_code == 302
    first = BodyKeys.objects.get(until=None)
    assert first.proved_on is not None
    place = RosterPost.objects.get(person_keys=colleague.keys, until=None)
    assert opened.post(f"/keys/roster/{place.pk}/end/").status_code == 302
    assert BodyKeys.objects.get(until=None).epoch == first.epoch + 1
    assert not RosterPost.objects.filter(person_keys=colleague.keys, until=None).exists()


def test_locked_keys_change_no_roster_and_say_why(page: Client, held: Held) -> None:
    answer = page.post("/keys/roster/begin/")
    assert answer.status_code == 409
    assert "Unlock your keys first." in text(answer)
    assert not BodyKeys.objects.exists()


def test_nobody_sees_or_ends_a_place_on_another_body_s_roster(
    opened: Client, held: Held, settings: Any, tmp_path: Path
) -> None:
    ring = small_ring(settings, tmp_path)
    names = [one.member.user.name for one in ring.values()]
    shown = text(opened.get("/keys/roster/"))
    assert [name for name in names if name in shown] == []
    place = RosterPost.objects.get(person_keys=ring["iad"].keys)
    assert opened.post(f"/keys/roster/{place.pk}/end/").status_code == 404
    colleague = {"member": str(ring["iad"].keys.pk)}
    found(held)
    assert opened.post("/keys/roster/", colleague).status_code == 409


@pytest.mark.django_db
def test_a_reader_of_each_body_can_be_enrolled_in_the_exercise_too(settings: Any, tmp_path: Path) -> None:
    ring = small_ring(settings, tmp_path, "exercise")
    assert {held.keys.world for held in ring.values()} == {"exercise"}
    assert len(ring) == sum(1 for row in COUNTRY.values() if row[4])


def test_a_tie_is_declared_to_a_body_or_a_colleague_and_ends(opened: Client, held: Held) -> None:
    other = make_body("K-OTHER")
    colleague = make_member("colleague", held.member.post.institution, [Role.MONITOR])
    assert opened.post("/keys/ties/", {"kind": "relative", "body": "K-OTHER"}).status_code == 302
    assert opened.post("/keys/ties/", {"kind": "co_owner", "other": str(colleague.user.pk)}).status_code == 302
    assert opened.post("/keys/ties/", {"kind": "relative"}).status_code == 409
    tie = Tie.objects.get(body=other)
    assert opened.post(f"/keys/ties/{tie.pk}/end/").status_code == 302
    assert Tie.objects.get(pk=tie.pk).until is not None
    assert opened.post(f"/keys/ties/{tie.pk}/end/").status_code == 404


def test_accounts_of_other_bodies_can_be_neither_named_nor_tried(opened: Client) -> None:
    stranger = make_member("stranger", make_body("K-OTHER"), [Role.INQUIRY])
    assert stranger.user.name not in text(opened.get("/keys/ties/"))
    answer = opened.post("/keys/ties/", {"kind": "relative", "other": str(stranger.user.pk)})
    missing = opened.post("/keys/ties/", {"kind": "relative", "other": "00000000-0000-4000-8000-000000000000"})
    assert answer.status_code == missing.status_code == 409
    assert not Tie.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_to_whoever_reads_no_reports_nothing_is_there(cast: Cast, desk: Callable[..., Client], address: str) -> None:
    assert desk(cast.operator).get(address).status_code == 404
    assert desk().get(address).status_code == 302


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_page_of_keys_is_there_in_both_languages_and_kept_by_no_browser(
    opened: Client, address: str, lang: str
) -> None:
    answer = opened.get(address, {"lang": lang})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert f'lang="{lang}"' in text(answer)
    assert "?" not in re.findall(r'<form method="post"[^>]*action="([^"]*)"', text(answer))


def test_no_passphrase_code_or_key_is_in_a_log_a_row_a_header_or_the_session(
    desk: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    member = make_member("fresh", make_body("K-NEW", side="society", stakeholder_class="ngo"), [Role.MONITOR])
    made = services.enrol(member.actor, PASSPHRASE, **CHEAP)
    client, mine = desk(member), services.unlock(member.user.pk, PASSPHRASE)
    answers = [client.post("/keys/", {"passphrase": NEW}), client.post("/keys/", {"passphrase": PASSPHRASE}),
               client.post("/keys/passphrase/", {"passphrase": NEW, "again": NEW}),
               client.post("/keys/recover/", {"code": made.code, "passphrase": NEW, "again": NEW})]  # fmt: skip
    stored = [str(session.get_decoded()) for session in Session.objects.all()]
    said = [
        *stored,
        caplog.text,
        *(str(one.headers) for one in answers),
        *(str(e.payload) for e in Event.objects.all()),
    ]
    said += [text(one) for one in answers]
    for secret in (PASSPHRASE, NEW, made.code, mine.secret.hex(), mine.seed.hex(), repr(mine.secret)):
        assert [one for one in said if secret in one] == []
