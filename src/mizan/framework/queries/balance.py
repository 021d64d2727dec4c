"""The balance as data: rows of one world turned into facts for the pure rules, and the answer as JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from mizan.framework.models import (
    Action,
    ActionLead,
    DeskReading,
    Headline,
    LeadAnswer,
    LeadPart,
    Obligation,
    Pillar,
    Progress,
    ProgressAnswer,
)
from mizan.framework.rules import balance
from mizan.framework.rules.answers import Gap, ScoreCounts
from mizan.framework.rules.progress import Claim
from mizan.institutions.models import Institution
from mizan.kit.facts import World
from mizan.places.models import Place

Scores = dict[str, dict[str, dict[str, int | None]]]


def balance_of(world: World, *, today: date) -> balance.Balance:
    """The balance of one world: its actions and answers over the real obligations, which both worlds share."""
    pillars = [balance.PillarFact(p.code, p.pan) for p in Pillar.objects.weighing()]
    return balance.weigh(
        pillars, obligation_facts(world), action_facts(world), today=today, currencies=currencies(world)
    )


def obligation_facts(world: World) -> list[balance.ObligationFact]:
    """One fact per current obligation, with the headline score of each side and the desk reading."""
    scores = headline_scores(world)
    rows = Obligation.objects.filter(retired_at=None).values_list("code", "pillar_id")
    return [balance.ObligationFact(code, pillar, scores.get(code, {})) for code, pillar in rows]


def headline_scores(world: World) -> Scores:
    """`[obligation][dimension][column]`: the newest headline of each side; the desk's beside it (real world only)."""
    scores: Scores = defaultdict(lambda: defaultdict(dict))
    rows = Headline.objects.filter(world=world).order_by("at", "id")
    for obligation, dimension, side, score in rows.values_list(
        "obligation_id", "dimension", "side", "assessment__score"
    ):
        scores[obligation][dimension][side] = score
    if world == World.REAL:
        readings = DeskReading.objects.filter(retired_at=None).values_list("obligation_id", "dimension", "score")
        for obligation, dimension, score in readings:
            scores[obligation][dimension]["desk"] = score
    return scores


def action_facts(world: World) -> list[balance.ActionFact]:
    """One fact per current action of the world."""
    return [action_fact(action) for action in actions_with_all(world)]


def actions_with_all(world: World) -> QuerySet[Action]:
    """Current actions with everything the rules ask for, in a fixed number of queries."""
    claims = Progress.objects.order_by("at", "id").prefetch_related(
        Prefetch("answers", ProgressAnswer.objects.order_by("at", "id"))
    )
    leads = ActionLead.objects.select_related("institution").prefetch_related(
        Prefetch("answers", LeadAnswer.objects.order_by("at", "id"))
    )
    return (
        Action.objects.filter(world=world, retired_at=None)
        .select_related("pillar")
        .prefetch_related("plans", "obligations", Prefetch("progress", claims), Prefetch("leads", leads))
    )


def action_fact(action: Action) -> balance.ActionFact:
    """What the rules need of one action (prefetched by `actions_with_all`)."""
    leads = list(action.leads.all())
    return balance.ActionFact(
        code=action.code,
        pillar=action.pillar_id,
        standing=action.standing,
        mode=action.mode,
        levels=frozenset({action.level, *(plan.level for plan in action.plans.all())}),
        obligations=frozenset(obligation.code for obligation in action.obligations.all()),
        budget=action.budget,
        currency=action.currency,
        due_on=action.due_on,
        claims=claims_of(action),
        has_owner=any(has_accepted(lead) for lead in leads if lead.part == LeadPart.LEAD),
        has_co_lead=any(has_accepted(lead) for lead in leads if lead.part == LeadPart.CO_LEAD),
    )


def claims_of(action: Action) -> list[Claim]:
    """The action's claims, oldest first, each with the newest answer to it."""
    return [
        Claim(claim.done, answered[-1].answer if (answered := list(claim.answers.all())) else "")
        for claim in action.progress.all()
    ]


def has_accepted(lead: ActionLead) -> bool:
    """The body accepted its part: by its own newest word, or a source says so."""
    answers = list(lead.answers.all())
    return answers[-1].answer == LeadAnswer.Answer.ACCEPTED if answers else bool(lead.accepted_source)


def currencies(world: World) -> list[str]:
    """Every currency in which an action of the world has a budget, and always that of the country."""
    known = Action.objects.filter(world=world, retired_at=None).exclude(currency="")
    return sorted(set(known.values_list("currency", flat=True)) | {"PKR"})


def report(world: World, *, today: date) -> dict[str, Any]:
    """`mizan framework report --json`: counts of real (or exercise) rows; unknown is null."""
    weighed = balance_of(world, today=today)
    pans = dict(Pillar.objects.weighing().values_list("code", "pan"))
    return {
        "world": str(world),
        "on": today.isoformat(),
        "obligations": weighed.whole.obligations,
        "actions": weighed.whole.n_actions,
        "institutions": Institution.objects.filter(world=world, retired_at=None).count(),
        "places": Place.objects.filter(retired_at=None).count(),
        "pillars": [
            {"code": code, "side": pans[code], **weight_json(weight)} for code, weight in weighed.pillars.items()
        ],
        "pans": {pan: weight_json(weight) for pan, weight in weighed.pans.items()},
        "uncovered_obligations": list(weighed.uncovered),
        "min_max_ratio": dict(weighed.ratios),
    }


def weight_json(weight: balance.Weight) -> dict[str, Any]:
    """One pillar's or pan's weight as JSON."""
    return {
        "obligations": weight.obligations,
        "actions": dict(weight.actions),
        "promises": weight.promises,
        "dated_promises": weight.dated,
        "budget": {c: {"sum": _number(m.total), "n_known": m.n_known} for c, m in weight.budget.items()},
        "progress": dict(weight.progress),
        "overdue": weight.overdue,
        "proactive_share": weight.proactive.value,
        "levels": dict(weight.levels),
        "without_accepted_owner": weight.without_owner,
        "without_accepted_co_lead": weight.without_co_lead,
        "asked_unanswered": weight.unanswered,
        **{d: {c: _scores(s) for c, s in columns.items()} for d, columns in weight.answers.items()},
        "gap": {d: _gap(g) for d, g in weight.gap.items()},
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _scores(counts: ScoreCounts) -> dict[str, int]:
    return {**{str(score): n for score, n in counts.by_score.items()}, "unknown": counts.unknown}


def _gap(gap: Gap) -> dict[str, int]:
    return asdict(gap)
