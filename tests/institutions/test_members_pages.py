"""The pages of members: one's own body only; what is missing and what is forbidden look the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from mizan.institutions.models import Membership
from mizan.kit.actors import Role
from mizan.kit.clock import now
from tests.cast import Cast, make_member

pytestmark = pytest.mark.django_db

FORM = {
    "body": "T-SEC", "name": "New Person", "email": "new@test.example", "roles": ["analyst"], "since": "2026-02-01",
    "criteria": "Charter 4", "interests": "", "interests_declared": "on",
}  # fmt: skip


def test_a_member_sees_her_own_body_and_no_other(cast: Cast, desk: Callable[..., Any]) -> None:
    html = desk(cast.monitor).get("/members/").content.decode()
    assert cast.monitor.user.name in html
    for other in (cast.coordinator, cast.co_lead, cast.owner):
        assert other.user.name not in html
        assert other.user.email not in html


def test_another_body_s_member_and_a_missing_one_answer_alike(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.coordinator)
    for pk in (cast.monitor.post.pk, cast.owner.post.pk, 999_999):
        for tail, method in (("", "get"), ("suspend/", "post"), ("reinstate/", "post"), ("end/", "post")):
            answer = getattr(client, method)(f"/members/{pk}/{tail}")
            assert answer.status_code == 404
            assert b"or it is not for you" in answer.content


def test_admitting_is_not_here_for_who_does_not_admit(cast: Cast, desk: Callable[..., Any]) -> None:
    for member in (cast.owner, cast.monitor, cast.international, cast.operator):
        assert desk(member).get("/members/admit/").status_code == 404
        assert desk(member).post("/members/admit/", FORM).status_code == 404
    assert not Membership.objects.filter(user__email=FORM["email"]).exists()


def test_an_admission_sends_a_link_that_works_once(
    cast: Cast, desk: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk(cast.coordinator).post("/members/admit/", FORM)
    assert answer.status_code == 302
    assert [message.to for message in mail.outbox] == [["new@test.example"]]
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    path = link.removeprefix("http://localhost:8001")
    stranger = desk()
    assert stranger.get(path).status_code == 200
    passwords = {"password1": "a few words in a row", "password2": "a few words in a row"}
    assert stranger.post(path, passwords).status_code == 302
    again = stranger.post(path, {"password1": "other words in a row", "password2": "other words in a row"})
    assert again.status_code == 404
    user = Membership.objects.get(user__email="new@test.example").user
    assert user.check_password("a few words in a row")
    assert user.emailaddress_set.get().verified


def test_a_refusal_stands_beside_its_field(cast: Cast, desk: Callable[..., Any]) -> None:
    answer = desk(cast.coordinator).post("/members/admit/", {**FORM, "email": cast.monitor.user.email})
    assert answer.status_code == 409
    assert b'id="id_email_error"' in answer.content
    bodies = desk(cast.coordinator).post("/members/admit/", {**FORM, "body": "T-ORG"})
    assert bodies.status_code == 409
    assert not Membership.objects.filter(user__email=FORM["email"]).exists()


def test_suspending_takes_effect_with_the_next_page(cast: Cast, desk: Callable[..., Any]) -> None:
    other = make_member("second", cast.coordinator.post.institution, [Role.ANALYST])
    client = desk(other)
    assert client.get("/members/").status_code == 200
    assert desk(cast.coordinator).post(f"/members/{other.post.pk}/suspend/").status_code == 302
    answer = client.get("/members/")
    assert answer.status_code == 403
    assert b"You have no post now" in answer.content
    assert desk(cast.coordinator).post(f"/members/{other.post.pk}/suspend/").status_code == 409
    assert desk(cast.coordinator).post(f"/members/{other.post.pk}/reinstate/").status_code == 302
    assert client.get("/members/").status_code == 200


def test_a_post_is_ended_by_form_and_a_wrong_day_is_said(cast: Cast, desk: Callable[..., Any]) -> None:
    other = make_member("second", cast.coordinator.post.institution, [Role.ANALYST])
    client, url = desk(cast.coordinator), f"/members/{other.post.pk}/end/"
    for wrong in ("", "2999-01-01", "2025-01-01", "tomorrow", "\x00"):
        assert client.post(url, {"until": wrong}).status_code == 409
    assert client.post(url, {"until": now().date().isoformat()}).status_code == 302
    other.post.refresh_from_db()
    assert other.post.until == now().date()


def test_interests_are_declared_on_one_s_own_page(cast: Cast, desk: Callable[..., Any]) -> None:
    client = desk(cast.monitor)
    assert client.post("/members/interests/", {"interests": "none that matter"}).status_code == 302
    assert b"none that matter" in client.get("/members/interests/").content
