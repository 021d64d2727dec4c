"""Which act is allowed when: each refusal once, the order of an inquiry, and what no sequence of acts can reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.integrity.rules.acts import CLEARED, CODES, SAFE, Act, Done, Hand, Owed, Place, Standing, answers_for, may
from mizan.integrity.rules.signing import Signed, digest_of, is_signed
from mizan.sealing.readers import new_keys

IA = Hand("ia-1", "IA", "POLICE")
IA2 = Hand("ia-2", "IA", "POLICE")
OMB = Hand("omb-1", "OMB", "OMB", Place(2))
OWED = {clock: Owed("IA") for clock in ("acknowledge", "decide", "feed_back", "update", "finish")}


def after(*done: tuple[str, str] | str, owed: tuple[str, ...] = ("update", "finish"), by: Hand = IA) -> Standing:
    """A report after these acts, with these duties still open."""
    acts = [one if isinstance(one, tuple) else (one, "") for one in done]
    rows = tuple(Done(Act(act), code, by.person, by.whole) for act, code in acts)
    return Standing(owed={clock: OWED[clock] for clock in owed}, done=rows)


FRESH = Standing(owed=OWED)
INQUIRING = after(("decide", "inquire"))
CHECKED = after(("decide", "inquire"), ("check_safety", "safe"))
TOLD = after(("decide", "inquire"), ("check_safety", "safe"), "disclose")
HEARD = after(("decide", "inquire"), ("check_safety", "safe"), "disclose", ("hear", "heard"))

REFUSED = [
    (FRESH, IA, Act.DECIDE, "perhaps", "integrity.no_such_outcome"),
    (FRESH, IA, Act.ACKNOWLEDGE, "late", "integrity.no_such_outcome"),
    (replace(FRESH, is_open=False), IA, Act.ACKNOWLEDGE, "", "integrity.report_closed"),
    (after(), IA, Act.ACKNOWLEDGE, "", "integrity.nothing_owed"),
    (FRESH, IA, Act.DECIDE, "inquire", "integrity.acknowledge_first"),
    (FRESH, IA, Act.FEED_BACK, "", "integrity.decide_first"),
    (FRESH, IA, Act.FIND, "unfounded", "integrity.no_inquiry"),
    (after(("decide", "no_inquiry")), IA, Act.JOIN, "", "integrity.no_inquiry"),
    (INQUIRING, IA, Act.DISCLOSE, "", "integrity.safety_first"),
    (after(("decide", "inquire"), ("check_safety", "in_danger")),
     IA2, Act.DISCLOSE, "", "integrity.reporter_in_danger"),
    (CHECKED, IA, Act.DISCLOSE, "", "integrity.another_person"),
    (CHECKED, IA, Act.HEAR, "heard", "integrity.disclose_first"),
    (TOLD, IA, Act.FIND, "sustained", "integrity.hear_first"),
    (HEARD, IA, Act.SANCTION, "dismissal", "integrity.not_sustained"),
    (HEARD, IA, Act.LETTER, "", "integrity.not_cleared"),
    (after(("decide", "inquire"), ("find", "unfounded")), IA, Act.LETTER, "", "integrity.never_told"),
    (after(("decide", "inquire"), "disclose", ("find", "unfounded"), "letter"), IA, Act.LETTER, "",
     "integrity.letter_sent"),
    (INQUIRING, IA, Act.FINISH, "", "integrity.find_first"),
    (FRESH, IA, Act.FINISH, "", "integrity.duties_before"),
    (after(("decide", "inquire"), "disclose", ("find", "exonerated")), IA, Act.FINISH, "", "integrity.letter_first"),
    (FRESH, IA, Act.CLOSE, "", "integrity.propose_first"),
    (after(("propose_closing", "no_content")), IA2, Act.CLOSE, "", "integrity.another_institution"),
    (after(("propose_closing", "no_content")), IA2, Act.PROPOSE_CLOSING, "repeated", "integrity.proposed_before"),
    (FRESH, OMB, Act.EXTEND, "expert_awaited", "integrity.nothing_owed"),
]  # fmt: skip


@pytest.mark.parametrize(("standing", "hand", "act", "code", "refusal"), REFUSED)
def test_an_act_out_of_order_is_refused_with_its_reason(
    standing: Standing, hand: Hand, act: Act, code: str, refusal: str
) -> None:
    assert may(standing, hand, act, code=code) == refusal


ALLOWED = [
    (FRESH, IA, Act.ACKNOWLEDGE, ""),
    (replace(FRESH, owed={**OWED} | {"acknowledge": OWED["acknowledge"]}), OMB, Act.ACKNOWLEDGE, ""),
    (after(owed=("decide", "update", "finish")), IA, Act.DECIDE, "inquire"),
    (CHECKED, IA2, Act.DISCLOSE, ""),
    (TOLD, IA, Act.HEAR, "declined"),
    (HEARD, IA, Act.FIND, "sustained"),
    (INQUIRING, IA, Act.FIND, "unfounded"),
    (after(("decide", "inquire"), "disclose", ("find", "unfounded")), IA, Act.LETTER, ""),
    (after(("decide", "no_inquiry")), IA, Act.FINISH, ""),
    (after(("propose_closing", "no_content")), OMB, Act.CLOSE, ""),
    (replace(FRESH, is_open=False), IA, Act.RECUSE, "relative"),
]


@pytest.mark.parametrize(("standing", "hand", "act", "code"), ALLOWED)
def test_an_act_in_order_is_allowed(standing: Standing, hand: Hand, act: Act, code: str) -> None:
    assert may(standing, hand, act, code=code) == ""


def test_I4_whoever_missed_a_clock_cannot_answer_for_the_duty_that_moved_outward() -> None:
    moved = replace(FRESH, owed=OWED | {"acknowledge": Owed("OMB", Place(2), moved=True)})
    assert may(moved, IA, Act.ACKNOWLEDGE) == "integrity.moved_outward"
    assert may(moved, OMB, Act.ACKNOWLEDGE) == ""


def test_more_time_is_granted_once_and_by_a_rung_further_out_that_was_asked() -> None:
    asked = Standing(owed=OWED, done=(Done(Act.ASK_TIME, "expert_awaited", "ia-1", "POLICE"),))
    grant = {"code": "expert_awaited", "clock": "decide"}
    assert may(FRESH, OMB, Act.EXTEND, **grant) == "integrity.time_not_asked"
    assert may(asked, IA2, Act.EXTEND, **grant) == "integrity.next_rung_grants"
    assert may(asked, OMB, Act.EXTEND, **grant) == ""
    again = replace(asked, owed=OWED | {"decide": Owed("IA", extended=True)})
    assert may(again, OMB, Act.EXTEND, **grant) == "ledger.extended_once"
    assert may(again, IA, Act.ASK_TIME, **grant) == "ledger.extended_once"


HANDS = st.sampled_from([IA, IA2, OMB, Hand("ace-1", "ACE", "ACE", Place(1))])
STEPS = st.lists(st.tuples(HANDS, st.sampled_from(list(Act)), st.randoms(use_true_random=False)), max_size=40)


@given(STEPS)
def test_no_sequence_of_acts_condemns_the_unheard_or_tells_the_accused_of_an_unsafe_reporter(steps: list) -> None:
    standing = FRESH
    for hand, act, draw in steps:
        code = draw.choice(CODES.get(act, ("",)))
        if may(standing, hand, act, code=code, clock=draw.choice(sorted(OWED))) == "":
            _never(standing, hand, act, code)
            standing = _then(standing, hand, act, code)


def _never(before: Standing, hand: Hand, act: Act, code: str) -> None:
    if act is Act.FIND and code == "sustained":
        assert before.did(Act.HEAR)
        assert before.did(Act.DISCLOSE)
    if act is Act.DISCLOSE:
        checked = before.last(Act.CHECK_SAFETY)
        assert checked is not None
        assert checked.code in SAFE
        assert checked.person != hand.person
    if act is Act.LETTER:
        assert before.finding in CLEARED
        assert before.did(Act.DISCLOSE)
    if act is Act.CLOSE:
        proposed = before.last(Act.PROPOSE_CLOSING)
        assert proposed is not None
        assert (proposed.person != hand.person, proposed.whole != hand.whole) == (True, True)
    if act is Act.FINISH:
        assert not {"acknowledge", "decide", "feed_back"} & set(before.owed)


def _then(standing: Standing, hand: Hand, act: Act, code: str) -> Standing:
    gone = {Act.ACKNOWLEDGE: "acknowledge", Act.DECIDE: "decide", Act.FEED_BACK: "feed_back"}.get(act)
    owed = {clock: one for clock, one in standing.owed.items() if clock != gone}
    done = (*standing.done, Done(act, code, hand.person, hand.whole))
    return Standing(act not in {Act.CLOSE, Act.FINISH}, owed=owed, done=done)


@given(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4), st.integers(0, 3))
def test_I4_answering_for_a_moved_duty_only_ever_goes_outward(rung: int, step: int, mine: int, my_step: int) -> None:
    owed = Owed("OUTER", Place(rung, step), moved=True)
    hand = Hand("somebody", "INNER", "INNER", Place(mine, my_step))
    assert answers_for(hand, owed) == ((mine, my_step) >= (rung, step))


ACT = Signed("r", "acknowledge", "", "IA", "d", date(2026, 11, 26), 0, "")


def test_a_signature_holds_for_exactly_one_act() -> None:
    keys = new_keys()
    signature = keys.sign(ACT.bytes())
    assert is_signed(ACT, keys.public.verify, signature)
    for other in (
        replace(ACT, act="decide"), replace(ACT, code="inquire"), replace(ACT, body="ACE"), replace(ACT, duty="e"),
        replace(ACT, on=date(2026, 11, 27)), replace(ACT, epoch=1), replace(ACT, sealed=digest_of(b"x")),
        replace(ACT, report="s"),
    ):  # fmt: skip
        assert not is_signed(other, keys.public.verify, signature)
    assert not is_signed(ACT, new_keys().public.verify, signature)
    assert not is_signed(ACT, keys.public.verify, signature[:-1] + bytes([signature[-1] ^ 1]))
