"""Pages of prevention as their users press them: an NGO lists, refers and follows; nobody else sees a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from mizan.kit import clock
from mizan.prevention import services
from mizan.prevention.models import Enrolment, Entitlement, Programme, Referral
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.cast import Member, sign_in
from tests.prevention.people import TODAY, Town, girl, run


def at_desk(who: Member) -> Client:
    return sign_in(Client(), who)


def test_an_organisation_lists_its_programme_without_asking_anybody(town: Town, request: Any) -> None:
    desk = at_desk(town.centre)
    answer = desk.post(
        "/programmes/list/",
        {
            "name": "Bridge school", "about": "Lessons for girls who left school.", "mechanism": town.need.pk,
            "sex": "female", "age_from": 10, "age_to": 17, "other_owner": "T-SCHOOL",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    row = Programme.objects.get()
    assert (row.provider_id, row.pillar_id, row.sex) == ("T-CENTRE", "education", "female")
    page = f"/programmes/{row.pk}/"
    assert desk.post(page, {"verb": "offer", "offer-place": "T-D1", "offer-places": 20}).status_code == 302
    assert "suggested" in desk.get(page).content.decode()
    other = at_desk(town.school)
    assert other.post(page, {"verb": "own"}).status_code == 302
    assert other.post(page, {"verb": "end"}).status_code == 404
    shown = request.getfixturevalue("public").get(page).content.decode()
    assert "Nobody has to complain, testify or help the police" in shown
    assert "suggested" not in shown


def test_a_referral_is_sent_answered_and_followed_to_its_result(town: Town) -> None:
    run(town, town.centre)
    helper, centre = at_desk(town.helper), at_desk(town.centre)
    sent = helper.post(
        "/referrals/send/",
        {"place": "T-D1", "sex": "female", "band": "10-13", "need": town.need.pk, "urgency": "routine"},
    )
    assert sent.status_code == 302
    row = Referral.objects.get()
    assert "waits for your body" in centre.get("/referrals/").content.decode()
    assert centre.post(f"/referrals/{row.pk}/", {"verb": "accept"}).status_code == 302
    hers = Enrolment.objects.get()
    page = f"/queue/{hers.pk}/"
    assert hers.code in centre.get("/queue/").content.decode()
    assert centre.post(page, {"verb": "step", "step-stage": "enrolled"}).status_code == 302
    assert centre.post(page, {"verb": "step", "step-stage": "completed"}).status_code == 302
    assert "follow_up" not in centre.get(page).content.decode()
    with clock.at(noon(TODAY + timedelta(days=366))):
        assert "To be asked after" in centre.get("/queue/").content.decode()
        assert centre.post(page, {"verb": "follow_up", "follow_up-kept": "yes"}).status_code == 302
        assert "still so" in centre.get(page).content.decode()


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(town: Town) -> None:
    helper = at_desk(town.helper)
    answer = helper.post(
        "/referrals/send/",
        {"place": "T-D1", "sex": "female", "band": "10-13", "need": town.need.pk, "urgency": "urgent",
         "language": "Sindhi"},
    )  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "No programme for this need" in html
    assert 'value="Sindhi"' in html
    assert not Referral.objects.exists()


def test_nobody_but_the_own_body_opens_a_queue_and_missing_is_as_forbidden(town: Town, request: Any) -> None:
    programme = run(town, town.centre)
    hers = services.take_in(town.centre.actor, programme, girl(town))
    services.keep_clock(town.office.actor, town.kind)
    owed = services.write_down(
        town.helper.actor, services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY)
    )
    nowhere = "/queue/00000000-0000-0000-0000-000000000000/"
    for who in (town.school, town.cast.coordinator, town.cast.monitor, town.cast.operator):
        desk = at_desk(who)
        answers = [desk.get(address) for address in (f"/queue/{hers.pk}/", f"/owed/{owed.pk}/", nowhere)]
        assert {answer.status_code for answer in answers} == {404}
    public = request.getfixturevalue("public")
    for page in ("/programmes/", f"/programmes/{programme.pk}/", "/entitlements/"):
        html = public.get(page).content.decode()
        assert hers.code not in html
        assert owed.code not in html


def test_what_is_late_shows_at_the_desk_and_counts_by_quarter_only_from_ten_up(town: Town, request: Any) -> None:
    services.keep_clock(town.office.actor, town.kind)
    for _each in range(9):
        services.write_down(
            town.helper.actor, services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY)
        )
    after = noon(TODAY + timedelta(days=120))
    with clock.at(after):
        tick("real")
        assert "overdue" in at_desk(town.office).get("/owed/").content.decode()
        html = request.getfixturevalue("public").get("/entitlements/").content.decode()
        assert "under 10" in html
    assert Entitlement.objects.filter(stage="owed").count() == 9


def test_a_quarter_is_frozen_once(town: Town) -> None:
    programme = run(town, town.centre, places=20)
    for _each in range(12):
        services.take_in(town.centre.actor, programme, girl(town))
    with clock.at(noon(TODAY + timedelta(days=30))):
        assert tick("real")["frozen"] > 0
        services.take_in(town.centre.actor, programme, girl(town))
        assert tick("real")["frozen"] == 0
    from mizan.prevention.models import FrozenCount

    found = FrozenCount.objects.get(subject=programme.pk, measure="waiting", split="")
    assert (found.quarter, found.value) == ("2026-Q1", 10)
