"""Feedback by code: taken without an account, answered by the body that is asked, or by whoever its silence reached;
marks of panels of survivors.

The code is drawn here, shown once and kept nowhere: `locator` = HMAC-SHA256 under a key of this installation, so that
neither a stolen table nor a guess without the machine tells whose a row is.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, system
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.texts import TextMap
from mizan.ledger import threads
from mizan.ledger.duties import discharge, open_duty
from mizan.ledger.record import record
from mizan.prevention import help_verbs as verbs
from mizan.prevention.kinds import FEEDBACK
from mizan.prevention.models import Feedback, FeedbackAnswer, Mark
from mizan.prevention.queries.asking import subject_of
from mizan.prevention.queries.terms import feedback_due
from mizan.prevention.rules import feedback as rules
from mizan.prevention.services._tools import allow, locked, open_duty_of, same_world, today_of
from mizan.sealing.hkdf import derive


@dataclass(frozen=True)
class Sent:
    """What was taken, and the code that its sender alone has."""

    row: Feedback
    code: str


def send_feedback(world: str, *, about: str, subject: str, kind: str, text: str, language: str) -> Sent:
    """Take in what somebody wrote, and start the clock of its answer. Nobody is asked who she is, and no count
    refuses it."""
    found = subject_of(about, subject, world)
    allow(rules.to_send(text, is_known=found is not None))
    assert found is not None
    actor, code, today = system("feedback", world=world), rules.drawn(), today_in(world)
    with acting(actor):
        row = Feedback.objects.create(
            about=about, subject=subject, kind=kind, text=text.strip(), language=language, body_id=found.body,
            locator=locator_of(code), received_on=today, due_on=feedback_due(today, world), world=world,
        )  # fmt: skip
        open_duty(FEEDBACK, owner=found.body, subject=row, opened_on=today, due_on=row.due_on)
        record(actor, verbs.FEEDBACK_SENT, row, kind=kind, about=about, due=row.due_on)
    return Sent(row, code)


def locator_of(code: str) -> str:
    """The keyed hash of a code, however it was typed."""
    key = derive(threads.instance_key(), "mizan/feedback/v1")
    return hmac.new(key, rules.typed(code).encode(), sha256).hexdigest()


def found_by(code: str) -> Feedback | None:
    """The row of a code. A wrong code, no code and one of another row cost and say the same."""
    locator = locator_of(code)
    row = Feedback.objects.filter(locator=locator).select_related("body").first()
    is_hers = hmac.compare_digest(row.locator if row else "0" * 64, locator)
    return row if is_hers and rules.typed(code) else None


def may_answer(actor: Actor, row: Feedback) -> bool:
    """Whether the actor speaks for the asked body, or for the one that owes the answer now."""
    duty = open_duty_of(row)
    return rules.may_answer(body=actor.body, asked=row.body_id, owes=duty.owner if duty else "", roles=actor.roles)


def answer_feedback(
    actor: Actor, feedback: Feedback, *, text: TextMap, asked: TextMap | None = None, told: TextMap | None = None
) -> FeedbackAnswer:
    """The asked body, or whoever owes it now, answers the sender; and everybody, where it words question and answer for
    all to read. The first answer ends the clock; what came before there were clocks has none."""
    public = [bool(asked), bool(told)]
    with acting(actor):
        row = locked(feedback)
        same_world(actor, row)
        allow(rules.to_answer(is_theirs=may_answer(actor, row), has_text=bool(text), publishes=sum(public)))
        made = FeedbackAnswer.objects.create(
            feedback=row, text=dict(text), asked=dict(asked or {}), told=dict(told or {}),
            said_on=today_of(actor), at=now(),
        )  # fmt: skip
        duty = open_duty_of(row)
        if duty is not None:
            discharge(duty, on=made.said_on)
        record(actor, verbs.FEEDBACK_ANSWERED, row, late=made.said_on > row.due_on, published=all(public))
    return made


def mark(actor: Actor, *, about: str, subject: str, criterion: str, says: str, why: TextMap, may_show: bool) -> Mark:
    """A panel of survivors or workers marks a material or a programme by one criterion."""
    panel = Institution.objects.filter(pk=actor.body).values_list("stakeholder_class", flat=True).first()
    allow(rules.to_mark(panel=panel or "", roles=actor.roles))
    with acting(actor):
        row = Mark.objects.create(
            about=about, subject=subject, criterion=criterion, says=says, why=dict(why), body_id=actor.body,
            may_show=may_show, said_on=today_of(actor), at=now(), world=actor.world,
        )  # fmt: skip
        record(actor, verbs.MARKED, row, criterion=criterion, says=says, shown=may_show)
    return row
