"""Members are admitted, suspended and ended by their own side's own body, with one event each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mizan.institutions import services
from mizan.institutions.access import actor_of
from mizan.institutions.models import Institution, Membership, User
from mizan.kit.actors import NOBODY, Actor, Role
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.wording import worded_codes
from mizan.ledger.models import Event
from tests.cast import Cast, Member, make_body, make_member

pytestmark = pytest.mark.django_db


def admit(actor: Actor, body: str, **changes: Any) -> Membership:
    given: dict[str, Any] = {
        "email": "new@test.example", "name": "New Person", "roles": [Role.ANALYST], "criteria": "charter 4",
        "interests": "", "interests_declared": True, "since": date(2026, 2, 1),
    }  # fmt: skip
    return services.admit(actor, Institution.objects.get(pk=body), **{**given, **changes})


def refused(code: str, act: Callable[[], object]) -> Refused:
    events, posts = Event.objects.count(), list(Membership.objects.order_by("pk").values())
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    assert code in worded_codes()
    assert Event.objects.count() == events
    assert list(Membership.objects.order_by("pk").values()) == posts
    return caught.value


def second_admitter(cast: Cast) -> Member:
    return make_member("second", cast.coordinator.post.institution, [Role.ADMITTER])


def test_an_admission_makes_a_person_without_a_password_and_one_event(cast: Cast) -> None:
    before = Event.objects.count()
    post = admit(cast.coordinator.actor, "T-SEC", email="New@Test.Example")
    assert post.user.email == "new@test.example"
    assert not post.user.has_usable_password()
    assert actor_of(post.user).body == "T-SEC"
    event = Event.objects.latest("at")
    assert Event.objects.count() == before + 1
    assert event.payload == {
        "institution": "T-SEC", "roles": ["analyst"], "interests_declared": True, "first_admitter": False,
    }  # fmt: skip


def test_no_event_of_a_member_holds_a_name_or_an_address(cast: Cast) -> None:
    post = admit(cast.coordinator.actor, "T-SEC", interests="owns a brick kiln")
    services.suspend(cast.coordinator.actor, post)
    services.reinstate(cast.coordinator.actor, post)
    services.end_post(cast.coordinator.actor, post, until=now().date())
    for event in Event.objects.all():
        written = f"{event.payload} {event.actor} {event.target_id}"
        assert "New Person" not in written
        assert "@" not in written
        assert "kiln" not in written


def test_it_refuses_to_admit_for_another_body_or_side_or_without_the_role(cast: Cast) -> None:
    refused("institutions.not_your_side", lambda: admit(cast.coordinator.actor, "T-ORG"))
    refused("institutions.not_your_body", lambda: admit(cast.outsider.actor, "T-SEC"))
    refused("institutions.role_needed", lambda: admit(cast.owner.actor, "T-LEA"))
    refused("institutions.not_your_side", lambda: admit(NOBODY, "T-SEC"))
    refused("institutions.not_your_side", lambda: admit(cast.international.actor, "T-SEC"))


def test_it_refuses_what_is_not_complete(cast: Cast) -> None:
    actor = cast.coordinator.actor
    assert refused("institutions.no_role", lambda: admit(actor, "T-SEC", roles=[])).where == "roles"
    refusal = refused("institutions.interests_needed", lambda: admit(actor, "T-SEC", interests_declared=False))
    assert refusal.where == "interests_declared"
    for field in ("email", "name", "criteria"):
        blank = {field: "  "}
        assert refused("institutions.field_needed", lambda blank=blank: admit(actor, "T-SEC", **blank)).where == field
    refused("institutions.other_world", lambda: admit(replace(actor, world="exercise"), "T-SEC"))


def test_employers_are_never_co_lead_or_monitor(cast: Cast) -> None:
    employers = make_member("employer", Institution.objects.get(pk="T-EMP"), [Role.ADMITTER])
    for role in (Role.CO_LEAD, Role.MONITOR):
        refused("institutions.not_for_employers", lambda role=role: admit(employers.actor, "T-EMP", roles=[role]))
    assert admit(employers.actor, "T-EMP", roles=[Role.COMMITTEE]).pk


def test_a_person_with_a_post_anywhere_cannot_be_taken_over(cast: Cast) -> None:
    refused("institutions.has_a_post", lambda: admit(cast.coordinator.actor, "T-SEC", email=cast.monitor.user.email))
    Membership.objects.filter(pk=cast.monitor.post.pk).update(suspended_at=now())
    refused("institutions.has_a_post", lambda: admit(cast.coordinator.actor, "T-SEC", email=cast.monitor.user.email))


def test_a_person_whose_post_ended_keeps_her_account_in_the_next_one(cast: Cast) -> None:
    other = second_admitter(cast)
    services.end_post(cast.coordinator.actor, other.post, until=now().date())
    post = admit(cast.co_lead.actor, "T-ORG", email=other.user.email)
    assert post.user_id == other.user.pk
    assert User.objects.filter(email=other.user.email).count() == 1


def test_the_founding_body_appoints_only_the_first_admitter_of_its_side(cast: Cast) -> None:
    actor = cast.coordinator.actor
    refused("institutions.admitter_first", lambda: admit(actor, "T-OUT", roles=[Role.OWNER]))
    refused("institutions.not_your_side", lambda: admit(actor, "T-MON", roles=[Role.ADMITTER]))
    first = admit(actor, "T-OUT", roles=[Role.ADMITTER])
    assert Event.objects.latest("at").payload["first_admitter"] is True
    refused(
        "institutions.has_its_own_admitter",
        lambda: admit(actor, "T-OUT", roles=[Role.ADMITTER], email="another@test.example"),
    )
    assert admit(actor_of(first.user), "T-OUT", email="third@test.example").pk


def test_another_body_of_the_side_founds_nothing(cast: Cast) -> None:
    make_body("T-NEW")
    admitter = make_member("admitter", cast.outsider.post.institution, [Role.ADMITTER])
    refused("institutions.not_your_body", lambda: admit(admitter.actor, "T-NEW", roles=[Role.ADMITTER]))


def test_a_suspended_member_can_do_nothing_and_can_come_back(cast: Cast) -> None:
    other = second_admitter(cast)
    services.suspend(cast.coordinator.actor, other.post)
    assert actor_of(other.user) == NOBODY
    refused("institutions.suspended_before", lambda: services.suspend(cast.coordinator.actor, other.post))
    services.reinstate(cast.coordinator.actor, other.post)
    assert actor_of(other.user).has(Role.ADMITTER)
    refused("institutions.not_suspended", lambda: services.reinstate(cast.coordinator.actor, other.post))


def test_nobody_suspends_or_ends_herself(cast: Cast) -> None:
    actor, post = cast.coordinator.actor, cast.coordinator.post
    refused("institutions.not_yourself", lambda: services.suspend(actor, post))
    refused("institutions.not_yourself", lambda: services.end_post(actor, post, until=now().date()))


def test_a_post_ends_between_its_first_day_and_today_and_once(cast: Cast) -> None:
    other, today = second_admitter(cast), now().date()
    for day in (today + timedelta(days=1), date(2025, 12, 31)):
        code = "institutions.end_out_of_range"
        refused(code, lambda day=day: services.end_post(cast.coordinator.actor, other.post, until=day))
    services.end_post(cast.coordinator.actor, other.post, until=today)
    refused("institutions.post_ended", lambda: services.end_post(cast.coordinator.actor, other.post, until=today))
    assert actor_of(other.user) == NOBODY


def test_interests_are_declared_by_oneself_only(cast: Cast) -> None:
    services.declare_interests(cast.monitor.actor, cast.monitor.post, interests="a cousin in the agency")
    cast.monitor.post.refresh_from_db()
    assert cast.monitor.post.interests == "a cousin in the agency"
    assert Event.objects.latest("at").payload == {"institution": "T-MON", "has_interests": True}
    for actor in (cast.coordinator.actor, cast.co_lead.actor, NOBODY):
        refused(
            "institutions.not_your_post",
            lambda actor=actor: services.declare_interests(actor, cast.monitor.post, interests="x"),
        )
