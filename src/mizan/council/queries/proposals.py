"""Proposals as pages show them: how each stands, with whom its clock is, and what was said. The same for everybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from mizan.council.kinds import COUNTER, KINDS
from mizan.council.models import Committee, Proposal, ProposalAnswer
from mizan.council.queries.silence import Ways, ways
from mizan.council.rules import proposals as rules
from mizan.council.rules.proposals import State
from mizan.kit.texts import TextMap
from mizan.ledger.duties import of_subject
from mizan.ledger.models import Duty, DutyState

SUBJECT = Proposal._meta.label_lower


@dataclass(frozen=True)
class Line:
    """One proposal. `duty`: its open clock; `days`: left until its due day, negative once past; `was_silent`: an answer
    came late, or silence moved on at any time; `last_rung`: nobody further out is asked."""

    proposal: Proposal
    state: State
    answers: list[ProposalAnswer]
    duty: Duty | None
    days: int | None
    was_silent: bool
    last_rung: bool
    holder: TextMap  # the name of whoever the clock is with; empty where none runs

    @property
    def newest(self) -> ProposalAnswer | None:
        return self.answers[-1] if self.answers else None

    @property
    def late_days(self) -> int:
        return -self.days if self.days is not None and self.days < 0 else 0

    @property
    def counter_is_late(self) -> bool:
        """The proposer's own silence on a counter."""
        return self.state == State.COUNTERED and self.late_days > 0

    @property
    def is_silent(self) -> bool:
        return self.state == State.SILENT or self.counter_is_late

    @property
    def on_public_list(self) -> bool:
        """Overdue, and nobody is left to ask."""
        return self.late_days > 0 and self.last_rung


def proposal_lines(world: str, today: date, filters: Mapping[str, str] | None = None) -> list[Line]:
    """Proposals of a world that match, newest first, in a fixed number of queries."""
    asked = filters or {}
    rows = open_rows(world)
    if "side" in asked:
        rows = rows.filter(proposed_side=asked["side"])
    if "kind" in asked:
        rows = rows.filter(kind=asked["kind"])
    if "body" in asked:
        rows = rows.filter(addressed_to=asked["body"])
    lines = lines_of(rows, world, today)
    return [line for line in lines if _stands(line, asked.get("state", ""))]


def _stands(line: Line, wanted: str) -> bool:
    return not wanted or (line.is_silent if wanted == State.SILENT else line.state == wanted)


def open_rows(world: str) -> QuerySet[Proposal]:
    """Every current proposal of a world with what its line needs."""
    rows = Proposal.objects.filter(world=world, retired_at=None)
    said = ProposalAnswer.objects.select_related("body", "committee", "owner", "co_owner", "action")
    rows = rows.select_related(
        "proposed_by", "by_committee", "motion__session", "addressed_to", "committee", "action", "pillar", "indicator"
    )
    return rows.prefetch_related(Prefetch("answers", queryset=said.order_by("at", "id")), "deliveries")


def lines_of(rows: Iterable[Proposal], world: str, today: date, known: Ways | None = None) -> list[Line]:
    """Rows with their clocks; duties and committees are read once."""
    found = list(rows)
    duties: dict[str, list[Duty]] = defaultdict(list)
    wanted = Duty.objects.filter(subject_kind=SUBJECT, kind__in=KINDS, world=world)
    for duty in wanted.order_by("ordinal"):
        duties[duty.subject_id].append(duty)
    outward = known or ways(world)
    return [_line(row, duties[row.pk], outward, today) for row in found]


def _line(row: Proposal, duties: list[Duty], outward: Ways, today: date) -> Line:
    answers = list(row.answers.all())
    duty = next((one for one in duties if one.state == DutyState.OPEN), None)
    delivered = any(one.body_id == row.addressed_to_id for one in row.deliveries.all())
    clock = rules.Clock(duty.due_on, duty.rung, duty.kind == COUNTER.code) if duty else None
    return Line(
        proposal=row,
        state=rules.state([one.answer for one in answers], clock, delivered=delivered, today=today),
        answers=answers,
        duty=duty,
        days=(duty.due_on - today).days if duty else None,
        was_silent=any(one.is_late for one in answers) or any(one.rung > 0 for one in duties),
        last_rung=duty is not None and (duty.kind == COUNTER.code or duty.rung >= len(outward.committees_of(row))),
        holder=_holder(row, duty, outward),
    )


def _holder(row: Proposal, duty: Duty | None, outward: Ways) -> TextMap:
    if duty is None:
        return {}
    if duty.rung:
        known = outward.committees.get(duty.owner)
        return known.name if known else {"en": duty.owner}
    return (_proposer(row) if duty.kind == COUNTER.code else row.addressed_to).name


def _proposer(row: Proposal) -> Any:
    """The body or the committee that made it."""
    return row.by_committee or row.proposed_by


def lines_by_committee(committee: Committee, today: date) -> list[Line]:
    """What a committee proposed, newest first, with what became of each."""
    return lines_of(open_rows(committee.world).filter(by_committee=committee), committee.world, today)


def lines_of_committees(codes: Iterable[str], world: str, today: date) -> list[Line]:
    """What these committees proposed and has not ended."""
    lines = lines_of(open_rows(world).filter(by_committee__in=list(codes)), world, today)
    return [line for line in lines if line.state not in rules.ENDED]


def line_of(proposal: Proposal, today: date) -> Line:
    """One proposal's line, also of one that left its pack."""
    rows = open_rows(proposal.world).filter(pk=proposal.pk) if proposal.retired_at is None else [proposal]
    return lines_of(rows, proposal.world, today)[0]


def counts(world: str, today: date) -> Counter[str]:
    """How many proposals stand in each state; a counter that waits too long counts as silent beside."""
    lines = proposal_lines(world, today)
    found = Counter(line.state.value for line in lines)
    found[State.SILENT.value] = sum(line.is_silent for line in lines)
    return found


@dataclass(frozen=True)
class Rung:
    """One step of a proposal's way: with a body or a committee, until when, and how that ended."""

    duty: Duty
    holder: object
    is_committee: bool
    is_counter: bool
    state: str
    leaves: list[str] = field(default_factory=list)


def rungs_of(line: Line) -> list[Rung]:
    """Every duty toward the proposal in the order in which they opened, each with the short hashes of its leaves."""
    row = line.proposal
    committees = ways(row.world).committees
    duties = of_subject(row).filter(kind__in=KINDS).select_related("leaf", "closing_leaf").order_by("ordinal")
    return [_rung(duty, committees, line) for duty in duties]


def _rung(duty: Duty, committees: Mapping[str, object], line: Line) -> Rung:
    row, counters = line.proposal, duty.kind == COUNTER.code
    state = {"late": "met_late", "open": "overdue" if line.late_days else "open"}.get(duty.state, duty.state)
    leaves = [bytes(leaf.hash).hex() for leaf in (duty.leaf, duty.closing_leaf) if leaf is not None]
    holder = committees.get(duty.owner) if duty.rung else _proposer(row) if counters else row.addressed_to
    is_committee = duty.rung > 0 or (counters and row.by_committee_id is not None)
    return Rung(duty, holder, is_committee, counters, state, leaves)
