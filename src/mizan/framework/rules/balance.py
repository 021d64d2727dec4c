"""The balance of the nine pillars: counts beside counts, never one mean.

Each quantity is compared across pillars by its smallest over its largest value (1 = even, 0 = one pan is empty);
the ratio is unknown when under half of any pillar is known. Source: DESIGN D3; reference definitions in
docs/methods/balance.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mizan.framework.rules import answers, progress
from mizan.framework.rules.answers import DIMENSIONS, Gap, ScoreCounts

STANDINGS = ("adopted", "directed", "recommended", "proposed")
LEVELS = ("global", "regional", "national", "provincial", "district")
COLUMNS = ("state", "society", "desk")


@dataclass(frozen=True)
class PillarFact:
    code: str
    pan: str  # "society" or "enforcement"


@dataclass(frozen=True)
class ObligationFact:
    """One obligation; `scores[dimension][column]` is the headline (or desk) score, None or absent = unknown."""

    code: str
    pillar: str
    scores: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)

    def score(self, dimension: str, column: str) -> int | None:
        return self.scores.get(dimension, {}).get(column)


@dataclass(frozen=True)
class ActionFact:
    """One action. `levels` are those of the plans it serves; money is unknown where `budget` is None."""

    code: str
    pillar: str
    standing: str
    mode: str
    levels: frozenset[str]
    obligations: frozenset[str]
    budget: Decimal | None = None
    currency: str = ""
    due_on: date | None = None
    claims: Sequence[progress.Claim] = ()
    has_owner: bool = False
    has_co_lead: bool = False

    @property
    def is_promise(self) -> bool:
        return self.standing in progress.PROMISES


@dataclass(frozen=True)
class Money:
    """A sum over the rows whose amount is known. `total` None: none is known."""

    total: Decimal | None
    n_known: int


@dataclass(frozen=True)
class Share:
    """A part of a whole; no share without a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Weight:
    """What lies on one pan or under one pillar."""

    obligations: int
    actions: Mapping[str, int]
    budget: Mapping[str, Money]
    progress: Mapping[str, int]
    overdue: int
    promises: int
    dated: int
    proactive: Share
    levels: Mapping[str, int]
    without_owner: int
    without_co_lead: int
    unanswered: int
    answers: Mapping[str, Mapping[str, ScoreCounts]]
    gap: Mapping[str, Gap]

    @property
    def n_actions(self) -> int:
        return sum(self.actions.values())

    @property
    def without_budget(self) -> int:
        """Actions whose money nobody published; in no currency is that a zero (I-8)."""
        return self.n_actions - sum(money.n_known for money in self.budget.values())


@dataclass(frozen=True)
class Balance:
    pillars: Mapping[str, Weight]
    pans: Mapping[str, Weight]
    whole: Weight
    uncovered: tuple[str, ...]
    ratios: Mapping[str, float | None]


def weigh(
    pillars: Sequence[PillarFact],
    obligations: Sequence[ObligationFact],
    actions: Sequence[ActionFact],
    *,
    today: date,
    currencies: Iterable[str] = (),
) -> Balance:
    """The whole balance. `currencies` are always listed, so that an unknown budget shows as unknown."""
    listed = tuple(sorted({*currencies, *(a.currency for a in actions if a.currency)}))

    def of(codes: set[str]) -> Weight:
        return _weight(
            [o for o in obligations if o.pillar in codes], [a for a in actions if a.pillar in codes], today, listed
        )

    by_pillar = {pillar.code: of({pillar.code}) for pillar in pillars}
    pans = {pan: of({p.code for p in pillars if p.pan == pan}) for pan in ("society", "enforcement")}
    return Balance(
        pillars=by_pillar,
        pans=pans,
        whole=of({p.code for p in pillars}),
        uncovered=uncovered(obligations, actions),
        ratios=ratios(by_pillar, listed),
    )


def uncovered(obligations: Iterable[ObligationFact], actions: Iterable[ActionFact]) -> tuple[str, ...]:
    """Obligations that no action serves, in the order given."""
    served = {code for action in actions for code in action.obligations}
    return tuple(o.code for o in obligations if o.code not in served)


def _weight(
    obligations: Sequence[ObligationFact], actions: Sequence[ActionFact], today: date, currencies: tuple[str, ...]
) -> Weight:
    standing = Counter(a.standing for a in actions)
    states = Counter(progress.state_of(a.claims) for a in actions)
    promises = [a for a in actions if a.is_promise]
    return Weight(
        obligations=len(obligations),
        actions={name: standing[name] for name in STANDINGS},
        budget={currency: _money(actions, currency) for currency in currencies},
        progress={state.value: states[state] for state in progress.State},
        overdue=sum(progress.is_overdue(a.standing, a.due_on, a.claims, today) for a in actions),
        promises=len(promises),
        dated=sum(a.due_on is not None for a in promises),
        proactive=Share(sum(a.mode == "proactive" for a in actions), len(actions)),
        levels={level: sum(level in a.levels for a in actions) for level in LEVELS},
        without_owner=sum(not a.has_owner for a in actions),
        without_co_lead=sum(not a.has_co_lead for a in actions),
        unanswered=sum(progress.is_unanswered(a.standing, has_owner=a.has_owner) for a in actions),
        answers={d: {c: answers.count_scores(o.score(d, c) for o in obligations) for c in COLUMNS} for d in DIMENSIONS},
        gap={d: answers.gap((o.score(d, "state"), o.score(d, "society")) for o in obligations) for d in DIMENSIONS},
    )


def _money(actions: Iterable[ActionFact], currency: str) -> Money:
    known = [a.budget for a in actions if a.currency == currency and a.budget is not None]
    return Money(sum(known, Decimal(0)) if known else None, len(known))


def ratios(weights: Mapping[str, Weight], currencies: Iterable[str] = ()) -> dict[str, float | None]:
    """Smallest over largest per quantity; None where under half of any pillar is known, or where all are zero."""
    plain: dict[str, Callable[[Weight], float | None]] = {
        "obligations": lambda w: w.obligations,
        "actions": lambda w: w.n_actions,
        "promises": lambda w: w.promises,
        "proactive_actions": lambda w: w.proactive.part,
        "reported_progress": _reported_share,
    }
    found = {name: min_max(read(w) for w in weights.values()) for name, read in plain.items()}
    for currency in currencies:
        found[f"budget_{currency}"] = min_max(_half_known_money(w, currency) for w in weights.values())
    for dimension in DIMENSIONS:
        for column in COLUMNS:
            found[f"{dimension}_{column}"] = min_max(_met_share(w, dimension, column) for w in weights.values())
    return found


def min_max(values: Iterable[float | None]) -> float | None:
    """min/max of one value per pillar; unknown if any is unknown, if there is none, or if all are zero."""
    read = list(values)
    known = [float(value) for value in read if value is not None]
    if not known or len(known) < len(read) or max(known) == 0:
        return None
    return min(known) / max(known)


def _reported_share(weight: Weight) -> float | None:
    """Share of actions with any report; a pillar where under half has one is unknown."""
    reported = weight.n_actions - weight.progress[progress.State.NO_REPORT]
    return reported / weight.n_actions if weight.n_actions and 2 * reported >= weight.n_actions else None


def _half_known_money(weight: Weight, currency: str) -> float | None:
    money = weight.budget[currency]
    if money.total is None or 2 * money.n_known < weight.n_actions:
        return None
    return float(money.total)


def _met_share(weight: Weight, dimension: str, column: str) -> float | None:
    """Share of known answers that are 3 or 4; a pillar where under half is known is unknown."""
    counts = weight.answers[dimension][column]
    if not counts.known or 2 * counts.known < counts.total:
        return None
    return counts.met / counts.known
