"""Closing many at once: two persons of two institutions for each, all of a batch or none, nothing unread."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.integrity.models import OfficerAct, Report
from mizan.integrity.rules.acts import Act, Done, Hand, Place, Standing, may
from mizan.integrity.services import closing
from mizan.integrity.services.acts import Order
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from tests.integrity.country import Country
from tests.integrity.desk import Officer, seated, sent
from tests.integrity.test_desk_pages import Desk, body

pytestmark = pytest.mark.django_db
PAGE = "/inbox/closing/"
PROPOSE = Order(Act.PROPOSE_CLOSING, "no_content", "Empty, all of one hand.")
CLOSE = Order(Act.CLOSE, "", "Read, and empty.")


@pytest.fixture
def desk(country: Country, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


def many(country: Country, n: int) -> list[UUID]:
    return [sent(country, narrative=f"Junk number {number}, with words of its own.").report for number in range(n)]


def batch(officer: Officer, country: Country, reports: list[UUID], order: Order) -> list[OfficerAct]:
    chosen = [officer.opens(report, country.ground) for report in reports]
    return closing.close_many(officer.actor, officer.mine, chosen, country.ground, order)


def states(reports: list[UUID]) -> set[str]:
    return set(Report.objects.filter(pk__in=reports).values_list("state", flat=True))


def test_two_institutions_close_a_batch_and_each_report_has_its_own_act_and_event(country: Country) -> None:
    officers, reports = seated(country), many(country, 4)
    batch(officers["IA-1"], country, reports, PROPOSE)
    before = Event.objects.count()
    done = batch(officers["ACE-1"], country, reports, CLOSE)
    assert (len(done), states(reports)) == (4, {"inadmissible"})
    assert Event.objects.count() - before == 4
    assert len({bytes(row.signature) for row in done}) == 4


@pytest.mark.parametrize("who", ["IA-1", "IA-2"])
def test_one_institution_alone_closes_none_of_them(country: Country, who: str) -> None:
    officers, reports = seated(country), many(country, 3)
    batch(officers["IA-1"], country, reports, PROPOSE)
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        batch(officers[who], country, reports, CLOSE)
    assert states(reports) == {"open"}


def test_a_batch_with_one_report_that_nobody_proposed_changes_nothing(country: Country) -> None:
    officers, reports = seated(country), many(country, 3)
    batch(officers["IA-1"], country, reports[:2], PROPOSE)
    before = Event.objects.count()
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        batch(officers["ACE-1"], country, reports, CLOSE)
    assert (states(reports), Event.objects.count()) == ({"open"}, before)


def test_a_batch_has_its_limit_and_is_never_empty(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "MOST", 2)
    officers, reports = seated(country), many(country, 3)
    for chosen, why in (([], "none_chosen"), (reports, "too_many_chosen")):
        with pytest.raises(Refused, match=why):
            batch(officers["IA-1"], country, chosen, PROPOSE)


def ticked(client: Client, act: str, reports: list[UUID], **more: str) -> object:
    form = {f"{act}-chosen": [str(pk) for pk in reports], f"{act}-words": "Read, and empty.", "verb": act}
    return client.post(PAGE, form | more)


def test_by_the_page_from_the_proposal_to_the_closing(desk: Desk) -> None:
    reports = many(desk.country, 3)
    first = desk.client("IA-1")
    shown = body(first.get(PAGE))
    assert all(f"Junk number {n}" in shown for n in range(3))
    assert OfficerAct.objects.filter(report__in=reports, verb=Act.OPENED).count() == 3
    assert ticked(first, "propose_closing", reports, **{"propose_closing-code": "no_content"}).status_code == 302
    assert states(reports) == {"open"}
    second = desk.client("ACE-1")
    assert "Junk number 1" in body(second.get(PAGE))
    assert ticked(second, "close", reports[:2]).status_code == 302
    assert (states(reports[:2]), states(reports[2:])) == ({"inadmissible"}, {"open"})


def test_I1_an_id_that_is_not_on_the_page_closes_nothing_and_says_nothing_of_it(desk: Desk) -> None:
    reports = many(desk.country, 2)
    client = desk.client("IA-1")
    no_such = UUID(int=7)
    answers = [
        ticked(client, "propose_closing", [reports[0], other], **{"propose_closing-code": "no_content"})
        for other in (no_such, UUID(int=8))
    ]
    assert [one.status_code for one in answers] == [409, 409]
    assert not OfficerAct.objects.filter(verb=Act.PROPOSE_CLOSING).exists()


def test_the_page_is_there_in_urdu(desk: Desk) -> None:
    many(desk.country, 1)
    page = desk.client("IA-1").get(PAGE, headers={"accept-language": "ur"})
    assert 'dir="rtl"' in body(page)


HANDS = st.builds(Hand, st.sampled_from("ab"), st.just("B"), st.sampled_from(["X", "Y"]), st.just(Place()))


@given(st.lists(st.tuples(HANDS, st.sampled_from([Act.PROPOSE_CLOSING, Act.CLOSE])), max_size=12))
def test_no_sequence_closes_with_one_person_or_one_institution(steps: list[tuple[Hand, Act]]) -> None:
    standing, done = Standing(), []
    for hand, act in steps:
        code = "no_content" if act is Act.PROPOSE_CLOSING else ""
        if not may(standing, hand, act, code=code):
            done.append(Done(act, code, hand.person, hand.whole))
            standing = Standing(is_open=act is not Act.CLOSE, done=tuple(done))
    closed = standing.last(Act.CLOSE)
    if closed:
        proposed = standing.last(Act.PROPOSE_CLOSING)
        assert proposed is not None
        assert proposed.person != closed.person
        assert proposed.whole != closed.whole
