"""I-7: whatever is tried, in whatever order, neither side changes the other side's accounts or bodies."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mizan.institutions import services
from mizan.institutions.access import actor_of
from mizan.institutions.models import Institution, Membership, User
from mizan.kit.actors import Role
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from tests.cast import BODIES, Cast

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # twelve steps are readable as they are; shrinking takes minutes
ACTS = ("admit", "suspend", "reinstate", "end", "declare")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 30), st.sampled_from(ACTS), st.sampled_from(sorted(BODIES)), st.integers(0, 30),
        st.frozensets(st.sampled_from([Role.ADMITTER, Role.OWNER, Role.CO_LEAD, Role.OPERATOR]), max_size=4),
        st.booleans(),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def rows_of(side: str) -> dict[str, list[dict[str, Any]]]:
    """Everything of a side that I-7 protects: bodies, posts, and the accounts that hold or held one."""
    posts = Membership.objects.filter(institution__side=side)
    return {
        "bodies": list(Institution.objects.filter(side=side).order_by("pk").values()),
        "posts": list(posts.order_by("pk").values()),
        "accounts": list(User.objects.filter(pk__in=posts.filter(until=None).values("user")).order_by("pk").values()),
    }


def act(actor: Any, what: str, body: str, post: Membership, roles: frozenset[Role], number: int) -> None:
    if what == "admit":
        services.admit(
            actor, Institution.objects.get(pk=body), email=f"p{number % 4}@test.example", name="P", roles=roles,
            criteria="c", interests="", interests_declared=True, since=date(2026, 1, 1),
        )  # fmt: skip
    elif what == "end":
        services.end_post(actor, post, until=now().date())
    elif what == "declare":
        services.declare_interests(actor, post, interests=f"i{number}")
    else:
        getattr(services, what)(actor, post)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_I7_no_sequence_of_services_lets_one_side_change_the_other(cast: Cast, steps: list[Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for number, (who, what, body, whose, roles, forged) in enumerate(steps):
            people = list(User.objects.order_by("date_joined", "pk"))
            posts = list(Membership.objects.select_related("institution").order_by("pk"))
            actor = actor_of(people[who % len(people)])
            if forged:  # a stale or lying post in hand changes nothing: services read it anew
                posts[whose % len(posts)].institution_id = actor.body or "T-SEC"
            before = {side: rows_of(side) for side in ("state", "society", "international")}
            events = Event.objects.count()
            try:
                act(actor, what, body, posts[whose % len(posts)], roles, number)
            except Refused:
                assert Event.objects.count() == events
                assert {side: rows_of(side) for side in before} == before
                continue
            assert Event.objects.count() == events + 1
            for side, rows in before.items():
                if side != actor.side:
                    assert rows_of(side) == rows, f"{actor.side} changed {side} by {what}"
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_I7_the_property_sees_a_breach(cast: Cast) -> None:
    before = rows_of("society")
    Membership.objects.filter(pk=cast.monitor.post.pk).update(suspended_at=now())
    assert rows_of("society") != before
