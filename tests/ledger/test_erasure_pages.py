"""The desk's pages of erasures and contests: who sees which, and that nobody destroys anything alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from mizan.institutions.models import Membership
from mizan.institutions.services import declare_interests
from mizan.institutions.verbs import INTERESTS_DECLARED
from mizan.kit.acting import acting
from mizan.kit.actors import Role
from mizan.ledger import contests, duties
from mizan.ledger.models import Erasure, ErasureConsent, Event, Thread
from mizan.ledger.record import record
from mizan.ledger.verbs import HASH, Verb
from tests.cast import Cast, Member, make_body, make_cast, make_member
from tests.framework.cast import DAY
from tests.ledger.happening import CLOCK, happening
from tests.ledger.small_world import ACKNOWLEDGE

pytestmark = pytest.mark.django_db
Come = Callable[..., Any]
RECEIVED = Verb("test.received", "", {"contest": HASH}, public=False)
CODE = b"p" * 32


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def overseer(cast: Cast) -> Member:
    return make_member("overseer", make_body("T-OVS", kind="ombudsman"), (Role.OVERSIGHT,))


@pytest.fixture
def colleague(cast: Cast) -> Member:
    return make_member("colleague", cast.owner.post.institution, (Role.OWNER,))


@pytest.fixture
def matter(cast: Cast) -> Thread:
    """The owner's post, of which only her own body has recorded anything."""
    declare_interests(cast.owner.actor, cast.owner.post, interests="")
    return Thread.objects.get(subject_kind="institutions.membership", subject_id=str(cast.owner.post.pk))


def asked(client: Any, matter: Thread) -> str:
    answer = client.post("/erasures/ask/", {"matter": str(matter.pk), "basis": "retention_ended"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text(answer: Any) -> str:
    """What the page says, with its addresses and values, without the marks around numbers and names."""
    return " ".join(re.sub(r"</?bdi[^>]*>", "", answer.content.decode()).split())


def test_two_persons_and_oversight_lead_an_erasure_to_its_end_on_the_pages(
    cast: Cast, colleague: Member, overseer: Member, matter: Thread, desk: Come
) -> None:
    page = asked(desk(cast.owner), matter)
    assert "waits for a second person" in text(desk(cast.owner).get(page))
    assert desk(cast.owner).post(f"{page}carry-out/").status_code == 409
    assert desk(colleague).post(f"{page}agree/").status_code == 302
    assert "waits for oversight" in text(desk(colleague).get(page))
    assert desk(colleague).post(f"{page}carry-out/").status_code == 409
    assert "1 request that you have not agreed to" in text(desk(overseer).get("/seat/"))
    assert desk(overseer).post(f"{page}agree/").status_code == 302
    matter.refresh_from_db()
    assert matter.sealed is not None, "agreeing destroys nothing yet"
    assert "Destroy the keys" in text(desk(overseer).get(page))
    assert desk(overseer).post(f"{page}carry-out/").status_code == 302
    matter.refresh_from_db()
    assert matter.sealed is None
    assert "the keys are destroyed" in text(desk(cast.owner).get("/erasures/"))
    assert desk(overseer).post(f"{page}carry-out/").status_code == 409


def test_nobody_agrees_twice_and_who_only_looks_changes_nothing(cast: Cast, matter: Thread, desk: Come) -> None:
    page = asked(desk(cast.owner), matter)
    again = desk(cast.owner).post(f"{page}agree/")
    assert again.status_code == 409
    assert "You have agreed to this erasure before" in text(again)
    for tail in ("", "agree/", "carry-out/"):
        desk(cast.owner).get(f"{page}{tail}")
    assert ErasureConsent.objects.count() == 1


def test_what_is_missing_and_what_is_not_yours_answer_alike(
    cast: Cast, colleague: Member, matter: Thread, desk: Come
) -> None:
    page = asked(desk(cast.owner), matter)
    for member in (cast.coordinator, cast.co_lead, cast.monitor, cast.outsider):
        assert cast.owner.post.institution_id not in text(desk(member).get("/erasures/"))
        for one in (page, f"/erasures/{uuid4()}/"):
            assert desk(member).get(one).status_code == 404
            for verb in ("agree", "carry-out"):
                answer = desk(member).post(f"{one}{verb}/")
                assert answer.status_code == 404
                assert b"or it is not for you" in answer.content
    assert ErasureConsent.objects.count() == 1
    assert desk(colleague).get(page).status_code == 200


def test_only_matters_of_the_own_body_that_were_never_public_can_be_asked_for(
    cast: Cast, matter: Thread, desk: Come
) -> None:
    body = cast.owner.post.institution
    with acting(cast.owner.actor):
        record(cast.owner.actor, INTERESTS_DECLARED, body, institution=body.pk, has_interests=False)
    with happening(body):  # and of the same matter something that everybody may read
        pass
    public = Thread.objects.get(subject_kind="institutions.institution")
    form = text(desk(cast.owner).get("/erasures/ask/"))
    assert str(matter.pk) in form
    assert str(public.pk) not in form
    assert str(matter.pk) not in text(desk(cast.outsider).get("/erasures/ask/"))
    for member, thread in ((cast.owner, public), (cast.outsider, matter), (cast.owner, None)):
        sent = {"matter": str(thread.pk if thread else uuid4()), "basis": "court_order"}
        assert desk(member).post("/erasures/ask/", sent).status_code == 409
    assert desk(cast.owner).post("/erasures/ask/", {"matter": str(matter.pk), "basis": "because"}).status_code == 409
    assert not Erasure.objects.exists()


def test_a_page_names_bodies_and_never_persons(cast: Cast, overseer: Member, matter: Thread, desk: Come) -> None:
    page = asked(desk(cast.owner), matter)
    html = text(desk(overseer).get(page))
    assert cast.owner.post.institution_id in html
    assert cast.owner.user.name not in html
    assert cast.owner.user.email not in html


def test_a_member_of_the_exercise_sees_nothing_real(cast: Cast, matter: Thread, desk: Come) -> None:
    page = asked(desk(cast.owner), matter)
    body = make_body("EX-T-OVS", kind="ombudsman")
    body.world = "exercise"
    body.save()
    played = make_member("played", body, (Role.OVERSIGHT,))
    assert Membership.objects.get(pk=played.post.pk).world == "exercise"
    assert desk(played).get(page).status_code == 404
    assert desk(played).post(f"{page}agree/").status_code == 404


def test_I3_the_form_says_that_a_duty_is_open_and_records_nothing(cast: Cast, matter: Thread, desk: Come) -> None:
    post = cast.owner.post
    with acting(CLOCK):
        duty = duties.open_duty(ACKNOWLEDGE, owner="T-LEA", subject=post, opened_on=DAY, due_on=DAY)
        record(CLOCK, INTERESTS_DECLARED, post, institution=post.institution_id, has_interests=False)
    answer = desk(cast.owner).post("/erasures/ask/", {"matter": str(matter.pk), "basis": "court_order"})
    assert answer.status_code == 409
    assert "A duty of this matter is still open" in text(answer)
    assert not Erasure.objects.exists()
    duty.refresh_from_db()
    assert duty.state == "open"


def contested(post: Membership) -> Event:
    with acting(CLOCK):
        return record(CLOCK, RECEIVED, post, contest=contests.contest_hash(CODE))


def sent(event: Event, code: bytes = CODE) -> dict[str, str]:
    assert event.leaf is not None
    return {"code": code.hex(), "leaf": bytes(event.leaf.hash).hex()}


def test_a_monitor_contests_with_a_code_and_oversight_answers(
    cast: Cast, overseer: Member, matter: Thread, desk: Come
) -> None:
    event = contested(cast.owner.post)
    assert "belongs to no matter" in text(desk(cast.monitor).post("/contests/", sent(event, b"q" * 32)))
    assert desk(cast.monitor).post("/contests/", {"code": "x", "leaf": "y"}).status_code == 409
    assert desk(cast.monitor).post("/contests/", sent(event)).status_code == 302
    assert contests.is_contested(matter)
    recorded = Event.objects.get(verb="ledger.leaf.contested")
    assert (recorded.actor, recorded.body) == ("holder of a receipt", "")
    answer = f"/contests/{matter.pk}/answer/"
    assert "1 contest waits" in text(desk(overseer).get("/seat/"))
    assert answer in text(desk(overseer).get("/contests/"))
    assert answer not in text(desk(cast.monitor).get("/contests/"))
    assert desk(cast.monitor).post(answer, {"finding": "closing_false"}).status_code == 404
    assert desk(overseer).post(answer, {"finding": "because"}).status_code == 409
    assert contests.is_contested(matter)
    assert desk(overseer).post(answer, {"finding": "closing_false"}).status_code == 302
    assert not contests.is_contested(matter)
    assert desk(overseer).post(answer, {"finding": "closing_stands"}).status_code == 409
    assert desk(overseer).post(f"/contests/{uuid4()}/answer/", {"finding": "closing_stands"}).status_code == 404


def test_only_a_monitor_contests_and_only_oversight_and_monitors_see_the_page(
    cast: Cast, overseer: Member, matter: Thread, desk: Come
) -> None:
    event = contested(cast.owner.post)
    for member in (cast.owner, cast.co_lead, cast.operator):
        assert desk(member).get("/contests/").status_code == 404
        assert desk(member).post("/contests/", sent(event)).status_code == 404
        assert "/contests/" not in text(desk(member).get("/seat/"))
    assert desk(overseer).post("/contests/", sent(event)).status_code == 404
    assert not contests.is_contested(matter)


def test_every_form_needs_its_token(cast: Cast, matter: Thread, desk: Come) -> None:
    client = desk(cast.owner)
    client.handler.enforce_csrf_checks = True
    assert client.post("/erasures/ask/", {"matter": str(matter.pk), "basis": "court_order"}).status_code == 403
    assert not Erasure.objects.exists()
