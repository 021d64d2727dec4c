"""The exercise plan: actions at five levels with owners, claims, disputes and lateness."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from mizan.framework import services
from mizan.framework.files import NewEvidence
from mizan.framework.models import Action, ActionLead, Evidence, LeadPart, Obligation, Plan, Standing
from mizan.institutions.access import actor_in
from mizan.institutions.models import Institution, Membership
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.clock import at
from mizan.kit.facts import Grade, World
from mizan.places.models import Place
from mizan.web.exercise import words

COMMON = {"world": World.EXERCISE, "source": words.SOURCE, "grade": Grade.PRIMARY}
LEADS = {
    "awareness": ["EX-MIN-2", "EX-WEL-2"], "education": ["EX-EDU-1", "EX-EDU-2"],
    "poverty_alleviation": ["EX-WEL-1", "EX-WEL-3"], "social_justice": ["EX-WEL-1", "EX-LAB-1"],
    "human_rights": ["EX-MIN-2", "EX-OVS-2"], "law_enforcement": ["EX-LEA-1", "EX-LEA-3", "EX-LEA-4"],
    "border_management": ["EX-LEA-2"], "corruption_free_machinery": ["EX-LEA-1", "EX-LEA-2", "EX-LEA-5"],
    "rule_of_law": ["EX-MIN-1", "EX-LEA-6"],
}  # fmt: skip
LEVELS = ("national", "national", "national", "provincial", "district", "regional", "global")


@dataclass
class Planted:
    """What the generator planted, written to a file of its own and never shown on a page."""

    late: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


@dataclass
class _Stage:
    """What the play needs: dice, the day, plans by level, places, and the book of what was planted."""

    random: Random
    today: date
    plans: dict[str, Plan]
    places: list[Place]
    planted: Planted = field(default_factory=Planted)


def make_plan(random: Random, today: date) -> Planted:
    """Two actions or more under each pillar; enforcement gets more of everything, so that the scale tilts."""
    plans = {level: _plan(level, title) for level, title in words.PLANS.items()}
    stage = _Stage(random, today, plans, list(Place.objects.filter(level__depth=2).order_by("code")))
    number = count(1)
    for pillar, tasks in words.TASKS.items():
        for task in tasks:
            for _copy in range(2 if pillar in {"law_enforcement", "border_management"} else 1):
                _play(stage, _action(stage, next(number), pillar, task))
    return stage.planted


def _plan(level: str, title: tuple[str, str]) -> Plan:
    return Plan.objects.create(
        code=f"EX-PLAN-{level.upper()}", title=words.text(*title), level=level, starts="2025-01-01",
        ends="2027-12-31", status="current", **COMMON,
    )  # fmt: skip


def _action(stage: _Stage, n: int, pillar: str, task: tuple[str, str]) -> Action:
    random, plans = stage.random, stage.plans
    standing = random.choices(list(Standing), weights=[6, 2, 2, 2])[0]
    level = random.choice(LEVELS)
    start = stage.today - timedelta(days=random.randint(60, 500))
    known = random.random() < 0.7
    action = Action.objects.create(
        code=f"EX-{n:02d}", title=words.text(*task), description=words.text(*words.DESCRIPTION),
        basis=words.text(*words.BASIS, n=n), level=level, mode=random.choice(["proactive", "proactive", "reactive"]),
        standing=standing, standing_reason=words.text(*words.REASON[standing]), pillar_id=pillar,
        budget=Decimal(random.randint(2, 90) * 1_000_000) if known else None, currency="PKR" if known else "",
        starts_on=start, due_on=start + timedelta(days=random.randint(90, 700)) if random.random() < 0.85 else None,
        **COMMON,
    )  # fmt: skip
    action.plans.set({plans[level], plans["national"]} | ({plans["global"]} if random.random() < 0.3 else set()))
    serves = list(Obligation.objects.filter(pillar=pillar, retired_at=None).order_by("code"))
    action.obligations.set(random.sample(serves, min(len(serves), random.randint(1, 4))))
    if level in {"provincial", "district"}:
        action.places.set(random.sample(stage.places, 2))
    _name(action, random.choice(LEADS[pillar]), LeadPart.LEAD)
    _name(action, f"EX-ORG-{random.randint(1, 6)}", LeadPart.CO_LEAD)
    return action


def _name(action: Action, body: str, part: LeadPart) -> None:
    ActionLead.objects.create(action=action, institution_id=body, part=part)


def voice(body: str, *roles: Role) -> Actor:
    """An actor of an exercise body: the member who holds the post, or the body itself where nobody does."""
    post = Membership.objects.filter(institution_id=body, until=None).first()
    if post is None:
        side = Side(Institution.objects.get(pk=body).side)
        return Actor(body=body, side=side, roles=frozenset(roles), world="exercise")
    found = actor_in(post)
    return Actor(id=found.id, body=body, side=found.side, roles=frozenset(roles), world="exercise")


def _play(stage: _Stage, action: Action) -> None:
    """Most bodies accept; most owners claim something; co-leads confirm, dispute or keep silent."""
    random, today, planted = stage.random, stage.today, stage.planted
    start = action.starts_on or today
    lead, co_lead = (action.leads.get(part=part) for part in (LeadPart.LEAD, LeadPart.CO_LEAD))
    owner, society = voice(lead.institution_id, Role.OWNER), voice(co_lead.institution_id, Role.CO_LEAD)
    if not action.is_promise and random.random() < 0.7:
        planted.unanswered.append(action.code)
        return
    with at(noon(start + timedelta(days=5))):
        services.answer_lead(owner, lead, accepts=True)
        if random.random() < 0.8:
            services.answer_lead(society, co_lead, accepts=True)
    has_co_lead = co_lead.answers.exists()
    for day in sorted(random.sample(range(20, 360), random.randint(0, 4))):
        if start + timedelta(days=day) < today:
            _claim(stage, action, start + timedelta(days=day), (owner, society if has_co_lead else None))
    if action.is_promise and action.due_on and action.due_on < today and not _is_done(action):
        planted.late.append(action.code)


def _is_done(action: Action) -> bool:
    newest = action.progress.order_by("at", "id").last()
    return newest is not None and newest.done and not newest.answers.filter(answer="disputed").exists()


def _claim(stage: _Stage, action: Action, day: date, voices: tuple[Actor, Actor | None]) -> None:
    random, (owner, society) = stage.random, voices
    done, percent = random.random() < 0.25, random.randrange(10, 95, 5)
    with at(noon(day)):
        claim = services.claim_progress(
            owner, action, on=day, percent=100 if done else percent, done=done,
            text=words.text(*(words.CLAIM_DONE if done else words.CLAIM), percent=percent),
            evidence=[_evidence(random, owner, day)],
        )  # fmt: skip
    fate = random.choices(["confirmed", "disputed", "silent"], weights=[4, 4, 3])[0]
    if society is None or fate == "silent":
        return
    confirms = fate == "confirmed"
    with at(noon(day + timedelta(days=9))):
        services.answer_progress(
            society, claim, confirms=confirms, text=words.text(*(words.CONFIRM if confirms else words.DISPUTE))
        )
    if not confirms:
        stage.planted.disputed.append(action.code)


def _evidence(random: Random, owner: Actor, day: date) -> Evidence:
    return services.add_evidence(
        owner,
        NewEvidence(
            kind=random.choice(list(Evidence.Kind)).value,
            title=words.text(*words.EVIDENCE, n=random.randint(100, 999)),
            url="https://exercise.mizan.example/record",
            captured_on=day,
            expires_on=day + timedelta(days=365),
        ),
    )


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
