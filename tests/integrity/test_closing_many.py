"""Closing many at once: two persons of two institutions for each, all of a batch or none, nothing unread."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.institutions.rules.routing import Accused
from mizan.integrity.act_verbs import ACTED
from mizan.integrity.following import found_by
from mizan.integrity.models import OfficerAct, Report
from mizan.integrity.rules.accusation import CHANNEL, Accusation
from mizan.integrity.rules.acts import Act, Done, Hand, Place, Standing, may
from mizan.integrity.rules.batching import is_alone
from mizan.integrity.services import closing, reporter
from mizan.integrity.services.acts import Order, open_once
from mizan.integrity.services.intake import intake, make_door
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.sealing.reporter import keys_of
from tests.integrity.country import Country
from tests.integrity.desk import ABOUT_OFFICER, NARRATIVE, Officer, seated, sent
from tests.integrity.test_desk_pages import Desk, body

pytestmark = pytest.mark.django_db
PAGE = "/inbox/closing/"
ABOUT_IA = Accusation((Accused("POLICE", "IA"),))
CHANGING = re.compile(r"nonce-[^\"']*|(?<=csrfmiddlewaretoken\" value=\")\w+")
PROPOSE = Order(Act.PROPOSE_CLOSING, "no_content", "Empty, all of one hand.")
CLOSE = Order(Act.CLOSE, "", "Read, and empty.")


@pytest.fixture
def desk(country: Country, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


def many(country: Country, n: int) -> list[UUID]:
    return [sent(country, narrative=f"Junk number {number}, with words of its own.").report for number in range(n)]


def batch(officer: Officer, country: Country, reports: list[UUID], order: Order) -> list[OfficerAct]:
    chosen = [officer.opens(report, country.ground) for report in reports]
    for one in chosen:
        open_once(officer.actor, officer.mine, one, country.ground)
    return closing.close_many(officer.actor, officer.mine, chosen, country.ground, order)


def states(reports: list[UUID]) -> set[str]:
    return set(Report.objects.filter(pk__in=reports).values_list("state", flat=True))


def closings() -> int:
    return Event.objects.filter(verb=ACTED[Act.CLOSE].name).count()


def test_two_institutions_close_a_batch_and_each_report_has_its_own_act_and_event(country: Country) -> None:
    officers, reports = seated(country), many(country, 4)
    batch(officers["IA-1"], country, reports, PROPOSE)
    done = batch(officers["ACE-1"], country, reports, CLOSE)
    assert (len(done), states(reports)) == (4, {"inadmissible"})
    assert closings() == 4
    assert len({bytes(row.signature) for row in done}) == 4


def test_nobody_signs_in_a_batch_for_a_report_that_was_not_shown_to_her(country: Country) -> None:
    officers, reports = seated(country), many(country, 2)
    batch(officers["IA-1"], country, reports, PROPOSE)
    second = officers["ACE-1"]
    chosen = [second.opens(report, country.ground) for report in reports]
    open_once(second.actor, second.mine, chosen[0], country.ground)
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        closing.close_many(second.actor, second.mine, chosen, country.ground, CLOSE)
    assert states(reports) == {"open"}


IN_DANGER = replace(ABOUT_OFFICER, answers={"reprisal": "yes"})


def test_a_report_with_a_yes_about_danger_is_closed_by_itself_or_not_at_all(country: Country) -> None:
    officers, reports = seated(country), [*many(country, 1), sent(country, IN_DANGER).report]
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        batch(officers["IA-1"], country, reports, PROPOSE)
    assert not OfficerAct.objects.filter(verb=Act.PROPOSE_CLOSING).exists()
    officers["IA-1"].does(reports[1], country.ground, Act.PROPOSE_CLOSING, "no_content")
    officers["ACE-1"].does(reports[1], country.ground, Act.CLOSE)
    assert states(reports[1:]) == {"inadmissible"}


def test_what_its_reporter_wrote_after_the_proposal_takes_a_report_out_of_the_batch(country: Country) -> None:
    officers, sent_one = seated(country), sent(country)
    keys = keys_of(bytes(range(32)))
    make_door(intake(country.world), sent_one, keys)
    batch(officers["IA-1"], country, [sent_one.report], PROPOSE)
    reporter.write(intake(country.world), found_by(keys), "I have more to say.", on=country.ground)
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        batch(officers["ACE-1"], country, [sent_one.report], CLOSE)
    assert states([sent_one.report]) == {"open"}


@given(
    st.dictionaries(st.sampled_from(["reprisal", "serious-a", CHANNEL]), st.sampled_from(["", "no", "yes"])),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_only_a_report_that_is_words_alone_goes_with_others(said: dict[str, str], files: bool, messages: bool) -> None:
    alone = is_alone(Accusation(answers=said), files=files, messages=messages)
    danger = said.get("reprisal") == "yes" or said.get("serious-a") == "yes"
    assert alone is (files or messages or danger)


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
    with pytest.raises(Refused, match="one_cannot_be_closed"):
        batch(officers["ACE-1"], country, reports, CLOSE)
    assert (states(reports), closings()) == ({"open"}, 0)


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


def test_I1_a_report_that_is_hidden_from_her_and_one_that_is_not_there_answer_alike(desk: Desk) -> None:
    readable = many(desk.country, 1)[0]
    hidden = sent(desk.country, ABOUT_IA).report
    client = desk.client("IA-1")
    client.get(PAGE)
    before = Event.objects.count()
    pages = []
    for other in (hidden, UUID(int=7)):
        answer = ticked(client, "propose_closing", [readable, other], **{"propose_closing-code": "no_content"})
        assert answer.status_code == 409
        pages.append(CHANGING.sub("", body(answer)).replace(str(other), "OTHER"))
    assert pages[0] == pages[1]
    assert Event.objects.count() == before


def test_the_page_says_how_many_stand_apart_and_does_not_offer_them(desk: Desk) -> None:
    many(desk.country, 1)
    sent(desk.country, IN_DANGER)
    shown = body(desk.client("IA-1").get(PAGE))
    assert NARRATIVE not in shown
    assert "1 more is read by itself" in shown


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
