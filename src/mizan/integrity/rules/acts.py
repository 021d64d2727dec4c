"""Which act on a report is allowed when, and by whom. Pure: rows come in as facts, a refusal's code or "" goes out.

A duty that moved outward is met by the body it moved to, or by one further out: who missed a clock cannot answer for
it afterwards. More time is granted once, by a rung further out. Sources: DESIGN I-3 and I-4; ISO 37002:2021 8.3 to 8.5
(documented triage, protect the subject, conclude); CALEA 52.2 (four findings). Article 9 of Directive (EU) 2019/1937
gives the order acknowledge, follow up, feed back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What an officer can do with a report."""

    OPENED = "opened"
    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    FEED_BACK = "feed_back"
    UPDATE = "update"
    MONTHLY = "monthly"
    ASK_TIME = "ask_time"
    EXTEND = "extend"
    RECUSE = "recuse"
    REASSIGN = "reassign"
    JOIN = "join"
    CHECK_SAFETY = "check_safety"
    DISCLOSE = "disclose"
    HEAR = "hear"
    FIND = "find"
    LETTER = "letter"
    REFER = "refer"
    SANCTION = "sanction"
    PROPOSE_CLOSING = "propose_closing"
    CLOSE = "close"
    FINISH = "finish"
    EXPORT = "export"
    CLEAN = "clean"


class Finding(StrEnum):
    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not_sustained"
    EXONERATED = "exonerated"
    UNFOUNDED = "unfounded"


CLEARED = frozenset({Finding.EXONERATED, Finding.UNFOUNDED, Finding.NOT_SUSTAINED})

# The outcomes of an act that has one. What is not here takes no code.
CODES: Mapping[Act, tuple[str, ...]] = {
    Act.DECIDE: ("inquire", "refer", "no_inquiry"),
    Act.ASK_TIME: ("witness_unreachable", "expert_awaited", "prosecutor_asked", "danger_to_somebody"),
    Act.EXTEND: ("witness_unreachable", "expert_awaited", "prosecutor_asked", "danger_to_somebody"),
    Act.RECUSE: ("relative", "co_owner", "counter_case", "knows_accused", "other_reason"),
    Act.CHECK_SAFETY: ("safe", "protected", "in_danger"),
    Act.HEAR: ("heard", "in_writing", "declined"),
    Act.FIND: tuple(Finding),
    Act.REFER: ("prosecution", "anti_corruption", "victim_support"),
    Act.SANCTION: ("warning", "transfer", "suspension", "demotion", "dismissal", "other_sanction"),
    Act.PROPOSE_CLOSING: ("not_about_duty", "no_content", "repeated"),
    Act.EXPORT: ("court", "offline"),
}
# What must be said in words, sealed to the report or to its reporter.
WORDED = frozenset({
    Act.DECIDE, Act.FEED_BACK, Act.UPDATE, Act.MONTHLY, Act.ASK_TIME, Act.EXTEND, Act.CHECK_SAFETY, Act.DISCLOSE,
    Act.HEAR, Act.FIND, Act.LETTER, Act.REFER, Act.SANCTION, Act.PROPOSE_CLOSING, Act.CLOSE,
})  # fmt: skip
# The duty that an act meets, by the name of the pack's clock.
MEETS: Mapping[Act, str] = {
    Act.ACKNOWLEDGE: "acknowledge",
    Act.DECIDE: "decide",
    Act.FEED_BACK: "feed_back",
    Act.UPDATE: "update",
    Act.MONTHLY: "monthly",
    Act.FINISH: "finish",
}
TO_REPORTER = frozenset({Act.FEED_BACK, Act.UPDATE})
# Who looked, and what left: its reporter sees these with their day and body.
SHOWN = frozenset({Act.OPENED, Act.EXPORT, Act.CLEAN})
SAFE = frozenset({"safe", "protected"})


@dataclass(frozen=True, order=True)
class Place:
    """How far out somebody reads: the rung of the ladder, then the step on it. Greater is further out."""

    rung: int = 0
    step: int = 0


@dataclass(frozen=True)
class Hand:
    """Who acts: a person, for a body, that belongs to an institution, from a place on the ladder."""

    person: str
    body: str
    whole: str
    place: Place = Place()


@dataclass(frozen=True)
class Owed:
    """One open duty: whose it is, where that body stands, whether it ever moved outward or was extended there."""

    body: str
    place: Place = Place()
    moved: bool = False
    extended: bool = False


@dataclass(frozen=True)
class Done:
    """One act that was done: what, with which outcome, by whom."""

    act: Act
    code: str = ""
    person: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Standing:
    """How a report stands. `owed` by the name of the clock; `done` in the order in which it was done."""

    is_open: bool = True
    is_held: bool = False
    owed: Mapping[str, Owed] = field(default_factory=dict)
    done: tuple[Done, ...] = ()

    def did(self, act: Act) -> bool:
        return any(one.act is act for one in self.done)

    def last(self, act: Act) -> Done | None:
        """The newest such act."""
        return next((one for one in reversed(self.done) if one.act is act), None)

    @property
    def finding(self) -> str:
        """The newest finding, "" while there is none."""
        found = self.last(Act.FIND)
        return found.code if found else ""


ALWAYS = frozenset({Act.OPENED, Act.RECUSE, Act.EXPORT, Act.CLEAN, Act.LETTER})


def may(standing: Standing, hand: Hand, act: Act, *, code: str = "", clock: str = "") -> str:
    """Whether `hand` may do `act` now, with this outcome, and for the duty of this clock (extension). "" allows."""
    if code not in CODES.get(act, ("",)):
        return "integrity.no_such_outcome"
    if act in ALWAYS:
        return _CHECKS[act](standing, hand, code) if act in _CHECKS else ""
    if not standing.is_open:
        return "integrity.report_closed"
    if act is Act.EXTEND:
        return _extend(standing, hand, clock)
    if act is Act.ASK_TIME:
        return _ask_time(standing, hand, clock)
    refused = _meets(standing, hand, MEETS[act]) if act in MEETS else ""
    return refused or (_CHECKS[act](standing, hand, code) if act in _CHECKS else "")


def answers_for(hand: Hand, owed: Owed) -> bool:
    """Whether somebody may meet a duty: her body owes it, or stands at least as far out; any, before it moved."""
    return not owed.moved or hand.body == owed.body or hand.place >= owed.place


def _meets(standing: Standing, hand: Hand, clock: str) -> str:
    owed = standing.owed.get(clock)
    if owed is None:
        return "integrity.nothing_owed"
    return "" if answers_for(hand, owed) else "integrity.moved_outward"


def _ask_time(standing: Standing, hand: Hand, clock: str) -> str:
    refused = _meets(standing, hand, clock)
    return refused or ("ledger.extended_once" if standing.owed[clock].extended else "")


def _extend(standing: Standing, hand: Hand, clock: str) -> str:
    owed = standing.owed.get(clock)
    if owed is None:
        return "integrity.nothing_owed"
    if owed.extended:
        return "ledger.extended_once"
    if not standing.did(Act.ASK_TIME):
        return "integrity.time_not_asked"
    return "" if hand.place > owed.place and hand.body != owed.body else "integrity.next_rung_grants"


def _decide(standing: Standing, _hand: Hand, _code: str) -> str:
    return "integrity.acknowledge_first" if "acknowledge" in standing.owed else ""


def _feed_back(standing: Standing, _hand: Hand, _code: str) -> str:
    return "integrity.decide_first" if "decide" in standing.owed else ""


def _inquiring(standing: Standing, _hand: Hand, _code: str) -> str:
    decided = standing.last(Act.DECIDE)
    return "" if decided and decided.code in {"inquire", "refer"} else "integrity.no_inquiry"


def _disclose(standing: Standing, hand: Hand, code: str) -> str:
    """The accused learns of it only after somebody else looked at the reporter's safety, and found her safe."""
    checked = standing.last(Act.CHECK_SAFETY)
    if checked is None:
        return "integrity.safety_first"
    if checked.code not in SAFE:
        return "integrity.reporter_in_danger"
    if checked.person == hand.person:
        return "integrity.another_person"
    return _inquiring(standing, hand, code)


def _hear(standing: Standing, _hand: Hand, _code: str) -> str:
    return "" if standing.did(Act.DISCLOSE) else "integrity.disclose_first"


def _find(standing: Standing, hand: Hand, code: str) -> str:
    if refused := _inquiring(standing, hand, code):
        return refused
    unheard = code == Finding.SUSTAINED and not standing.did(Act.HEAR)
    return "integrity.hear_first" if unheard else ""


def _letter(standing: Standing, _hand: Hand, _code: str) -> str:
    """A letter to somebody who was never told would tell him that there was a report (I-1)."""
    if standing.finding not in CLEARED:
        return "integrity.not_cleared"
    if standing.last(Act.LETTER):
        return "integrity.letter_sent"
    return "" if standing.did(Act.DISCLOSE) else "integrity.never_told"


def _sustained(standing: Standing, _hand: Hand, _code: str) -> str:
    return "" if standing.finding == Finding.SUSTAINED else "integrity.not_sustained"


def _propose(standing: Standing, _hand: Hand, _code: str) -> str:
    return "integrity.proposed_before" if standing.did(Act.PROPOSE_CLOSING) else ""


def _close(standing: Standing, hand: Hand, _code: str) -> str:
    """Two persons of two institutions; and whoever closes answers for every duty that is still open."""
    proposed = standing.last(Act.PROPOSE_CLOSING)
    if proposed is None:
        return "integrity.propose_first"
    if proposed.person == hand.person or proposed.whole == hand.whole:
        return "integrity.another_institution"
    return _all_owed(standing, hand)


def _finish(standing: Standing, hand: Hand, _code: str) -> str:
    if {"acknowledge", "decide", "feed_back"} & set(standing.owed):
        return "integrity.duties_before"
    decided = standing.last(Act.DECIDE)
    if not standing.finding and not (decided and decided.code == "no_inquiry"):
        return "integrity.find_first"
    if standing.finding in CLEARED and standing.did(Act.DISCLOSE) and not standing.did(Act.LETTER):
        return "integrity.letter_first"
    return _all_owed(standing, hand)


def _all_owed(standing: Standing, hand: Hand) -> str:
    return "" if all(answers_for(hand, owed) for owed in standing.owed.values()) else "integrity.moved_outward"


_CHECKS: Mapping[Act, Callable[[Standing, Hand, str], str]] = {
    Act.DECIDE: _decide,
    Act.FEED_BACK: _feed_back,
    Act.JOIN: _inquiring,
    Act.DISCLOSE: _disclose,
    Act.HEAR: _hear,
    Act.FIND: _find,
    Act.LETTER: _letter,
    Act.REFER: _inquiring,
    Act.SANCTION: _sustained,
    Act.PROPOSE_CLOSING: _propose,
    Act.CLOSE: _close,
    Act.FINISH: _finish,
}
