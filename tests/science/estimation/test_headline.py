"""A range is stated only when nothing we can check speaks against it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mizan.science.estimation import words
from mizan.science.estimation.bounds import chao
from mizan.science.estimation.disclosure import public_view, two_figures
from mizan.science.estimation.headline import MOST_BY_CHANCES, Evidence, judge
from mizan.science.estimation.results import Estimate, disagreement
from mizan.science.estimation.sensitivity import Variant
from mizan.science.estimation.studies import Options, Study, study
from mizan.science.estimation.table import CaptureTable

from .conftest import load

# Short chains: enough to see whether a table may carry a headline, not enough to publish.
QUICK = Options(bootstrap=200, burn_in=200, draws=40, thin=1, classes=3)
# Reasons that no longer run, bootstrap or chain can take away.
TABLE_ITSELF = {"disagreement", "left_out", "overlap"}


def estimate(method: str, dark: float, **facts: object) -> Estimate:
    rhat = 1.01 if method == "lcmcr" else None
    made = Estimate(
        method,
        n_hat=1000 + dark,
        dark_figure=dark,
        ci={95.0: (1000 + dark * 0.8, 1000 + dark * 1.3)},
        existence=0,
        rhat=rhat,
    )
    return replace(made, **facts)


def good() -> Evidence:
    table = CaptureTable.from_cells(
        ("A", "B", "C"), {"A": 300, "B": 300, "C": 300, "A:B": 30, "A:C": 30, "B:C": 30, "A:B:C": 10}
    )
    estimates = tuple(
        estimate(m, d)
        for m, d in (("bic", 3000.0), ("stepwise", 3100.0), ("average", 3000.0), ("dga", 2500.0), ("lcmcr", 4000.0))
    )
    left_out = tuple(Variant(name, 900, 900 + d, d, ()) for name, d in (("all", 3000.0), ("without A", 4000.0)))
    return Evidence(table, "all", 200, estimates, left_out, 95.0)


def codes(evidence: Evidence) -> list[str]:
    headline, reasons = judge(evidence)
    assert (headline is None) == bool(reasons)
    return [r.code for r in reasons]


def changed(method: str, **facts: object) -> Evidence:
    evidence = good()
    return replace(
        evidence, estimates=tuple(replace(e, **facts) if e.method == method else e for e in evidence.estimates)
    )


def test_the_headline_is_the_lowest_lower_to_the_highest_upper_limit() -> None:
    headline, reasons = judge(good())
    assert reasons == ()
    assert headline is not None
    assert (headline.low, headline.high) == (1000 + 2500 * 0.8, 1000 + 4000 * 1.3)
    assert "assumption that these data cannot test" in words.headline(headline)


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (replace(good(), method="bic"), "method"),
        (replace(good(), replicates=199), "replicates"),
        (changed("dga", ci=None), "interval"),
        (changed("average", n_hat=None, dark_figure=None), "silent"),
        (changed("lcmcr", n_hat=None, dark_figure=None, rhat=1.4), "chains"),
        (changed("bic", saturated=True), "saturated"),
        (changed("stepwise", dark_figure=8001.0), "disagreement"),
        (changed("bic", existence=1), "existence"),
        (replace(good(), left_out=()), "left_out_unknown"),
        (replace(good(), left_out=(Variant("a", 1, 2.0, 1.0, ()), Variant("b", 1, 4.1, 3.1, ()))), "left_out"),
        (
            replace(good(), left_out=(Variant("a", 1, 2.0, 1.0, ()), Variant("b", 1, None, None, None))),
            "left_out_unknown",
        ),
        (
            replace(good(), table=CaptureTable.from_cells(("A", "B", "C"), {"A": 9, "B": 9, "C": 9, "A:B": 12})),
            "overlap",
        ),
    ],
)
def test_each_condition_alone_forbids_it(evidence: Evidence, code: str) -> None:
    assert code in codes(evidence)


def ending_at(high: float) -> Evidence:
    """All methods agree on an upper limit."""
    evidence = good()
    ends = {95.0: (3000.0, high)}
    return replace(evidence, estimates=tuple(replace(e, ci=ends) for e in evidence.estimates))


def reach(level: float = 95.0) -> float:
    """The upper limit of Chao's bound."""
    return chao(good().table, (level,)).limits[level][1]


def test_a_range_whose_upper_end_chaos_bound_may_reach_is_withheld() -> None:
    edge = reach() / MOST_BY_CHANCES
    assert codes(ending_at(edge * 1.0001)) == []
    assert codes(ending_at(edge * 0.9999)) == ["chances"]


def test_the_bound_is_never_read_at_less_than_95_per_cent() -> None:
    """A range at 80 per cent is narrower, not safer."""
    edge = reach() / MOST_BY_CHANCES
    assert reach(80.0) < reach() < reach(99.0)
    for level, held in ((80.0, edge), (99.0, reach(99.0) / MOST_BY_CHANCES)):
        for factor, expected in ((1.0001, []), (0.9999, ["chances"])):
            given = ending_at(held * factor)
            ends = {level: (3000.0, held * factor)}
            other = replace(given, level=level, estimates=tuple(replace(e, ci=ends) for e in given.estimates))
            assert codes(other) == expected, (level, factor)


def test_without_people_seen_once_nobody_can_say_what_chances_hide() -> None:
    table = CaptureTable.from_cells(("A", "B", "C"), {"A:B": 300, "A:C": 300, "B:C": 300, "A:B:C": 300})
    assert codes(replace(good(), table=table)) == ["chances_unknown"]


def test_the_reason_speaks_of_people_and_names_the_bound() -> None:
    _, (reason,) = judge(ending_at(5000.0))
    text = words.reason(reason)
    assert "harder to see than others" in text
    assert all(number in text for number in ("4,837", "5,000", "4,500"))
    assert "4,837" in words.reason(reason, "ur")


def test_exactly_at_the_limits_it_is_still_given() -> None:
    assert codes(changed("stepwise", dark_figure=5000.0)) == []
    left_out = (Variant("a", 1, 2.0, 1.0, ()), Variant("b", 1, 4.0, 3.0, ()))
    assert codes(replace(good(), left_out=left_out)) == []


def test_bounds_never_enter_the_disagreement_ratio() -> None:
    estimates = (*good().estimates, Estimate("chao", n_hat=9e9, dark_figure=9e9), Estimate("chapman", dark_figure=1.0))
    assert disagreement(estimates) == pytest.approx(4000 / 2500)


def test_I8_a_method_without_an_answer_is_left_out_of_the_ratio_not_counted_as_zero() -> None:
    assert disagreement(changed("dga", n_hat=None, dark_figure=None).estimates) == pytest.approx(4000 / 3000)
    assert disagreement((Estimate("bic", dark_figure=5.0),)) is None


@pytest.mark.parametrize("name", ["UKdat_4", "UKdat_5", "Ned_5", "Australia"])
def test_the_points_of_these_published_tables_alone_forbid_a_headline(name: str) -> None:
    done = study(load(name), replace(QUICK, bootstrap=0))
    assert done.headline is None
    assert TABLE_ITSELF & {r.code for r in done.reasons}


@pytest.mark.deep
@pytest.mark.parametrize("name", ["UKdat", "UKdat_4", "UKdat_5", "Ned_5", "Australia"])
def test_these_published_tables_give_no_headline_with_all_that_is_asked_for(compiled: object, name: str) -> None:
    done = study(load(name), Options(bootstrap=200))
    assert done.headline is None
    assert TABLE_ITSELF & {r.code for r in done.reasons}


LONGER = replace(QUICK, bootstrap=300, burn_in=1500, draws=300, thin=6)


def lists(truth: int, chances: list[float], referred: float) -> CaptureTable:
    """Expected counts: lists see people independently, but the first passes a share `referred` on to the second."""
    k = len(chances)
    shares = [np.where([w >> i & 1 for i in range(k)], chances, 1 - np.array(chances)).prod() for w in range(1 << k)]
    for w in range(1 << k):
        if w & 3 == 1:
            moved = shares[w] * referred
            shares[w], shares[w | 2] = shares[w] - moved, shares[w | 2] + moved
    return CaptureTable(tuple("ABCDE"[:k]), (0.0, *(round(truth * s) for s in shares[1:])))


def test_well_overlapping_lists_give_a_range_that_holds_the_truth() -> None:
    """1,776 of 3,000 people seen. The search finds the referral; Chao's bound, blind to it, stays far below."""
    done = study(lists(3000, [0.2, 0.15, 0.2, 0.25], 0.4), LONGER)
    assert done.reasons == ()
    assert done.headline is not None
    assert done.headline.low < 3000 < done.headline.high


def test_a_narrow_range_is_withheld_even_where_the_lists_are_independent() -> None:
    """The price: 1,976 of 3,000 seen, and the range would have held the truth. Hidden groups look the same."""
    done = study(lists(3000, [0.25, 0.3, 0.35], 0.0), LONGER)
    assert [r.code for r in done.reasons] == ["chances"]
    assert public_view(done).low is None


def blocked() -> Study:
    return study(load("UKdat_4"), replace(QUICK, bootstrap=0), skip=("lcmcr",))


def test_what_may_be_public_holds_no_cell_and_no_count() -> None:
    view = public_view(blocked())
    assert (view.low, view.high) == (None, None)
    assert "left_out" in view.reasons
    assert not any(char.isdigit() for char in view.sentence)


@pytest.mark.parametrize(
    ("value", "up", "rounded"),
    [(13_499, False, 13_000), (13_001, True, 14_000), (13_000, True, 13_000), (97, True, 97)],
)
def test_public_limits_are_rounded_outward_to_two_figures(value: float, up: bool, rounded: int) -> None:
    assert two_figures(value, up=up) == rounded


def test_every_sentence_exists_in_both_languages_with_the_same_facts() -> None:
    from string import Formatter

    for kind in words.catalogue().values():
        for key, texts in kind.items():
            assert set(texts) == {"en", "ur"}, key
            facts = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in texts.values()]
            assert facts[0] == facts[1], key
            assert any("؀" <= char <= "ۿ" for char in texts["ur"]), key
