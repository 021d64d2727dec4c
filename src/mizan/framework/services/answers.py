"""Answers to obligations: assessed by bodies, headlined by their side's focal body, never edited (I-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mizan.framework import verbs
from mizan.framework.models import Assessment, DeskReading, Evidence, FocalBody, Headline, Obligation
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, same_world
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.places.models import Place


@dataclass(frozen=True)
class Answer:
    """One answer as a body gives it. `score` None = unknown."""

    obligation: Obligation
    dimension: str
    score: int | None
    text: TextMap
    period: str
    evidence: Sequence[Evidence] = ()
    place: Place | None = None
    is_dissent: bool = False
    supersedes: Assessment | None = None
    adopts: DeskReading | None = None


def assess(actor: Actor, answer: Answer) -> Assessment:
    """Give the body's answer; a new answer supersedes the body's own older one, and both stay."""
    body = Institution.objects.filter(code=actor.body).first()
    allow(
        allowed.to_assess(side=actor.side, roles=actor.roles, stakeholder_class=body.stakeholder_class if body else "")
    )
    same_world(actor, *answer.evidence, *([answer.adopts] if answer.adopts else []))
    _check(answer)
    with acting(actor):
        _check_superseded(actor, answer)
        row = Assessment.objects.create(
            obligation=answer.obligation, side=actor.side, dimension=answer.dimension, score=answer.score,
            text=dict(answer.text), is_dissent=answer.is_dissent, author_body_id=actor.body, author_id=actor.id or None,
            period=answer.period, place=answer.place, supersedes=answer.supersedes, adopts=answer.adopts,
            at=now(), world=actor.world,
        )  # fmt: skip
        row.evidence.set(answer.evidence)
        record(
            actor, verbs.ASSESSED, answer.obligation, assessment=row.pk, dimension=answer.dimension,
            score=answer.score, supersedes=answer.supersedes.pk if answer.supersedes else None,
        )  # fmt: skip
    return row


def _check(answer: Answer) -> None:
    if answer.score is not None and answer.score not in range(5):
        raise Refused("framework.score_out_of_range", where="score")
    if not any(answer.text.values()):
        raise Refused("framework.text_needed", where="text")


def _check_superseded(actor: Actor, answer: Answer) -> None:
    old = answer.supersedes
    if old is None:
        return
    same_world(actor, old)
    allow(
        allowed.to_supersede(
            body=actor.body,
            old_body=old.author_body_id,
            old_is_superseded=Assessment.objects.filter(supersedes=old).exists(),
            same_question=(old.obligation_id, old.dimension, old.place_id)
            == (answer.obligation.pk, answer.dimension, answer.place.pk if answer.place else None),
        )
    )


def adopt_headline(actor: Actor, assessment: Assessment) -> Headline:
    """The side's focal body stands by one of the side's answers; the other answers stay visible beside it."""
    focal = FocalBody.objects.filter(world=assessment.world, side=assessment.side, retired_at=None).first()
    allow(
        allowed.to_adopt_headline(
            body=actor.body,
            focal_body=focal.institution_id if focal else None,
            side=actor.side,
            answer_side=assessment.side,
        )
    )
    same_world(actor, assessment)
    with acting(actor):
        row = Headline.objects.create(
            assessment=assessment, obligation=assessment.obligation, side=assessment.side,
            dimension=assessment.dimension, at=now(), body_id=actor.body, world=assessment.world,
        )  # fmt: skip
        record(
            actor, verbs.HEADLINE_ADOPTED, assessment.obligation, assessment=assessment.pk,
            dimension=assessment.dimension, score=assessment.score,
        )  # fmt: skip
    return row
