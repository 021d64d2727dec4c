"""The exercise's committees at three levels: two years of sessions met, missed and held by one side alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from mizan.council import services
from mizan.council.models import Committee, Motion, Part, Seat, SeatHolder, Session
from mizan.framework.models import Action, Obligation, Pillar
from mizan.framework.services import NewEvidence, add_evidence, answer_progress, claim_progress
from mizan.institutions.access import actor_in
from mizan.institutions.models import Institution, Membership, User
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.clock import at
from mizan.kit.facts import Grade, World
from mizan.places.models import Place
from mizan.web.exercise import words
from mizan.web.exercise.bodies import SOCIETY_FOCAL, STATE_FOCAL
from mizan.web.exercise.plan import noon, voice

COMMON = {"world": World.EXERCISE, "source": words.SOURCE, "grade": Grade.PRIMARY}
# Committee: level, who sits by side (the first of each side chairs), days between sessions. EX-ORG-2 and EX-LEA-1 hold
# accounts of the demonstration: they chair a district together.
COMMITTEES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], int]] = {
    "EX-COM-NAT": ("national", (STATE_FOCAL, "EX-LEA-1", "EX-MIN-2"), (SOCIETY_FOCAL, "EX-SUR-1", "EX-ORG-3"), 120),
    "EX-COM-PRO-1": ("provincial", ("EX-WEL-1", "EX-LEA-3"), ("EX-ORG-4", "EX-ORG-5"), 180),
    "EX-COM-PRO-2": ("provincial", ("EX-LAB-1", "EX-LEA-4"), ("EX-ORG-6", "EX-ORG-7"), 180),
    "EX-COM-DIS-1": ("district", ("EX-LEA-1", "EX-WEL-2"), ("EX-ORG-2", "EX-SUR-1"), 150),
    "EX-COM-DIS-2": ("district", ("EX-LAB-2", "EX-LEA-6"), ("EX-ORG-8",), 200),
}
# What a committee proposed in which of its sessions, if both sides held it: what, and of whom.
JOINT = {
    ("EX-COM-NAT", 6): ("law", "EX-MIN-2"),
    ("EX-COM-PRO-2", 4): ("action", "EX-WEL-2"),
    ("EX-COM-DIS-2", 4): ("unit", "EX-LEA-6"),
}
NEEDS = {"law": {}, "action": {"pillar": "awareness"}, "unit": {"unit": "internal_affairs"}}
YEARS = timedelta(days=730)


@dataclass
class Held:
    """What the generator planted in the committees."""

    missed: list[str] = field(default_factory=list)
    inquorate: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


@dataclass
class _Play:
    random: Random
    today: date
    numbers: count[int]
    held: Held = field(default_factory=Held)


def make_committees(random: Random, today: date) -> Held:
    """Committees, seats, and sessions until today; the national one has none called, so that a chair can call."""
    play = _Play(random, today, count(1))
    places = _places(random)
    for code, (level, state, society, rhythm) in COMMITTEES.items():
        committee = _committee(code, level, rhythm, places.get(code))
        holders = _fill(committee, state, society, today - YEARS)
        day = today - YEARS + timedelta(days=30 + random.randint(0, 20))
        while day < today - timedelta(days=20):
            _session(play, committee, holders, day)
            day += timedelta(days=rhythm)
    return play.held


def _places(random: Random) -> dict[str, Place]:
    districts = list(Place.objects.filter(level__depth=2).order_by("code"))
    if len(districts) < 2:
        return {}
    first, second = random.sample(districts, 2)
    found = {"EX-COM-PRO-1": first.parent, "EX-COM-PRO-2": second.parent, "EX-COM-DIS-1": first, "EX-COM-DIS-2": second}
    return {code: place for code, place in found.items() if place is not None}


PARENT = {"EX-COM-DIS-1": "EX-COM-PRO-1", "EX-COM-DIS-2": "EX-COM-PRO-2"}


def _committee(code: str, level: str, rhythm: int, place: Place | None) -> Committee:
    parent = None if level == "national" else PARENT.get(code, "EX-COM-NAT")
    number = int(code[-1]) if code[-1].isdigit() else 1
    return Committee.objects.create(
        code=code, name=words.text(*words.COMMITTEES[level], n=number), remit=words.text(*words.REMIT), level=level,
        place=place, parent_id=parent, rhythm_days=rhythm, notice_days=7, **COMMON,
    )  # fmt: skip


def _fill(committee: Committee, state: tuple[str, ...], society: tuple[str, ...], since: date) -> dict[str, SeatHolder]:
    """Every seat with a member of its body; the first of each side chairs."""
    found = {}
    for side, bodies, chairs in (("state", state, Part.CHAIR), ("society", society, Part.CO_CHAIR)):
        for number, body in enumerate(bodies, 1):
            seat = Seat.objects.create(
                code=f"{committee.code}:{side}:{number}", committee=committee, side=side, number=number,
                part=chairs if number == 1 else Part.MEMBER, body_id=body, **COMMON,
            )  # fmt: skip
            found[seat.code] = _seated(seat, body, since)
    return found


def _seated(seat: Seat, body: str, since: date) -> SeatHolder:
    post = _member(body)
    side = Side(Institution.objects.get(pk=body).side)
    admitter = Actor(id=str(post.user_id), body=body, side=side, roles=frozenset({Role.ADMITTER}), world="exercise")
    new = services.NewHolder(post, since, words.PROCEDURE, "", interests_declared=True)
    with at(noon(since)):
        return services.take_seat(admitter, seat, new)


def _member(body: str) -> Membership:
    """Whoever of the body may sit; where the body has nobody, a numbered member without a way to sign in."""
    posts = Membership.objects.filter(institution_id=body, until=None).order_by("pk")
    sits = next((post for post in posts if {"committee", "coordinator", "owner", "co_lead"} & set(post.roles)), None)
    if sits is not None:
        return sits
    user = User.objects.create_user(f"member.{body.lower()}@mizan.example", None, name=f"Exercise member of {body}")
    return Membership.objects.create(
        user=user, institution_id=body, roles=[Role.COMMITTEE.value], since=date(2024, 1, 1), interests_declared=True,
        criteria="exercise", world=World.EXERCISE,
    )  # fmt: skip


def _session(play: _Play, committee: Committee, holders: dict[str, SeatHolder], day: date) -> None:
    """Called by one chair or the other; then missed, held by society alone, or held by both, who decide something."""
    fate = play.random.choices(["held", "alone", "missed"], weights=[6, 2, 2])[0]
    chairs = {row.seat.side: row for row in holders.values() if row.seat.part in {Part.CHAIR, Part.CO_CHAIR}}
    caller = chairs["society" if fate == "alone" else play.random.choice(["state", "society"])]
    with at(noon(day - timedelta(days=10))):
        session = services.call(_actor(caller), committee, on=day, venue=words.text(*words.VENUE))
    if fate == "missed":
        with at(noon(day + timedelta(days=1))):
            services.miss(session)
        play.held.missed.append(str(session))
        return
    with at(noon(day)):
        session = services.open_session(_actor(caller), session)
        for side in ("society",) if fate == "alone" else ("state", "society"):
            there = [row for row in holders.values() if row.seat.side == side]
            services.attend(_actor(chairs[side]), session, there, state="present")
        if fate == "held":
            _decide(play, session, holders, chairs)
            if asked := JOINT.get((committee.pk, session.number)):
                _propose(session, holders, chairs, *asked)
        services.close_session(_actor(caller), session)
    if fate == "alone":
        play.held.inquorate.append(str(session))
    elif day > play.today - timedelta(days=300):
        _minute(session, chairs, day)


def _actor(holder: SeatHolder) -> Actor:
    return actor_in(Membership.objects.select_related("institution").get(user=holder.user_id, until=None))


def _decide(play: _Play, session: Session, holders: dict[str, SeatHolder], chairs: dict[str, SeatHolder]) -> None:
    """One action with an owner of each side; now and then somebody dissents; some are done by their day."""
    random, number = play.random, next(play.numbers)
    by_side = {side: [row for row in holders.values() if row.seat.side == side] for side in ("state", "society")}
    owner, co_owner = (random.choice(by_side[side]) for side in ("state", "society"))
    pillar = random.choice(list(words.TASKS))
    due = session.day + timedelta(days=random.choice([60, 90, 150]))
    code = f"EX-DEC-{number:02d}"
    terms = {"code": code, "pillar": pillar, "mode": "proactive", "obligations": _obligations(pillar),
             "plans": [f"EX-PLAN-{session.committee.level.upper()}"]}  # fmt: skip
    task = words.text(*random.choice(words.TASKS[pillar]))
    new = services.NewMotion("action", task, owner.body, co_owner.body, due, terms)
    dissenter = random.choice([None, None, *(row for rows in by_side.values() for row in rows[2:])])
    _carry(session, holders, chairs, new, dissenter)
    play.held.carried.append(code)
    if random.random() < 0.5 and due < play.today:
        _keep(play, code, (owner.body_id, co_owner.body_id), due)
    elif due < play.today:
        play.held.late.append(code)


def _propose(
    session: Session, holders: dict[str, SeatHolder], chairs: dict[str, SeatHolder], kind: str, to: str
) -> None:
    """Both sides ask something of a body together; both chairs bring it there."""
    terms = {"kind": kind, "to": to, "reason": words.text(*words.PROPOSED_WHY), **NEEDS[kind]}
    due = session.day + timedelta(days=30)
    text = words.text(*words.PROPOSALS[kind])
    new = services.NewMotion("proposal", text, chairs["state"].body, chairs["society"].body, due, terms)
    _carry(session, holders, chairs, new)


def _carry(
    session: Session,
    holders: dict[str, SeatHolder],
    chairs: dict[str, SeatHolder],
    new: services.NewMotion,
    dissenter: SeatHolder | None = None,
) -> None:
    motion = services.move(_actor(chairs["state"]), session, new)
    for row in holders.values():
        _vote(motion, chairs[row.seat.side], row, against=row == dissenter)
    services.decide(_actor(chairs["society"]), motion)


def _obligations(pillar: str) -> list[str]:
    rows = Obligation.objects.filter(pillar=Pillar.objects.get(pk=pillar), retired_at=None).order_by("code")
    return list(rows.values_list("pk", flat=True)[:1])


def _vote(motion: Motion, speaker: SeatHolder, row: SeatHolder, *, against: bool) -> None:
    dissent = words.text(*words.DISSENT) if against else None
    services.vote(_actor(speaker), motion, row, choice="against" if against else "for", dissent=dissent)


def _keep(play: _Play, code: str, bodies: tuple[str, str], due: date) -> None:
    """The owner reports it done a few days before its day, and the co-lead confirms."""
    action, day = Action.objects.get(pk=code), due - timedelta(days=8)
    owner, society = voice(bodies[0], Role.OWNER), voice(bodies[1], Role.CO_LEAD)
    with at(noon(day)):
        proof = NewEvidence(kind="report", title=words.text(*words.EVIDENCE, n=play.random.randint(100, 999)),
                            url="https://exercise.mizan.example/record", captured_on=day)  # fmt: skip
        claim = claim_progress(
            owner, action, on=day, percent=100, done=True, text=words.text(*words.CLAIM_DONE, percent=100),
            evidence=[add_evidence(owner, proof)],
        )  # fmt: skip
        answer_progress(society, claim, confirms=True, text=words.text(*words.CONFIRM))
    play.held.kept.append(code)


def _minute(session: Session, chairs: dict[str, SeatHolder], day: date) -> None:
    with at(noon(day + timedelta(days=6))):
        text = words.text(*words.MINUTES, n=session.number)
        minutes = services.write_minutes(_actor(chairs["state"]), session, text=text)
        for side in ("state", "society"):
            services.sign_minutes(_actor(chairs[side]), minutes)
