"""Reported figures: unlike counts are never added, and the reader is told why; fewer than five is 0 to 4."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from mizan.clocks import ClockFault
from mizan.framework import services
from mizan.framework.models import Indicator, Reading
from mizan.framework.queries.adding import span, total_of
from mizan.framework.queries.measures import conflicting_events, readings_of
from mizan.framework.services.measures import NewReading
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from tests.framework.cast import Cast

SCOPE = {"en": "the whole country"}


def indicator(**more: object) -> Indicator:
    fields = {"name": {"en": "Cases"}, "unit": "cases", "counting_rule": "cases", "measure": "flow"}
    return Indicator.objects.create(code="t.cases", **{**fields, **more})


def entered(cast: Cast, of: Indicator, period: str, **amount: object) -> Reading:
    return services.add_reading(cast.owner, NewReading(of, period, SCOPE, "own count", **amount))  # type: ignore[arg-type]


def test_fewer_than_five_is_zero_to_four_and_is_added_as_such(cast: Cast) -> None:
    of = indicator()
    rows = [
        entered(cast, of, "2024", low=Decimal(0), high=Decimal(4)),
        entered(cast, of, "2025", value=Decimal(10)),
    ]
    total = total_of(of, rows)
    assert (total.low, total.high, total.is_complete) == (10, 14, False)


def test_I8_an_unknown_figure_makes_the_sum_open_and_not_smaller(cast: Cast) -> None:
    of = indicator()
    rows = [entered(cast, of, "2024"), entered(cast, of, "2025", value=Decimal(10))]
    total = total_of(of, rows)
    assert (total.known_sum, total.high, total.n_unknown, total.is_complete) == (10, None, 1, False)


def test_figures_of_different_counting_rules_are_refused_with_the_reason(cast: Cast) -> None:
    of = indicator()
    rows = [entered(cast, of, "2024", value=Decimal(1))]
    of.counting_rule = "persons"
    rows.append(entered(cast, of, "2025", value=Decimal(1)))
    with pytest.raises(Refused) as refused:
        total_of(of, rows)
    assert refused.value.code in {"indicators.counting_rules", "indicators.definitions"}
    assert "count" in word(refused.value)


def test_the_refusal_says_each_rule_in_words_and_names_no_code(cast: Cast) -> None:
    of = indicator(definition={"en": "Each case opened in the year"}, counting_rule="cases_opened")
    rows = [entered(cast, of, "2024", value=Decimal(1)), entered(cast, of, "2025", value=Decimal(1))]
    rows[1].counting_rule, rows[1].reported_by = "cases_opened_of_one_body", "A ministry"  # in memory only
    with pytest.raises(Refused) as refused:
        total_of(of, rows)
    said = word(refused.value)
    assert "“Each case opened in the year”" in said
    assert "“the whole country (A ministry)”" in said
    assert "cases_opened" not in said


def test_real_and_exercise_figures_are_never_added(cast: Cast) -> None:
    of = indicator()
    rows = [entered(cast, of, "2024", value=Decimal(1)), entered(cast, of, "2025", value=Decimal(1))]
    rows[1].world = "real"  # in memory only: the row itself cannot be rewritten
    with pytest.raises(Refused, match="worlds_mixed"):
        total_of(of, rows)


@pytest.mark.usefixtures("loaded_pack")
def test_the_four_accounts_of_dismissals_stand_beside_each_other_and_refuse_to_be_added() -> None:
    rows = list(Reading.objects.filter(world="real", retired_at=None).exclude(event=""))
    events = {row.event for row in rows if "dismiss" in row.indicator_id or "dismiss" in row.event}
    (event,) = events
    four = [row for row in rows if row.event == event]
    assert len(four) == 4
    of = four[0].indicator
    with pytest.raises(Refused) as refused:
        total_of(of, four)
    assert word(refused.value)
    (contested,) = [one for one in conflicting_events(four) if one.event == event]
    assert contested.lowest < contested.highest  # type: ignore[operator]


@pytest.mark.usefixtures("loaded_pack")
def test_every_loaded_figure_has_a_rule_a_source_and_a_grade() -> None:
    assert not Reading.objects.filter(pack="pakistan", counting_rule="").exists()
    assert not Reading.objects.filter(pack="pakistan", grade="").exists()
    assert not Reading.objects.filter(pack="pakistan").exclude(grade="unattributed").filter(source="").exists()


def test_a_correction_supersedes_and_only_the_newest_is_current(cast: Cast) -> None:
    of = indicator()
    old = entered(cast, of, "2025", value=Decimal(10))
    new = entered(cast, of, "2025", value=Decimal(11), supersedes=old)
    assert readings_of(of, World.EXERCISE) == [new]
    assert Reading.objects.get(pk=old.pk).value == 10
    with pytest.raises(Refused, match="superseded_before"):
        entered(cast, of, "2025", value=Decimal(12), supersedes=old)


@pytest.mark.parametrize(
    ("written", "days"),
    [("2024", 366), ("2024-02", 29), ("2024-12-28", 1), ("2023/2024", 731), ("2023-07/2024-06", 366)],
)
def test_a_period_is_a_year_a_month_a_day_or_two_of_them(written: str, days: int) -> None:
    assert span(written).days == days


@pytest.mark.parametrize("written", ["", "/", "2025/2024", "2024-13", "2024-02-30", "last year", "2024/2025/2026"])
def test_anything_else_is_no_period(written: str) -> None:
    with pytest.raises(ClockFault):
        span(written)


@pytest.mark.slow
@pytest.mark.usefixtures("loaded_pack")
def test_every_real_figure_can_be_put_to_the_sum_and_is_added_or_refused_with_a_reason(public: Any) -> None:
    refused = 0
    for of in Indicator.objects.exclude(readings=None):
        rows = readings_of(of, World.REAL)[:6]
        response = public.get(f"/figures/{of.code}/add/", {"r": [row.code for row in rows]})
        assert response.status_code == 200, of.code
        refused += "refusal" in response.context
        said = str(response.context.get("refusal", ""))
        assert not [row.counting_rule for row in rows if "_" in row.counting_rule and row.counting_rule in said]
        assert ("refusal" in response.context) != (response.context.get("total") is not None)
    assert refused > 5
