"""Surveys: what is asked, and each wave as it was drawn. The rows of the file are estimated from and not kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.imports.staging import Fault
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.prevention import campaign_verbs as verbs
from mizan.prevention.models import (
    Campaign,
    KnowledgeChange,
    KnowledgeEstimate,
    KnowledgeQuestion,
    KnowledgeSurvey,
    Wave,
)
from mizan.prevention.rules import campaigns as rules
from mizan.prevention.services._tools import allow, has_words, kept, today_of
from mizan.prevention.services.campaigns import own_campaign
from mizan.prevention.survey_sheet import RESERVED, Answers, read_answers

if TYPE_CHECKING:
    from mizan.science.surveys.estimates import Estimate

CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")


@dataclass(frozen=True)
class NewSurvey:
    """One wave: how it was drawn, and the file."""

    wave: str
    method: str
    population: TextMap
    drawn: TextMap
    first_day: date
    last_day: date
    file_name: str
    content: bytes


class SheetRefused(Refused):
    """Nothing of a sheet was taken: every fault with its cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("prevention.sheet_has_faults", where="file")
        self.faults = list(faults)


def name_question(actor: Actor, campaign: Campaign, code: str, words: TextMap, kind: str) -> KnowledgeQuestion:
    """An owner says what the survey asks, before the first file."""
    if not CODE.fullmatch(code) or code in RESERVED:
        raise Refused("prevention.question_code", where="code")
    if not has_words(words):
        raise Refused("prevention.about_needed", where="text")
    with acting(actor):
        row = own_campaign(actor, campaign)
        if row.questions.filter(code=code).exists():
            raise Refused("prevention.question_twice", where="code")
        made = KnowledgeQuestion.objects.create(campaign=row, code=code, text=dict(words), kind=kind, at=now())
        record(actor, verbs.QUESTIONED, row, question=code, kind=kind)
    return made


def record_survey(actor: Actor, campaign: Campaign, new: NewSurvey) -> KnowledgeSurvey:
    """Read, hash and estimate before the transaction; then the design and the estimates, all or nothing. Raises
    `SheetRefused` with every fault, `SheetFault` where the file is no sheet."""
    questions = list(campaign.questions.all())
    allow(rules.to_survey(
        wave=new.wave, first=new.first_day, last=new.last_day, starts=campaign.starts_on, today=today_of(actor),
        has_population=has_words(new.population), has_drawn=has_words(new.drawn), questions=len(questions),
    ))  # fmt: skip
    said = read_answers(new.method, questions, new.file_name, new.content)
    if said.faults:
        raise SheetRefused(said.faults)
    found = _estimates(said, questions)
    with acting(actor):
        row = own_campaign(actor, campaign)
        made = _survey(row, new, said)
        rows = {one.pk: _estimate(made, one, found[one.code]) for one in questions}
        _changes(row, made, rows)
        record(
            actor, verbs.SURVEYED, row, wave=made.wave, method=made.method, respondents=made.respondents,
            file=made.sha256, questions=[one.code for one in questions],
        )  # fmt: skip
    return made


def _estimates(said: Answers, questions: Sequence[KnowledgeQuestion]) -> dict[str, Estimate]:
    from mizan.science.surveys.estimates import Kind, estimate  # noqa: PLC0415 -- numpy is slow to import
    from mizan.science.surveys.sample import read  # noqa: PLC0415

    sample = read(said.weights, strata=said.strata or None, clusters=said.clusters or None)
    return {one.code: estimate(sample, said.answers[one.code], Kind(one.kind)) for one in questions}


def _survey(row: Campaign, new: NewSurvey, said: Answers) -> KnowledgeSurvey:
    drawn = set(zip(said.strata or [""] * len(said.weights), said.clusters, strict=False))
    return KnowledgeSurvey.objects.create(
        campaign=row, wave=new.wave, method=new.method, population=dict(new.population), drawn=dict(new.drawn),
        first_day=new.first_day, last_day=new.last_day, respondents=len(said.weights),
        clusters=len(drawn) or len(said.weights), strata=len(set(said.strata)) or 1, sha256=said.sha256, at=now(),
    )  # fmt: skip


def _estimate(survey: KnowledgeSurvey, question: KnowledgeQuestion, found: Estimate) -> KnowledgeEstimate:
    ends = found.interval
    return KnowledgeEstimate.objects.create(
        survey=survey, question=question, value=kept(found.value), se=kept(found.se),
        low=kept(ends.lo if ends else None), high=kept(ends.hi if ends else None), effect=kept(found.effect),
        df=found.df, answered=found.answered, missing=found.missing, silence=[str(code) for code in found.silence],
    )  # fmt: skip


def _changes(row: Campaign, made: KnowledgeSurvey, rows: dict[object, KnowledgeEstimate]) -> None:
    """Against the newest survey of the other wave, question by question."""
    other = row.surveys.exclude(wave=made.wave).order_by("at", "id").last()
    for one in other.estimates.select_related("question") if other else ():
        if one.question_id in rows:
            mine = rows[one.question_id]
            _change(*((one, mine) if made.wave == Wave.AFTER else (mine, one)))


def _change(before: KnowledgeEstimate, after: KnowledgeEstimate) -> KnowledgeChange:
    from mizan.science.surveys.waves import change  # noqa: PLC0415 -- numpy is slow to import

    found = change(_again(before), _again(after))
    ends = found.interval
    return KnowledgeChange.objects.create(
        before=before, after=after, value=kept(found.value), se=kept(found.se),
        low=kept(ends.lo if ends else None), high=kept(ends.hi if ends else None), df=kept(found.df),
        silence=[str(code) for code in found.silence],
    )  # fmt: skip


def _again(row: KnowledgeEstimate) -> Estimate:
    """The estimate of a row, without its interval, which a change does not need."""
    from mizan.science.surveys.estimates import Estimate, Kind, Silence  # noqa: PLC0415 -- numpy is slow to import

    value, se = (None if one is None else float(one) for one in (row.value, row.se))
    silence = tuple(Silence(code) for code in row.silence)
    return Estimate(Kind(row.question.kind), value, se, None, None, row.df, row.answered, row.missing, silence)
