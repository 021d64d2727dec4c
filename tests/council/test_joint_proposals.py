"""A committee proposes: what both sides carried is asked of a body, and no member alone speaks for it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.council import services
from mizan.council.models import Committee, Decision, Proposal, Session
from mizan.council.queries import measures as facts
from mizan.council.queries.agenda import points
from mizan.council.queries.proposals import line_of
from mizan.council.queries.silence import Ways, ways
from mizan.council.services.clock import tick
from mizan.council.services.motions import NewMotion
from mizan.council.services.proposals import clock_of
from mizan.council.services.replying import check
from mizan.framework.models import Action, Pillar
from mizan.framework.queries.actions import lead_state
from mizan.kit.days import today_in
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from tests.cast import Cast, sign_in
from tests.council.table import Board, at_day, make_committee, opened
from tests.council.test_pages import text
from tests.council.test_proposals import EN, WHY, accepted, body, days_of, said

pytestmark = pytest.mark.django_db
FAR = timedelta(days=90)


def joint_motion(to: str = "T-LEA", **terms: object) -> NewMotion:
    given = {"kind": "unit", "to": to, "reason": WHY, "unit": "internal_affairs"} | terms
    return NewMotion("proposal", EN, body("T-LEA"), body("T-ORG"), today_in("real") + FAR, given)


def reply_motion(row: Proposal, answer: str) -> NewMotion:
    terms = {"proposal": row.pk, "answer": answer}
    return NewMotion("reply", {"en": "We insist"}, body("T-LEA"), body("T-ORG"), today_in("real") + FAR, terms)


def carry(board: Board, session: Session, new: NewMotion, *for_it: str) -> Decision:
    motion = services.move(board.actor("society-1"), session, new)
    for seat in for_it or ("state-1", "society-1"):
        services.vote(board.actor(seat), motion, board.holders[seat], choice="for")
    return services.decide(board.actor("state-1"), motion)


@pytest.fixture
def session(board: Board) -> Session:
    return opened(board, "state-1", "society-1")


@pytest.fixture
def asked(board: Board, session: Session) -> Proposal:
    return Proposal.objects.get(pk=carry(board, session, joint_motion()).result_id)


def test_what_both_sides_carry_is_asked_of_a_body_in_the_name_of_both(asked: Proposal, session: Session) -> None:
    assert (asked.by_committee_id, asked.proposed_by_id, asked.proposed_side) == ("T-COM", None, "both")
    assert (asked.motion.session, asked.text, asked.reason) == (session, EN, WHY)
    decided = Event.objects.get(verb="council.motion.decided")
    assert asked.made_in_id == decided.pk  # one decision, one event, one leaf
    assert not Event.objects.filter(verb="council.proposal.made").exists()


def test_one_side_alone_proposes_nothing_in_the_name_of_both(board: Board) -> None:
    session = opened(board, "state-1", "society-1", "society-2")
    motion = services.move(board.actor("society-1"), session, joint_motion())
    for seat in ("society-1", "society-2"):
        services.vote(board.actor(seat), motion, board.holders[seat], choice="for")
    services.vote(board.actor("state-1"), motion, board.holders["state-1"], choice="against")
    assert not services.decide(board.actor("society-1"), motion).carried
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("terms", "code", "where"),
    [
        ({"to": "NOBODY"}, "no_such_subject", "to"), ({"to": "T-INT"}, "no_such_subject|proposed_to_another", "to"),
        ({"reason": {}}, "reason_needed", "reason"), ({"reason": "codes"}, "reason_needed", "reason"),
        ({"kind": "wish"}, "no_such_subject", "kind"), ({"unit": ""}, "unit_needed", "unit"),
        ({"kind": "figure"}, "figure_needed", "indicator"), ({"kind": "action"}, "pillar_needed", "pillar"),
        ({"kind": "action", "action": "NONE"}, "no_such_subject", "action"),
    ],
)  # fmt: skip
def test_a_motion_names_everything_that_a_proposal_needs_before_anybody_votes(
    board: Board, session: Session, terms: dict[str, Any], code: str, where: str
) -> None:
    with pytest.raises(Refused, match=code) as refused:
        services.move(board.actor("society-1"), session, joint_motion(**terms))
    assert refused.value.where == where


def test_without_an_owner_of_each_side_and_a_day_a_committee_proposes_nothing(board: Board, session: Session) -> None:
    for gap in ({"owner": None}, {"co_owner": None}, {"due_on": None}):
        new = NewMotion(**vars(joint_motion()) | gap)
        with pytest.raises(Refused):
            services.move(board.actor("society-1"), session, new)


def test_the_body_has_its_term_and_answers_like_on_any_other(asked: Proposal, cast: Cast) -> None:
    services.take_delivery(cast.owner.actor, asked)
    assert days_of(asked) == [("T-LEA", 0, "open")]
    services.answer(cast.owner.actor, asked, accepted())
    assert line_of(asked, today_in("real")).state == "accepted"


def test_an_accepted_joint_action_names_both_owners_and_voting_for_the_proposal_accepts_no_part(
    board: Board, session: Session, cast: Cast
) -> None:
    Pillar.objects.create(code="awareness", name={"en": "Awareness"}, pan="prevention", order=2)
    made = carry(board, session, joint_motion(kind="action", pillar="awareness", unit=""))
    row = Proposal.objects.get(pk=made.result_id)
    services.take_delivery(cast.owner.actor, row)
    with pytest.raises(Refused, match="co_owner_needed"):
        services.answer(cast.owner.actor, row, accepted())
    services.answer(cast.owner.actor, row, accepted(co_owner=body("T-ORG")))
    leads = {one.institution_id: lead_state(one) for one in Action.objects.get(pk=f"{row.pk}-A").leads.all()}
    assert leads == {"T-LEA": "accepted", "T-ORG": "suggested"}


def test_silence_passes_over_the_committee_that_proposed(board: Board, asked: Proposal) -> None:
    assert ways("real").committees_of(asked) == []  # it alone would be asked: the public list, after one term
    top = make_committee("T-TOP", level="regional")
    Committee.objects.filter(pk="T-COM").update(parent=top)
    assert ways("real").committees_of(asked) == [top]


def test_with_nobody_else_to_ask_silence_is_on_the_public_list_after_one_term(asked: Proposal, cast: Cast) -> None:
    services.take_delivery(cast.owner.actor, asked)
    with at_day(today_in("real") + timedelta(days=60)):
        assert tick("real")["moved_on"] == 0
        assert line_of(asked, today_in("real")).on_public_list


@given(st.lists(st.sampled_from(["A", "B", "C", "D"]), max_size=4), st.sampled_from(["A", "B", "C", "D"]))
@settings(max_examples=30, deadline=None)
def test_whatever_stands_above_what_silence_never_reaches_whoever_proposed(parents: list[str], maker: str) -> None:
    """Circles too: at most two committees, each once, never the one that made it."""
    known = {code: Committee(code=code, level="national", world="real") for code in "ABCD"}
    for one, parent in zip(known.values(), parents, strict=False):
        one.parent_id = parent
    row = Proposal(code="P", by_committee_id=maker, committee_id="A")
    found = [one.pk for one in Ways(known, {}).committees_of(row)]
    assert maker not in found
    assert len(found) == len(set(found)) <= 2


def test_the_committee_that_proposed_never_answers_its_own(board: Board, session: Session, asked: Proposal) -> None:
    for answer in ("accepted", "countered", "refused"):
        with pytest.raises(Refused, match="not_with_committee"):
            services.move(board.actor("society-1"), session, reply_motion(asked, answer))


def test_no_member_alone_speaks_for_the_committee(board: Board, asked: Proposal, cast: Cast) -> None:
    services.take_delivery(cast.owner.actor, asked)
    services.answer(cast.owner.actor, asked, said("countered"))
    for seat in board.people:
        actor = board.actor(seat)
        with pytest.raises(Refused, match="committee_speaks"):
            services.withdraw(actor, asked)
        with pytest.raises(Refused, match="committee_speaks"):
            services.reply(actor, asked, agrees=True)
        with pytest.raises(Refused):
            services.take_delivery(actor, asked)
    assert [one.answer for one in asked.answers.all()] == ["countered"]


@pytest.mark.parametrize(
    ("answer", "state", "clock"),
    [("agreed", "agreed", []), ("insisted", "waiting", ["T-LEA"]), ("withdrawn", "withdrawn", [])],
)
def test_on_a_counter_the_committee_has_a_clock_and_answers_by_a_motion(
    board: Board, session: Session, asked: Proposal, cast: Cast, answer: str, state: str, clock: list[str]
) -> None:
    services.take_delivery(cast.owner.actor, asked)
    services.answer(cast.owner.actor, asked, said("countered"))
    duty = clock_of(asked)
    assert duty is not None
    assert duty.owner == "T-COM"
    today = today_in("real")
    assert asked.pk in {point.subject_id for one, point in points(board.committee, today) if one.code == "proposal"}
    carry(board, session, reply_motion(asked, answer))
    line = line_of(asked, today)
    assert (line.state, [line.duty.owner] if line.duty else []) == (state, clock)
    assert line.answers[-1].committee_id == "T-COM"


def test_another_committee_says_nothing_in_its_place(
    board: Board, session: Session, asked: Proposal, cast: Cast
) -> None:
    services.take_delivery(cast.owner.actor, asked)
    services.answer(cast.owner.actor, asked, said("countered"))
    other = make_committee("T-OTHER", level="district")
    session.committee = other  # as its terms would be looked at there
    with pytest.raises(Refused, match="not_of_committee"):
        check({"proposal": asked.pk, "answer": "agreed"}, session)


def test_the_database_knows_no_proposal_of_both_and_none_of_nobody(asked: Proposal) -> None:
    for gap in ({"proposed_by_id": "T-MON"}, {"by_committee": None}, {"motion": None}, {"proposed_side": "state"}):
        row = Proposal.objects.get(pk=asked.pk)
        row.pk = "P-COPY"
        for name, value in {"motion": None, **gap}.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_joint_proposal_counts_once_and_for_neither_side(asked: Proposal, cast: Cast) -> None:
    services.propose(cast.monitor.actor, services.NewProposal("law", EN, WHY, body("T-LEA")))
    assert facts.made_by_side(World.REAL) == {"both": 1, "society": 1}
    services.take_delivery(cast.owner.actor, asked)
    assert {side: len(rows) for side, rows in facts.asked_by_side(World.REAL, today_in("real")).items()} == {"state": 1}


def test_pages_say_who_carried_it_and_what_became_of_it(asked: Proposal, public: Any, cast: Cast) -> None:
    page = text(public, f"/proposals/{asked.pk}/")
    assert f'href="/committees/T-COM/{asked.motion.session.number}/#motion-1"' in page
    assert "Proposed by both sides of Committee T-COM, session of" in page
    assert "No event is recorded" not in page
    assert asked.pk in text(public, "/proposals/?side=both")
    assert asked.pk not in text(public, "/proposals/?side=society")
    services.take_delivery(cast.owner.actor, asked)
    services.answer(cast.owner.actor, asked, said("refused", "Another body has the mandate"))
    made = text(public, "/committees/T-COM/").partition('id="proposed"')[2]
    assert asked.pk in made
    assert "Another body has the mandate" in made


def test_whoever_sits_sees_it_at_her_seat_until_it_ends_and_is_told_how_to_speak(
    board: Board, asked: Proposal, cast: Cast
) -> None:
    member = sign_in(Client(), board.people["society-2"])
    assert "What your committees proposed" in text(member, "/seat/")
    assert "by a motion in a session" in text(member, f"/proposals/{asked.pk}/")
    assert "by a motion in a session" not in text(sign_in(Client(), cast.outsider), f"/proposals/{asked.pk}/")


def test_a_seat_puts_it_by_the_form(board: Board, session: Session) -> None:
    member = sign_in(Client(), board.people["society-1"])
    path = f"/committees/T-COM/{session.number}/move/proposal/"
    form = {
        "kind": "unit", "to": "T-LEA", "text": "A unit", "reason": "None is there", "unit": "anti_corruption",
        "owner": "T-LEA", "co_owner": "T-ORG", "due_on": (today_in("real") + FAR).isoformat(),
    }  # fmt: skip
    assert member.post(path, form | {"unit": ""}).status_code == 409
    assert member.post(path, form).status_code == 302
    motion = session.motions.get()
    assert (motion.becomes, motion.terms["to"]) == ("proposal", "T-LEA")
    assert motion.terms["reason"] == {"en": "None is there"}
