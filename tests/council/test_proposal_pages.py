"""Pages of proposals: the same lines for everybody, counts that lead to their rows, forms for one's own body only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mizan.council import services
from mizan.council.models import Proposal
from mizan.council.queries.agenda import points
from mizan.council.services.clock import tick
from mizan.framework.models import Pillar, Plan
from mizan.institutions.models import Institution, UnitStatus
from mizan.kit.clock import now
from mizan.kit.days import today_in
from tests.cast import Cast, sign_in
from tests.council.table import Board, at_day
from tests.council.test_pages import text
from tests.council.test_proposals import accepted, new, said
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> Proposal:
    return services.propose(cast.monitor.actor, new())


def page(row: Proposal) -> str:
    return f"/proposals/{row.pk}/"


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_an_undelivered_proposal_says_that_no_clock_runs(asked: Proposal, public: Any) -> None:
    html = text(public, page(asked))
    assert "Not delivered: no clock runs, and nobody is late." in html
    assert "No clock has run." in html
    assert "Nobody is silent" in text(public, "/silence/")


def test_silence_is_on_the_public_list_with_its_rungs(asked: Proposal, public: Any, board: Board, cast: Cast) -> None:
    services.take_delivery(cast.owner.actor, asked)
    for days in (40, 80):
        with at_day(today_in("real") + timedelta(days=days)):
            tick("real")
    with at_day(today_in("real") + timedelta(days=130)):
        html = text(public, "/silence/")
        assert asked.pk in html
        assert "the public list</strong>" in html
        assert text(public, page(asked)).count("escalated</span>") == 1
        assert asked.pk in text(public, "/proposals/?state=silent")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_count_leads_to_that_many_rows(language: str, asked: Proposal, public: Any, cast: Cast) -> None:
    second, third = (services.propose(cast.co_lead.actor, new(kind="law", unit="")) for _again in range(2))
    services.take_delivery(cast.owner.actor, second)
    services.answer(cast.owner.actor, second, said("refused"))
    services.withdraw(cast.co_lead.actor, third)
    for state, n in (("not_delivered", 1), ("refused", 1), ("withdrawn", 1), ("silent", 0), ("waiting", 0)):
        html = shown(public, f"/proposals/?state={state}&lang={language}")
        assert html.count('scope="row"><a href="/proposals/P-') == n


def test_filters_narrow_by_side_body_and_kind(asked: Proposal, public: Any, cast: Cast) -> None:
    other = services.propose(cast.coordinator.actor, new(kind="law", unit="", to=Institution.objects.get(pk="T-ORG")))
    for query, there in (("side=state", other), ("side=society", asked), ("body=T-ORG", other), ("kind=unit", asked)):
        html = text(public, f"/proposals/?{query}")
        missing = asked if there == other else other
        assert there.pk in html
        assert missing.pk not in html


def test_a_unit_that_a_source_calls_absent_stands_as_a_proposal_and_an_unknown_one_as_a_question(
    public: Any, cast: Cast
) -> None:
    with happening():
        UnitStatus.objects.create(
            institution=Institution.objects.get(pk="T-LEA"), kind="internal_affairs", state="absent",
            recorded_at=now(), source="https://example.org/absent", grade="primary",
        )  # fmt: skip
    standing = text(public, "/proposals/?state=standing")
    assert "Body T-LEA" in standing
    assert "https://example.org/absent" in standing
    questions = text(public, "/proposals/?state=question&body=T-LEA")
    assert "Internal Affairs Division</td>" not in questions
    assert "anti-corruption unit</td>" in questions
    assert not Proposal.objects.exists()


def test_forms_are_for_ones_own_body_only(asked: Proposal, client: Client, cast: Cast) -> None:
    path = page(asked)
    html = {name: shown(sign_in(Client(), member), path) for name, member in cast.by_name().items()}
    assert 'value="deliver"' in html["owner"]
    assert 'value="withdraw"' in html["monitor"]
    for name in ("coordinator", "co_lead", "outsider", "international", "operator"):
        assert 'name="verb"' not in html[name].partition("<main")[2]
    services.take_delivery(cast.owner.actor, asked)
    again = shown(sign_in(Client(), cast.owner), path)
    assert all(f'value="{verb}"' in again for verb in ("accept", "counter", "refuse"))


def test_a_button_of_another_body_is_not_there(asked: Proposal, cast: Cast) -> None:
    for member, verb in ((cast.owner, "withdraw"), (cast.monitor, "deliver"), (cast.outsider, "refuse")):
        assert sign_in(Client(), member).post(page(asked), {"verb": verb}).status_code == 404


def test_a_member_proposes_takes_delivery_and_answers_by_the_pages(cast: Cast) -> None:
    monitor, owner = sign_in(Client(), cast.monitor), sign_in(Client(), cast.owner)
    form = {
        "kind": "unit",
        "to": "T-LEA",
        "text": "An inner unit",
        "reason": "None is there",
        "unit": "anti_corruption",
    }
    assert monitor.post("/proposals/propose/", form | {"unit": ""}).status_code == 409
    made = monitor.post("/proposals/propose/", form)
    path = made["Location"]
    owner.post(path, {"verb": "deliver"})
    empty = owner.post(path, {"verb": "refuse", "refuse-text": ""})
    assert "Give a reason." in empty.content.decode()
    due = (today_in("real") + timedelta(days=60)).isoformat()
    owner.post(path, {"verb": "accept", "accept-owner": "T-LEA", "accept-due_on": due})
    answer = Proposal.objects.get().answers.get()
    assert (answer.answer, answer.owner_id, answer.due_on.isoformat()) == ("accepted", "T-LEA", due)


def test_a_committee_has_what_nobody_answered_on_its_table_and_what_silence_brought_first(
    asked: Proposal, board: Board, cast: Cast
) -> None:
    late = services.propose(cast.co_lead.actor, new())
    services.take_delivery(cast.owner.actor, late)
    day = today_in("real") + timedelta(days=50)
    with at_day(day):
        tick("real")
        drawn = [point.subject_id for one, point in points(board.committee, day) if one.code == "proposal"]
        assert drawn == [late.pk, asked.pk]
        services.answer(cast.owner.actor, late, accepted(due_on=day + timedelta(days=9)))
        drawn = [point.subject_id for one, point in points(board.committee, day) if one.code == "proposal"]
        assert drawn == [asked.pk]


def test_the_list_costs_the_same_queries_for_one_and_for_many(asked: Proposal, public: Any, cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(public, "/proposals/")
        return len(seen)

    before = queries()
    for _again in range(5):
        services.take_delivery(cast.owner.actor, services.propose(cast.co_lead.actor, new()))
    assert queries() == before


def test_an_action_says_which_proposal_opened_it_and_in_which_plan_it_counts(cast: Cast) -> None:
    pillar = Pillar.objects.create(code="awareness", name={"en": "Awareness"}, pan="prevention", order=2)
    Plan.objects.create(code="T-PLAN", title={"en": "Plan of the test"}, level="national")
    row = services.propose(cast.co_lead.actor, new(kind="action", unit="", pillar=pillar))
    owner = sign_in(Client(), cast.owner)
    owner.post(page(row), {"verb": "deliver"})
    due = (today_in("real") + timedelta(days=60)).isoformat()
    form = {"verb": "accept", "accept-owner": "T-LEA", "accept-due_on": due, "accept-plans": ["T-PLAN"]}
    assert owner.post(page(row), form).status_code == 302
    html = shown(owner, f"/actions/{row.pk}-A/")
    assert f'<a href="/proposals/{row.pk}/">Opened by proposal {row.pk}</a>' in html
    assert "Plan of the test" in html


def test_an_accepted_action_without_a_plan_says_that_it_counts_under_its_pillar(cast: Cast, public: Any) -> None:
    pillar = Pillar.objects.create(code="awareness", name={"en": "Awareness"}, pan="prevention", order=2)
    row = services.propose(cast.co_lead.actor, new(kind="action", unit="", pillar=pillar))
    services.take_delivery(cast.owner.actor, row)
    services.answer(cast.owner.actor, row, accepted())
    assert "no plan: it is counted under its pillar" in text(public, f"/actions/{row.pk}-A/")


def test_where_no_new_action_is_opened_no_plan_is_asked_for(asked: Proposal, cast: Cast) -> None:
    services.take_delivery(cast.owner.actor, asked)
    assert "accept-plans" not in shown(sign_in(Client(), cast.owner), page(asked))
