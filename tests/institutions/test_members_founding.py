"""The first admitter of a side: made by the operator once, for the body that speaks for the side."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from mizan.framework.models import FocalBody
from mizan.institutions.models import Institution
from mizan.kit.actors import Side
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.web.accounts.founding import found_side
from mizan.web.accounts.links import one_time_link
from tests.cast import make_body

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


@pytest.fixture
def body() -> Institution:
    FocalBody.objects.filter(world="real").delete()
    return make_body("F-STATE")


def found(side: Side, body: Institution) -> object:
    return found_side(side, body, email="head@test.example", criteria="by the operator", since=DAY)


def test_it_names_the_focal_body_and_admits_its_first_admitter(body: Institution) -> None:
    post = found_side(Side.STATE, body, email="head@test.example", criteria="by the operator", since=DAY)
    assert FocalBody.objects.get(side="state", world="real").institution == body
    assert [event.verb for event in Event.objects.filter(body=body.code).order_by("at")] == [
        "house.focal.named", "institutions.member.admitted",
    ]  # fmt: skip
    assert "admitter" in post.roles
    assert mail.outbox == []
    link = one_time_link(post.user)
    assert link.startswith("http://localhost:8001/account/password/reset/key/")


def test_it_is_refused_twice_for_another_side_and_for_another_body(body: Institution) -> None:
    with pytest.raises(Refused):
        found(Side.SOCIETY, body)
    found(Side.STATE, body)
    with pytest.raises(Refused):
        found(Side.STATE, body)
    with pytest.raises(Refused) as refused:
        found(Side.STATE, make_body("F-OTHER"))
    assert refused.value.facts["body"] == "F-STATE"
