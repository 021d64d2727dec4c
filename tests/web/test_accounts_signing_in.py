"""Signing in at the desk: password, then a second factor proved in this very session, then a current post."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from mizan.institutions.models import Membership
from mizan.kit.clock import now
from mizan.web.accounts.locks import forget
from tests.cast import PASSWORD, SEED, Cast, make_body, make_member

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def code() -> str:
    return format_hotp_value(hotp_value(SEED, int(time.time()) // 30))


def give_password(client: Client, email: str, password: str = PASSWORD, url: str = LOGIN) -> Any:
    return client.post(url, {"login": email, "password": password})


def test_password_and_code_open_the_page_that_was_asked_for(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk()
    asked = client.get("/members/")
    assert asked.headers["Location"] == "/account/login/?next=/members/"
    first = client.post(
        asked.headers["Location"], {"login": cast.owner.user.email, "password": PASSWORD, "next": "/members/"}
    )
    assert first.headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/members/").status_code == 302
    second = client.post("/account/2fa/authenticate/", {"code": code()})
    assert second.headers["Location"] == "/members/"
    assert client.get("/members/").status_code == 200


def test_a_code_works_once(cast: Cast, desk: Callable[..., Any]) -> None:
    used = code()
    for expected in (302, 200):
        client = desk()
        give_password(client, cast.owner.user.email)
        assert client.post("/account/2fa/authenticate/", {"code": used}).status_code == expected


def test_a_member_without_a_second_factor_reaches_the_set_up_pages_only(cast: Cast, desk: Callable[..., Any]) -> None:
    bare = make_member("bare", cast.coordinator.post.institution, with_factor=False)
    client = desk()
    assert give_password(client, bare.user.email).status_code == 302
    for path in ("/", "/members/", "/actions/", "/seat/", "/nothing/here/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/"), path
    page = client.get("/account/2fa/").content.decode()
    assert "One more step" in page
    assert "/members/" not in page


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_code_app_opens_the_desk_and_gives_recovery_codes(cast: Cast, desk: Callable[..., Any]) -> None:
    bare = make_member("bare", cast.coordinator.post.institution, with_factor=False)
    client = desk()
    give_password(client, bare.user.email)
    url = "/account/2fa/totp/activate/"
    again = client.get(url)
    assert again.headers["Location"].startswith("/account/reauthenticate/")
    client.post(again.headers["Location"], {"password": PASSWORD})
    page = client.get(url).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    seed = re.search(r"<code><bdi>([A-Z2-7]+)</bdi></code>", page)
    assert seed
    given = format_hotp_value(hotp_value(seed.group(1), int(time.time()) // 30))
    answer = client.post(url, {"code": given})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/account/2fa/recovery-codes/").content.count(b"<code>") == 10
    assert client.get("/members/").status_code == 200
    assert "A code app was set up" in mail.outbox[-1].body


def test_a_session_that_never_proved_the_factor_stays_outside(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.owner, proved=False)
    answer = client.get("/members/?page=2")
    assert answer.headers["Location"] == "/account/2fa/reauthenticate/?next=%2Fmembers%2F%3Fpage%3D2"
    for path in ("/account/2fa/webauthn/add/", "/account/2fa/", "/account/password/change/", "/account/sessions/"):
        assert client.get(path).headers["Location"].startswith("/account/2fa/reauthenticate/"), path
    proved = client.post(answer.headers["Location"], {"code": code()})
    assert proved.headers["Location"] == "/members/?page=2"
    assert client.get("/members/").status_code == 200


def test_a_proof_counts_for_one_person_only(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.owner)
    session = client.session
    session["second_factor_of"] = str(cast.monitor.user.pk)
    session.save()
    assert client.get("/members/").status_code == 302


def test_without_a_current_post_there_is_a_plain_page(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.owner)
    Membership.objects.filter(pk=cast.owner.post.pk).update(until=now().date())
    answer = client.get("/actions/")
    assert answer.status_code == 403
    assert b"You have no post now" in answer.content
    assert client.get("/account/2fa/").status_code == 200


def test_a_retired_body_gives_no_way_in(cast: Cast, desk: Callable[..., Any]) -> None:
    member = make_member("gone", make_body("T-GONE"))
    client = desk(member)
    assert client.get("/").status_code == 200
    member.post.institution.retired_at = now()
    member.post.institution.save()
    assert client.get("/").status_code == 403


def test_nobody_registers(cast: Cast, desk: Callable[..., Any]) -> None:
    page = desk().get("/account/signup/")
    assert b"Accounts are made by admission" in page.content
    answer = desk().post("/account/signup/", {"email": "x@test.example", "password1": "a b c d e f g h"})
    assert answer.status_code == 405


def test_asking_for_a_new_password_says_the_same_to_everybody(cast: Cast, desk: Callable[..., Any]) -> None:
    answers = [desk().post("/account/password/reset/", {"email": email}, follow=True) for email in
               (cast.owner.user.email, "nobody@test.example")]  # fmt: skip
    pages = [re.sub(rb'value="[^"]*"', b"", answer.content) for answer in answers]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[cast.owner.user.email]]
    assert "http://localhost:8001/account/password/reset/key/" in mail.outbox[0].body


def test_wrong_passwords_and_unknown_people_answer_alike(cast: Cast, desk: Callable[..., Any]) -> None:
    known = give_password(desk(), cast.owner.user.email, "wrong").content.decode()
    unknown = give_password(desk(), "nobody@test.example", "wrong").content.decode()
    assert "do not belong together" in known
    assert re.sub(r'value="[^"]*"', "", known) == re.sub(r'value="[^"]*"', "", unknown)


def test_a_reset_link_from_a_false_host_is_never_sent(cast: Cast) -> None:
    client = Client(headers={"host": "evil.example"})
    assert client.post("/account/password/reset/", {"email": cast.owner.user.email}).status_code == 400
    assert mail.outbox == []


def test_five_wrong_passwords_lock_this_person_from_this_address_only(cast: Cast, desk: Callable[..., Any]) -> None:
    here = Client(REMOTE_ADDR="192.0.2.1")
    answers = [give_password(here, cast.owner.user.email, f"wrong {n}").status_code for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    locked = give_password(here, cast.owner.user.email.upper())
    assert locked.status_code == 429
    assert give_password(here, cast.monitor.user.email).status_code == 302


def test_old_attempts_and_ended_sessions_are_forgotten(cast: Cast, desk: Callable[..., Any]) -> None:
    give_password(desk(), cast.owner.user.email, "wrong")
    desk(cast.monitor)
    assert AccessAttempt.objects.count() == 1
    forget(now())
    assert (AccessAttempt.objects.count(), Session.objects.count()) == (1, 1)
    forget(now() + timedelta(days=2))
    assert (AccessAttempt.objects.count(), Session.objects.count()) == (0, 0)


def test_signing_out_needs_a_post(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.owner)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/members/").status_code == 200
    assert client.post("/account/logout/").headers["Location"] == "/account/login/"
    assert client.get("/members/").status_code == 302


def test_a_session_ends_after_thirty_idle_minutes_and_with_the_browser(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk()
    give_password(client, cast.owner.user.email)
    client.post("/account/2fa/authenticate/", {"code": code()})
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == ""
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)
    left = Session.objects.get(pk=cookie.value).expire_date - now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_a_new_password_ends_the_other_sessions(cast: Cast, desk: Callable[..., Any]) -> None:
    here, elsewhere = desk(cast.owner), desk(cast.owner)
    words = "four other words here"
    answer = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": words, "password2": words})
    assert answer.status_code == 302
    assert here.get("/members/").status_code == 200
    assert elsewhere.get("/members/").status_code == 302


@pytest.mark.parametrize("password", ["short one", "1qaz2wsx3edc", "owner@test.example"])
def test_a_weak_password_is_refused_in_words(cast: Cast, desk: Callable[..., Any], password: str) -> None:
    answer = desk(cast.owner).post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    assert answer.status_code == 200
    assert b'id="id_password1_error"' in answer.content


@pytest.mark.parametrize("credential", ["", "{", "[]", "null", "7", '{"id": 1}', '{"response": {}}', '"\\u0000"'])
def test_a_key_that_cannot_be_read_is_refused_not_broken(cast: Cast, desk: Callable[..., Any], credential: str) -> None:
    stranger = desk()
    stranger.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    answer = stranger.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    half = desk()
    give_password(half, cast.owner.user.email)
    assert half.post("/account/2fa/authenticate/", {"credential": credential}).status_code == 200
    member = desk(cast.owner)
    member.post("/account/reauthenticate/", {"password": PASSWORD})
    assert member.get("/account/2fa/webauthn/add/").status_code == 200
    assert member.post("/account/2fa/webauthn/add/", {"credential": credential, "name": "x"}).status_code == 200


def test_a_form_from_elsewhere_is_answered_in_words(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 403
    assert b"This page was open too long" in answer.content
