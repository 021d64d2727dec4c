"""Members: admitted by their own side's own body, by published criteria, with interests declared (I-7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mizan.institutions import invitations, verbs
from mizan.institutions.access import has_active_admitter
from mizan.institutions.founding import founding_body
from mizan.institutions.models import Institution, Membership, User
from mizan.institutions.rules import may_administer, may_admit, may_hold
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.record import record


def admit(
    actor: Actor,
    body: Institution,
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    criteria: str,
    interests: str,
    interests_declared: bool,
    since: date,
    invite: bool = True,
) -> Membership:
    """Give a person a post in `body`. She gets a one-time link; a person without a post keeps her earlier account.

    `criteria` names the published criteria that she meets; `interests` may be empty only if declared to be none.
    """
    wanted = frozenset(roles)
    with acting(actor):
        is_first = not has_active_admitter(body)
        _allow(_verdict_of_admission(actor, body, wanted, is_first=is_first), body)
        _check_admission(body, wanted, email, name, criteria, declared=interests_declared)
        user = _person_without_post(email, name)
        post = Membership.objects.create(
            user=user, institution=body, roles=sorted(wanted), since=since, interests=interests,
            interests_declared=True, criteria=criteria, admitted_by_id=actor.id or None, world=body.world,
        )  # fmt: skip
        record(
            actor, verbs.ADMITTED, post, institution=body.code, roles=wanted, interests_declared=True,
            first_admitter=is_first and Role.ADMITTER in wanted,
        )  # fmt: skip
        if (
            invite
        ):  # robust: a mail that cannot be sent undoes no admission; "I forgot my password" sends the link again
            transaction.on_commit(lambda: invitations.send(user), robust=True)
    return post


def suspend(actor: Actor, post: Membership) -> None:
    """Stop a member from acting for the body at once; the post stays."""
    with acting(actor):
        post = _own_post(actor, post)
        if post.suspended_at is not None:
            raise Refused("institutions.suspended_before")
        post.suspended_at = now()
        post.save(update_fields=["suspended_at"])
        record(actor, verbs.SUSPENDED, post, institution=post.institution_id)


def reinstate(actor: Actor, post: Membership) -> None:
    """Let a suspended member act again."""
    with acting(actor):
        post = _own_post(actor, post)
        if post.suspended_at is None:
            raise Refused("institutions.not_suspended")
        post.suspended_at = None
        post.save(update_fields=["suspended_at"])
        record(actor, verbs.REINSTATED, post, institution=post.institution_id)


def end_post(actor: Actor, post: Membership, *, until: date) -> None:
    """End a post for good; the row stays as history, the person may be admitted elsewhere."""
    with acting(actor):
        post = _own_post(actor, post)
        if not post.since <= until <= now().date():
            raise Refused("institutions.end_out_of_range", where="until", since=post.since)
        post.until = until
        post.save(update_fields=["until"])
        record(actor, verbs.POST_ENDED, post, institution=post.institution_id, until=until)


def declare_interests(actor: Actor, post: Membership, *, interests: str) -> None:
    """A member declares her own interests anew; empty means that she declares to have none."""
    with acting(actor):
        post = _fresh(post)
        if not actor.id or str(post.user_id) != actor.id or post.institution_id != actor.body:
            raise Refused("institutions.not_your_post")
        post.interests, post.interests_declared = interests, True
        post.save(update_fields=["interests", "interests_declared"])
        record(actor, verbs.INTERESTS_DECLARED, post, institution=post.institution_id, has_interests=bool(interests))


def _verdict_of_admission(actor: Actor, body: Institution, wanted: frozenset[Role], *, is_first: bool) -> str:
    if actor.world != body.world:
        return "institutions.other_world"
    return may_admit(
        actor.side, actor.body, body.side, body.code,
        is_admitter=actor.has(Role.ADMITTER),
        is_founder=founding_body(body.side, body.world) == actor.body != "",
        body_has_admitter=not is_first,
        admits_admitter=Role.ADMITTER in wanted,
    )  # fmt: skip


def _check_admission(
    body: Institution, wanted: frozenset[Role], email: str, name: str, criteria: str, *, declared: bool
) -> None:
    if not wanted:
        raise Refused("institutions.no_role", where="roles")
    if body.retired_at is not None:
        raise Refused("institutions.body_retired", body=body.code)
    _allow(may_hold(body.stakeholder_class, wanted), body, where="roles")
    for field, text in (("email", email), ("name", name), ("criteria", criteria)):
        if not text.strip():
            raise Refused("institutions.field_needed", where=field)
    if not declared:
        raise Refused("institutions.interests_needed", where="interests_declared")


def _person_without_post(email: str, name: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email.strip(), None, name=name.strip())
    if not user.is_active or user.memberships.filter(until=None).exists():
        raise Refused("institutions.has_a_post", where="email")
    return user


def _own_post(actor: Actor, post: Membership) -> Membership:
    """The newest state of a post that the actor may administer; never her own."""
    post = _fresh(post)
    body = post.institution
    if actor.world != body.world:
        raise Refused("institutions.other_world")
    verdict = may_administer(actor.side, actor.body, body.side, body.code, is_admitter=actor.has(Role.ADMITTER))
    _allow(verdict, body)
    if post.until is not None:
        raise Refused("institutions.post_ended")
    if str(post.user_id) == actor.id:
        raise Refused("institutions.not_yourself")
    return post


def _fresh(post: Membership) -> Membership:
    return Membership.objects.select_related("institution").get(pk=post.pk)


def _allow(code: str, body: Institution, *, where: str = "") -> None:
    if code:
        raise Refused(code, where=where, body=body.code, roles=Role.ADMITTER.value)
