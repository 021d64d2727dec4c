"""What follows a submitted return: others ask, the author body approves, its figures become readings."""

from __future__ import annotations

from uuid import UUID

from mizan.council import verbs
from mizan.council.models import Return, ReturnApproval, ReturnDuty, ReturnQuery, ReturnRevision, ReturnStage
from mizan.council.notices import tell_asked
from mizan.council.rules import returns as rules
from mizan.council.services._tools import allow
from mizan.framework.services.returned import ReturnedFigure, Source, enter_returned
from mizan.institutions.models import Institution, Membership
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap, plain
from mizan.ledger.record import record


def query_return(actor: Actor, row: Return, *, figure: str, text: TextMap) -> ReturnQuery:
    """Ask about a submitted return. The figures stay as they are; the next revision answers."""
    words = {language: said.strip() for language, said in text.items() if said.strip()}
    if not words:
        raise Refused("council.text_needed", where="text")
    with acting(actor):
        row = _held(row)
        if row.world != actor.world:
            raise Refused("council.other_world")
        allow(rules.to_query(side=actor.side, body=actor.body, own=row.body_id, own_side=row.body.side,
                             roles=actor.roles, stage=row.stage))  # fmt: skip
        if figure and figure not in {one.code for one in row.form.asked.figures}:
            raise Refused("council.return_no_such_figure", where="figure", figure=figure)
        revision = _submitted(row)
        asked = ReturnQuery.objects.create(revision=revision, figure=figure, text=words, body_id=actor.body, at=now())
        row.stage = ReturnStage.QUERIED
        row.save(update_fields=["stage"])
        record(actor, verbs.RETURN_QUERIED, row, period=row.period, number=revision.number, figure=figure or None)
        tell_asked(row)
    return asked


def approve_return(actor: Actor, row: Return) -> ReturnApproval:
    """The author body says that the submitted revision is its own; what feeds an indicator becomes a reading."""
    with acting(actor):
        row = _held(row)
        revision = _submitted(row)
        verdict = rules.to_approve(
            body=actor.body, own=row.body_id, roles=actor.roles, stage=row.stage, person=actor.id,
            author=str(revision.author_id or ""), others=_others(row.body, revision),
        )  # fmt: skip
        allow(verdict)
        approval = ReturnApproval.objects.create(
            revision=revision, person_id=UUID(actor.id) if actor.id else None, at=now()
        )
        row.stage, row.approved_on = ReturnStage.APPROVED, today_in(row.world)
        row.save(update_fields=["stage", "approved_on"])
        readings = enter_returned(_source(row, revision), _feeding(row, revision))
        record(actor, verbs.RETURN_APPROVED, row, period=row.period, number=revision.number, sha256=revision.sha256,
               readings=len(readings))  # fmt: skip
    return approval


def name_duty(actor: Actor, person: Membership, deputy: Membership | None) -> ReturnDuty:
    """Who in the actor's own body is told of its returns, and who stands in for her."""
    if not rules.STARTERS & actor.roles:
        raise Refused("council.role_needed")
    for post in (person, deputy):
        if post is not None and (post.institution_id != actor.body or post.until or post.suspended_at):
            raise Refused("council.no_such_member", where="person")
    if deputy is not None and deputy.user_id == person.user_id:
        raise Refused("council.return_deputy_is_another", where="deputy")
    with acting(actor):
        row = ReturnDuty.objects.create(
            body_id=actor.body, person_id=person.user_id, deputy_id=deputy.user_id if deputy else None, at=now(),
            world=actor.world,
        )  # fmt: skip
        body = Institution.objects.get(pk=actor.body)
        record(actor, verbs.RETURN_DUTY_NAMED, body, deputy=deputy is not None)
    return row


def _held(row: Return) -> Return:
    """The newest state of a return until the transaction ends."""
    return Return.objects.select_for_update(of=("self",)).select_related("body", "form").get(pk=row.pk)


def _submitted(row: Return) -> ReturnRevision:
    found = row.revisions.filter(submitted=True).order_by("number").last()
    if found is None:
        raise Refused("council.return_not_submitted")
    return found


def _others(body: Institution, revision: ReturnRevision) -> int:
    """How many other people of the body could approve today."""
    posts = Membership.objects.filter(institution=body, until=None, suspended_at=None, user__is_active=True)
    return sum(bool(rules.APPROVERS & set(post.roles)) for post in posts.exclude(user=revision.author_id))


def _source(row: Return, revision: ReturnRevision) -> Source:
    name = f"{plain(row.form.name)}, {row.period}"
    return Source(row.pk, revision.number, row.body, row.period, row.place_id, name)


def _feeding(row: Return, revision: ReturnRevision) -> list[ReturnedFigure]:
    """Figures with an indicator that were answered; what was not reported becomes no reading (I-18)."""
    return [
        ReturnedFigure(one["code"], one["indicator"], revision.figures[one["code"]])
        for one in row.form.figures
        if one["indicator"] and one["code"] in revision.figures
    ]
