"""The exercise's proposals: answered in time and late, countered, refused, withdrawn, undelivered, silent at each rung.

No dice: every fate is there once, and the clock of the house itself moves what is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mizan.council import services
from mizan.council.models import Committee, Proposal
from mizan.council.services.silence import move_silent
from mizan.framework.models import Pillar
from mizan.institutions.models import Institution
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.kit.facts import World
from mizan.web.exercise import words
from mizan.web.exercise.plan import noon, voice

SPEAKS = Role.COMMITTEE
Step = tuple[date, Callable[[], object]]


@dataclass(frozen=True)
class Fate:
    """One proposal. Days count back from today: delivered (None: never), then the word, by the addressed body or, for
    a withdrawal, by the proposer. `committee`: where its silence goes first. `by`: a body, or the committee that
    carried it in a session before."""

    state: str
    kind: str
    by: str
    to: str
    delivered: int | None
    word: str = ""
    said: int = 0
    committee: str = ""


# `state` is how it stands today: what the pages must find. Terms of 30 days; the clock runs once a week here.
FATES = (
    Fate("not_delivered", "unit", "EX-ORG-3", "EX-MIN-2", None),
    Fate("waiting", "law", "EX-SUR-1", "EX-MIN-1", 12),
    Fate("accepted", "action", "EX-ORG-2", "EX-WEL-2", 190, "accepted", 175),
    Fate("accepted", "law", "EX-LAB-1", "EX-ORG-6", 150, "accepted", 140),  # the state asks, society answers
    Fate("agreed", "unit", "EX-ORG-4", "EX-LEA-3", 160, "countered", 150),
    Fate("countered", "unit", "EX-ORG-7", "EX-LEA-4", 25, "countered", 5),
    Fate("refused", "law", "EX-ORG-5", "EX-MIN-1", 110, "refused", 95),
    Fate("refused", "unit", "EX-ORG-8", "EX-LEA-6", 60, "refused", 10, "EX-COM-DIS-2"),  # after silence: late
    Fate("withdrawn", "law", "EX-SEC-1", "EX-ORG-3", 70, "withdrawn", 12),  # after silence too
    Fate("silent_1", "unit", "EX-ORG-3", "EX-LEA-2", 45),  # with the committee
    Fate("silent_2", "unit", "EX-SUR-1", "EX-LEA-5", 85, committee="EX-COM-DIS-1"),  # with the committee above
    Fate("silent_last", "unit", "EX-ORG-2", "EX-LEA-5", 130, committee="EX-COM-DIS-1"),  # on the public list
)
# What committees proposed (`committees.JOINT`): here is what became of it.
JOINT = (
    Fate("countered", "law", "EX-COM-NAT", "EX-MIN-2", 40, "countered", 15),  # the committee's own clock runs
    Fate("accepted", "action", "EX-COM-PRO-2", "EX-WEL-2", 120, "accepted", 100),
    Fate("silent_1", "unit", "EX-COM-DIS-2", "EX-LEA-6", 45),  # with another committee than the one that asked
)


def make_proposals(today: date) -> dict[str, list[str]]:
    """Every fate, day after day. Returns the codes by how they stand: the planted truth."""
    joint = {row.by_committee_id: row for row in Proposal.objects.filter(world=World.EXERCISE)}
    made: dict[Fate, Proposal] = {fate: joint[fate.by] for fate in JOINT if fate.by in joint}
    steps = [step for fate in (*FATES, *made) for step in _steps(fate, made, today)]
    weeks = [(today - timedelta(days=back), lambda: move_silent(World.EXERCISE)) for back in range(196, 0, -7)]
    for day, step in sorted([*steps, *weeks], key=lambda one: one[0]):
        with at(noon(day)):
            step()
    found: dict[str, list[str]] = {}
    for fate, row in made.items():
        found.setdefault(fate.state, []).append(row.pk)
    return found


def _steps(fate: Fate, made: dict[Fate, Proposal], today: date) -> Iterator[Step]:
    def back(days: int) -> date:
        return today - timedelta(days=days)

    def propose() -> None:
        made[fate] = services.propose(_voice(fate.by), _new(fate, f"EX-PROP-{FATES.index(fate) + 1:02d}"))

    if fate in FATES:
        yield back((fate.delivered or 40) + 3), propose
    if fate.delivered is not None:
        yield back(fate.delivered), lambda: services.take_delivery(_voice(fate.to), made[fate])
    if fate.word:
        yield back(fate.said), lambda: _say(fate, made[fate], today)
    if fate.state == "agreed":
        yield back(fate.said - 8), lambda: services.reply(_voice(fate.by), made[fate], agrees=True)


def _voice(body: str) -> Actor:
    return voice(body, SPEAKS)


def _new(fate: Fate, code: str) -> services.NewProposal:
    return services.NewProposal(
        kind=fate.kind, text=words.text(*words.PROPOSALS[fate.kind]), reason=words.text(*words.PROPOSED_WHY),
        to=Institution.objects.get(pk=fate.to), unit="anti_corruption" if fate.kind == "unit" else "",
        pillar=Pillar.objects.get(pk="awareness") if fate.kind == "action" else None,
        committee=Committee.objects.get(pk=fate.committee) if fate.committee else None, code=code,
    )  # fmt: skip


def _say(fate: Fate, row: Proposal, today: date) -> object:
    if fate.word == "withdrawn":
        return services.withdraw(_voice(fate.by), row, why=words.text(*words.TAKEN_BACK))
    texts = {"countered": words.COUNTERED, "refused": words.REFUSED}
    text = words.text(*texts[fate.word]) if fate.word in texts else {}
    owner = Institution.objects.get(pk=fate.to)
    other = row.motion.co_owner if row.motion else None  # a committee owns nothing: it is asked for by name
    return services.answer(
        _voice(fate.to), row, services.Word(fate.word, text, owner, other, today + timedelta(days=60))
    )
