"""Proposals: nobody is late before delivery, silence always moves on, and no side touches the other's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mizan.council import services
from mizan.council.kinds import ANSWER
from mizan.council.models import Proposal
from mizan.council.queries.silence import due_by
from mizan.council.services.clock import tick
from mizan.council.services.proposals import clock_of
from mizan.framework.models import Action, Pillar
from mizan.framework.queries.actions import lead_state
from mizan.institutions.models import Institution
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.ledger.duties import of_subject
from mizan.ledger.models import DutyState, Event
from tests.cast import Cast
from tests.council.table import Board, at_day, make_committee, opened

pytestmark = pytest.mark.django_db
EN = {"en": "Set up an internal affairs division"}
WHY = {"en": "No unit inquires into its officers"}


def body(code: str) -> Institution:
    return Institution.objects.get(pk=code)


def new(**more: object) -> services.NewProposal:
    given = {"kind": "unit", "text": EN, "reason": WHY, "to": body("T-LEA"), "unit": "internal_affairs"}
    return services.NewProposal(**given | more)


def accepted(**more: object) -> services.Word:
    given = {"answer": "accepted", "text": {}, "owner": body("T-LEA"), "due_on": today_in("real") + timedelta(days=90)}
    return services.Word(**given | more)


def said(answer: str, text: str = "because") -> services.Word:
    return services.Word(answer, {"en": text} if text else {})


@pytest.fixture
def asked(cast: Cast) -> Proposal:
    return services.propose(cast.monitor.actor, new())


@pytest.fixture
def delivered(asked: Proposal, cast: Cast) -> Proposal:
    services.take_delivery(cast.owner.actor, asked)
    return asked


def days_of(proposal: Proposal) -> list[tuple[str, int, str]]:
    return [(duty.owner, duty.rung, duty.state) for duty in of_subject(proposal).order_by("ordinal")]


def test_before_delivery_no_clock_runs_and_no_tick_moves_anything(asked: Proposal, board: Board) -> None:
    with at_day(today_in("real") + timedelta(days=400)):
        assert tick("real")["moved_on"] == 0
    assert not of_subject(asked).exists()


def test_only_the_addressed_body_takes_delivery_and_once(asked: Proposal, cast: Cast) -> None:
    for other in (cast.monitor, cast.coordinator, cast.outsider, cast.operator, cast.international):
        with pytest.raises(Refused, match="not_your_proposal"):
            services.take_delivery(other.actor, asked)
    services.take_delivery(cast.owner.actor, asked)
    assert days_of(asked) == [("T-LEA", 0, "open")]
    with pytest.raises(Refused, match="delivered_before"):
        services.take_delivery(cast.owner.actor, asked)


def test_the_clock_of_an_answer_is_in_the_public_log(delivered: Proposal, cast: Cast) -> None:
    duty = clock_of(delivered)
    assert duty is not None
    assert (duty.number, duty.due_on) == (6, due_by("real", today_in("real")))
    assert duty.leaf is not None
    services.answer(cast.owner.actor, delivered, said("refused"))
    duty.refresh_from_db()
    assert (duty.state, duty.closing_leaf is not None) == ("met", True)
    assert Event.objects.filter(target_id=delivered.pk).count() == 3


def test_silence_walks_to_the_committee_then_to_its_parent_then_stays_on_the_public_list(
    delivered: Proposal, board: Board
) -> None:
    make_committee("T-TOP", level="regional")
    type(board.committee).objects.filter(pk="T-COM").update(parent="T-TOP")
    day = today_in("real")
    for owner, rung in (("T-COM", 1), ("T-TOP", 2)):
        duty = clock_of(delivered)
        assert duty is not None
        with at_day(duty.due_on):
            assert tick("real")["moved_on"] == 0
        day = duty.due_on + timedelta(days=1)
        with at_day(day):
            assert [tick("real")["moved_on"] for _again in range(2)] == [1, 0]
        duty = clock_of(delivered)
        assert duty is not None
        assert (duty.owner, duty.rung) == (owner, rung)
    with at_day(day + timedelta(days=4000)):
        assert tick("real")["moved_on"] == 0
    last = clock_of(delivered)
    assert last is not None
    assert (last.rung, last.state) == (ANSWER.rungs - 1, DutyState.OPEN)


def test_without_any_committee_silence_stays_with_the_body_open_for_ever(delivered: Proposal) -> None:
    with at_day(today_in("real") + timedelta(days=400)):
        assert tick("real")["moved_on"] == 0
    assert days_of(delivered) == [("T-LEA", 0, "open")]


def test_an_answer_after_silence_moved_on_is_late_and_ends_the_clock(
    delivered: Proposal, board: Board, cast: Cast
) -> None:
    with at_day(today_in("real") + timedelta(days=60)):
        tick("real")
        row = services.answer(cast.owner.actor, delivered, said("refused"))
        assert tick("real")["moved_on"] == 0
    assert row.is_late
    assert [state for *_who, state in days_of(delivered)] == ["escalated", "met"]


def test_a_refusal_and_a_counter_need_words_and_an_acceptance_an_owner_and_a_day(
    delivered: Proposal, cast: Cast
) -> None:
    actor = cast.owner.actor
    for word, code in (
        (said("refused", ""), "reason_needed"),
        (said("countered", " "), "reason_needed"),
        (accepted(owner=None), "owner_needed"),
        (accepted(due_on=today_in("real")), "day_ahead_needed"),
        (accepted(due_on=None), "day_ahead_needed"),
        (accepted(co_owner=body("T-SEC")), "co_owner_of_other_side"),
        (said("noted"), "no_such_subject"),
    ):
        with pytest.raises(Refused, match=code):
            services.answer(actor, delivered, word)
    assert not delivered.answers.exists()
    assert clock_of(delivered) is not None


def test_an_accepted_action_is_adopted_with_the_answering_body_as_owner(cast: Cast) -> None:
    education = {"name": {"en": "Education"}, "pan": "prevention", "order": 1}
    pillar, _made = Pillar.objects.get_or_create(code="education", defaults=education)
    row = services.propose(cast.monitor.actor, new(kind="action", unit="", pillar=pillar))
    services.take_delivery(cast.owner.actor, row)
    answer = services.answer(cast.owner.actor, row, accepted(co_owner=body("T-ORG")))
    action = Action.objects.get(pk=answer.action_id)
    assert (action.standing, action.due_on) == ("adopted", answer.due_on)
    states = {lead.institution_id: lead_state(lead) for lead in action.leads.all()}
    assert states == {"T-LEA": "accepted", "T-ORG": "suggested"}
    assert Event.objects.filter(verb__startswith="framework.").count() == 0


def test_the_proposers_own_body_is_the_co_owner_that_asked_for_it(cast: Cast) -> None:
    pillar = Pillar.objects.create(code="education", name={"en": "E"}, pan="prevention", order=1)
    row = services.propose(cast.monitor.actor, new(kind="action", unit="", pillar=pillar))
    services.take_delivery(cast.owner.actor, row)
    answer = services.answer(cast.owner.actor, row, accepted())
    states = {lead.institution_id: lead_state(lead) for lead in answer.action.leads.all()}
    assert states == {"T-LEA": "accepted", "T-MON": "accepted"}


def test_an_action_that_a_source_brought_keeps_its_words_and_only_the_answering_body_accepts(cast: Cast) -> None:
    pillar = Pillar.objects.create(code="education", name={"en": "E"}, pan="prevention", order=1)
    action = Action.objects.create(
        code="S-1", title=EN, level="national", mode="proactive", standing="proposed", pillar=pillar, pack="p"
    )
    for code, part in (("T-LEA", "lead"), ("T-ORG", "co_lead")):
        action.leads.create(institution_id=code, part=part)
    row = services.propose(cast.monitor.actor, new(action=action))
    services.take_delivery(cast.owner.actor, row)
    services.answer(cast.owner.actor, row, accepted())
    action.refresh_from_db()
    assert (action.standing, action.due_on, Action.objects.count()) == ("proposed", None, 1)
    states = {lead.institution_id: lead_state(lead) for lead in action.leads.all()}
    assert states == {"T-LEA": "accepted", "T-ORG": "suggested"}


def test_a_counter_goes_back_with_a_clock_and_is_made_once(delivered: Proposal, cast: Cast) -> None:
    services.answer(cast.owner.actor, delivered, said("countered"))
    back = clock_of(delivered)
    assert back is not None
    assert (back.owner, back.kind, back.rung) == ("T-MON", "council.answer_counter", 0)
    with pytest.raises(Refused, match="counter_waits"):
        services.answer(cast.owner.actor, delivered, accepted())
    with pytest.raises(Refused, match="not_your_proposal"):
        services.reply(cast.owner.actor, delivered, agrees=True)
    services.reply(cast.monitor.actor, delivered, agrees=False)
    again = clock_of(delivered)
    assert again is not None
    assert (again.owner, again.kind) == ("T-LEA", ANSWER.code)
    with pytest.raises(Refused, match="countered_before"):
        services.answer(cast.owner.actor, delivered, said("countered"))
    services.answer(cast.owner.actor, delivered, accepted())
    assert clock_of(delivered) is None


def test_a_counter_that_nobody_answers_stays_open_and_moves_nowhere(
    delivered: Proposal, board: Board, cast: Cast
) -> None:
    services.answer(cast.owner.actor, delivered, said("countered"))
    with at_day(today_in("real") + timedelta(days=400)):
        assert tick("real")["moved_on"] == 0
    back = clock_of(delivered)
    assert back is not None
    assert back.owner == "T-MON"


def test_I7_only_the_proposer_withdraws_and_the_silence_before_stays_said(
    delivered: Proposal, board: Board, cast: Cast
) -> None:
    with at_day(today_in("real") + timedelta(days=50)):
        tick("real")
        for other in (cast.owner, cast.coordinator, cast.co_lead, cast.operator):
            with pytest.raises(Refused):
                services.withdraw(other.actor, delivered)
        row = services.withdraw(cast.monitor.actor, delivered)
        assert tick("real")["moved_on"] == 0
    assert (row.answer, row.is_late, Proposal.objects.count()) == ("withdrawn", True, 1)
    with pytest.raises(Refused, match="proposal_ended"):
        services.answer(cast.owner.actor, delivered, accepted())


def test_a_committee_answers_only_what_silence_brought_to_it(delivered: Proposal, board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    motion = services.NewMotion(
        becomes="reply", text={"en": "It is to be set up"}, owner=body("T-LEA"), co_owner=body("T-ORG"),
        due_on=today_in("real") + timedelta(days=200), terms={"proposal": delivered.pk, "answer": "accepted"},
    )  # fmt: skip
    with pytest.raises(Refused, match="not_with_committee"):
        services.move(board.actor("society-1"), session, motion)
    with at_day(today_in("real") + timedelta(days=50)):
        tick("real")
        moved = services.move(board.actor("society-1"), session, motion)
        for seat in ("state-1", "society-1"):
            services.vote(board.actor(seat), moved, board.holders[seat], choice="for")
        decision = services.decide(board.actor("state-1"), moved)
    answer = delivered.answers.get()
    assert (decision.result_kind, decision.result_id) == ("council.proposal", delivered.pk)
    assert (answer.answer, answer.committee_id, answer.body_id, answer.is_late) == ("accepted", "T-COM", None, True)
    assert answer.made_in_id == decision.made_in_id
    assert clock_of(delivered) is None


def test_a_term_ends_on_a_working_day_thirty_days_on() -> None:
    assert due_by("real", date(2026, 1, 1)) == date(2026, 2, 2)  # the 31st of January is a Saturday


def test_what_is_incomplete_is_refused_at_its_field(cast: Cast) -> None:
    for change, where in (
        ({"to": None}, "to"), ({"to": body("T-MON")}, "to"), ({"to": body("T-INT")}, "to"), ({"text": {}}, "text"),
        ({"reason": {"en": " "}}, "reason"), ({"kind": "wish"}, "kind"), ({"unit": ""}, "unit"),
        ({"kind": "figure"}, "indicator"), ({"kind": "action"}, "pillar"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            services.propose(cast.monitor.actor, new(**change))
        assert refused.value.where == where
    for stranger in (cast.international, cast.operator):
        with pytest.raises(Refused, match="role_needed"):
            services.propose(stranger.actor, new())
    assert not Proposal.objects.exists()
