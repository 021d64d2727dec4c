"""The rules of the balance: counts beside counts; unknown is never zero; no ratio where too little is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.framework.rules import balance, progress
from mizan.framework.rules.answers import DIMENSIONS, SCORES, count_scores, desk_score, gap
from mizan.framework.rules.balance import COLUMNS, ActionFact, Balance, ObligationFact, PillarFact, Weight, min_max

TODAY = date(2026, 6, 1)
PILLARS = [PillarFact(f"p{n}", "society" if n < 5 else "enforcement") for n in range(9)]
CODES = [pillar.code for pillar in PILLARS]

score = st.none() | st.integers(0, 4)
scores = st.fixed_dictionaries({d: st.fixed_dictionaries(dict.fromkeys(COLUMNS, score)) for d in DIMENSIONS})
claims = st.lists(
    st.builds(progress.Claim, done=st.booleans(), answer=st.sampled_from(["", "confirmed", "disputed"])), max_size=3
)
obligations = st.lists(
    st.builds(ObligationFact, code=st.integers(0, 60).map(str), pillar=st.sampled_from(CODES), scores=scores),
    max_size=25, unique_by=lambda fact: fact.code,
)  # fmt: skip
actions = st.lists(
    st.builds(
        ActionFact,
        code=st.integers(0, 60).map(str),
        pillar=st.sampled_from(CODES),
        standing=st.sampled_from(balance.STANDINGS),
        mode=st.sampled_from(["proactive", "reactive"]),
        levels=st.frozensets(st.sampled_from(balance.LEVELS), max_size=3),
        obligations=st.frozensets(st.integers(0, 60).map(str), max_size=4),
        budget=st.none() | st.integers(0, 10**9).map(Decimal),
        currency=st.sampled_from(["PKR", "USD"]),
        due_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
        claims=claims,
        has_owner=st.booleans(),
        has_co_lead=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda fact: fact.code,
)


def weighed(some_obligations: list[ObligationFact], some_actions: list[ActionFact]) -> Balance:
    return balance.weigh(PILLARS, some_obligations, some_actions, today=TODAY, currencies=["PKR"])


def flat(weight: Weight) -> Counter[str]:
    """Every count of a weight as one bag of numbers that can be added."""
    bag: Counter[str] = Counter()
    for name in ("obligations", "overdue", "promises", "dated", "without_owner", "without_co_lead", "unanswered"):
        bag[name] = getattr(weight, name)
    for name in ("actions", "progress", "levels"):
        bag.update({f"{name}.{key}": n for key, n in getattr(weight, name).items()})
    bag.update({"proactive.part": weight.proactive.part, "proactive.whole": weight.proactive.whole})
    for currency, money in weight.budget.items():
        bag.update({f"{currency}.known": money.n_known, f"{currency}.total": int(money.total or 0)})
    for dimension in DIMENSIONS:
        for column in COLUMNS:
            counts = weight.answers[dimension][column]
            bag.update({f"{dimension}.{column}.{key}": n for key, n in counts.by_score.items()})
            bag[f"{dimension}.{column}.unknown"] = counts.unknown
        found = weight.gap[dimension]
        bag.update({f"{dimension}.gap.{one.name}": getattr(found, one.name) for one in fields(found)})
    return bag


def added(weights: list[Weight]) -> Counter[str]:
    total: Counter[str] = Counter()
    for weight in weights:
        total.update(flat(weight))
    return total


@settings(max_examples=30)
@given(obligations, actions)
def test_pans_are_the_sum_of_their_pillars_and_the_whole_of_both(
    some_obligations: list[ObligationFact], some_actions: list[ActionFact]
) -> None:
    found = weighed(some_obligations, some_actions)
    for pan in ("society", "enforcement"):
        mine = [found.pillars[pillar.code] for pillar in PILLARS if pillar.pan == pan]
        assert flat(found.pans[pan]) == added(mine)
    assert flat(found.whole) == added(list(found.pans.values()))
    assert found.whole.obligations == len(some_obligations)
    assert found.whole.n_actions == len(some_actions)


@settings(max_examples=30)
@given(obligations, actions)
def test_every_count_adds_up(some_obligations: list[ObligationFact], some_actions: list[ActionFact]) -> None:
    for weight in weighed(some_obligations, some_actions).pillars.values():
        assert sum(weight.progress.values()) == weight.n_actions
        assert weight.proactive.whole == weight.n_actions
        assert weight.overdue <= weight.dated <= weight.promises <= weight.n_actions
        for dimension in DIMENSIONS:
            assert all(weight.answers[dimension][column].total == weight.obligations for column in COLUMNS)
            found = weight.gap[dimension]
            assert found.pairs == found.state_higher + found.equal + found.society_higher
            known = [weight.answers[dimension][side].known for side in ("state", "society")]
            assert found.pairs <= min(known)


@settings(max_examples=30)
@given(obligations, actions, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    some_obligations: list[ObligationFact], some_actions: list[ActionFact], dice: object
) -> None:
    before = weighed(some_obligations, some_actions)
    dice.shuffle(some_obligations)  # type: ignore[attr-defined]
    dice.shuffle(some_actions)  # type: ignore[attr-defined]
    after = weighed(some_obligations, some_actions)
    assert replace(before, uncovered=()) == replace(after, uncovered=())
    assert set(before.uncovered) == set(after.uncovered)


@settings(max_examples=30)
@given(obligations)
def test_I8_an_unknown_answer_enters_no_score_no_gap_and_no_ratio_as_zero(some: list[ObligationFact]) -> None:
    """Taking the unknown answers away leaves every known count, and adding a zero is not the same as an unknown."""
    found = weighed(some, [])
    for dimension in DIMENSIONS:
        for column in COLUMNS:
            counts = found.whole.answers[dimension][column]
            known = [value for fact in some if (value := fact.score(dimension, column)) is not None]
            assert counts.by_score == {value: known.count(value) for value in SCORES}
            assert counts.unknown == len(some) - len(known)
    nothing = [replace(fact, scores={}) for fact in some]
    silent = weighed(nothing, []).whole
    assert all(silent.answers[d][c].known == 0 and silent.gap[d].pairs == 0 for d in DIMENSIONS for c in COLUMNS)


@given(st.lists(st.tuples(score, score)))
def test_I8_a_pair_with_an_unknown_end_is_no_gap(pairs: list[tuple[int | None, int | None]]) -> None:
    both = [pair for pair in pairs if None not in pair]
    assert gap(pairs) == gap(both)
    assert gap(pairs).pairs == len(both)
    turned = gap((society, state) for state, society in pairs)
    assert (turned.state_higher, turned.society_higher) == (gap(pairs).society_higher, gap(pairs).state_higher)


@given(st.lists(score))
def test_I8_no_answer_is_not_the_answer_zero(some: list[int | None]) -> None:
    counts = count_scores(some)
    assert counts.by_score[0] == some.count(0)
    assert counts.unknown == some.count(None)


@settings(max_examples=30)
@given(actions)
def test_I8_unknown_money_is_not_no_money(some: list[ActionFact]) -> None:
    for weight in (found := weighed([], some)).pillars.values():
        assert set(weight.budget) >= {"PKR"}
        for money in weight.budget.values():
            assert (money.total is None) == (money.n_known == 0)
    for currency, money in found.whole.budget.items():
        known = [one.budget for one in some if one.currency == currency and one.budget is not None]
        assert money.total == (sum(known) if known else None)


numbers = st.lists(st.none() | st.integers(0, 1000), max_size=9)


@given(numbers)
def test_I8_a_ratio_is_unknown_as_soon_as_one_pillar_is(values: list[int | None]) -> None:
    found = min_max(values)
    if None in values or not any(values):
        assert found is None
    else:
        known = [value for value in values if value is not None]
        assert found == float(Fraction(min(known), max(known)))
        assert 0 <= found <= 1


def known_budgets(n_known: int, of: int) -> list[ActionFact]:
    """Pillar p0 with some budgets unknown; every other pillar with one known budget."""
    here = [action(f"a{n}", "p0", Decimal(10) if n < n_known else None) for n in range(of)]
    return here + [action(f"b-{code}", code, Decimal(10)) for code in CODES[1:]]


def action(code: str, pillar: str, budget: Decimal | None = None, **more: object) -> ActionFact:
    fact = ActionFact(code, pillar, "adopted", "proactive", frozenset(), frozenset(), budget, "PKR")
    return replace(fact, **more)  # type: ignore[arg-type]


def test_I8_no_ratio_of_money_where_under_half_of_any_pillar_is_known() -> None:
    assert weighed([], known_budgets(1, 3)).ratios["budget_PKR"] is None
    assert weighed([], known_budgets(2, 4)).ratios["budget_PKR"] == 0.5
    assert weighed([], known_budgets(0, 3)).ratios["budget_PKR"] is None


def answered(n_known: int, of: int) -> list[ObligationFact]:
    def fact(code: str, pillar: str, value: int | None) -> ObligationFact:
        return ObligationFact(code, pillar, {"letter": {"state": value}})

    here = [fact(f"o{n}", "p0", 4 if n < n_known else None) for n in range(of)]
    return here + [fact(f"q-{code}", code, 4) for code in CODES[1:]]


def test_I8_no_ratio_of_answers_where_under_half_of_any_pillar_is_known() -> None:
    assert weighed(answered(1, 3), []).ratios["letter_state"] is None
    assert weighed(answered(2, 4), []).ratios["letter_state"] == 1.0
    assert weighed(answered(0, 0), []).ratios["letter_state"] is None
    assert weighed(answered(2, 4), []).ratios["letter_society"] is None


def test_I8_no_ratio_of_progress_where_under_half_of_any_pillar_reported() -> None:
    claim = (progress.Claim(done=False),)
    all_but_p0 = [action(f"b-{code}", code, claims=claim) for code in CODES[1:]]
    silent = [action("s1", "p0"), action("s2", "p0"), action("s3", "p0", claims=claim)]
    assert weighed([], [*all_but_p0, *silent]).ratios["reported_progress"] is None
    assert weighed([], [*all_but_p0, *silent[1:]]).ratios["reported_progress"] == 0.5


def test_an_empty_house_has_no_ratio_and_no_share() -> None:
    found = weighed([], [])
    assert set(found.ratios.values()) == {None}
    assert found.whole.proactive.value is None
    assert found.whole.budget["PKR"].total is None


def test_obligations_that_no_action_serves_are_named() -> None:
    some = [ObligationFact(code, "p0") for code in "ABC"]
    assert weighed(some, [action("1", "p3", obligations=frozenset("BX"))]).uncovered == ("A", "C")


def test_an_action_serves_several_levels_at_once_and_is_counted_once() -> None:
    found = weighed([], [action("1", "p0", levels=frozenset({"district", "national", "global"}))]).whole
    assert found.levels == {"global": 1, "regional": 0, "national": 1, "provincial": 0, "district": 1}
    assert found.n_actions == 1


def test_a_desk_reading_is_full_four_partial_two_absent_zero_otherwise_unknown() -> None:
    statuses = ("full", "partial", "absent", "elsewhere", "", "Full")
    assert [desk_score(status) for status in statuses] == [4, 2, 0, None, None, None]


@settings(max_examples=30)
@given(obligations)
def test_a_desk_reading_enters_no_gap_and_no_side(some: list[ObligationFact]) -> None:
    without = [replace(fact, scores={d: {**fact.scores[d], "desk": None} for d in DIMENSIONS}) for fact in some]
    before, after = weighed(some, []).whole, weighed(without, []).whole
    assert before.gap == after.gap
    for dimension in DIMENSIONS:
        for side in ("state", "society"):
            assert before.answers[dimension][side] == after.answers[dimension][side]
