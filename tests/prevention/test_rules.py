"""What the rules of prevention promise whatever is put into them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mizan.prevention.rules import counting, queue, referring
from mizan.prevention.rules.eligibility import BANDS, Applicant, Eligibility, admits

AGES = st.none() | st.integers(0, 120)
CONDITIONS = st.builds(
    Eligibility, st.sampled_from(["any", "female", "male"]), AGES, AGES, residents_only=st.booleans()
)
PEOPLE = st.builds(
    Applicant, st.sampled_from(["female", "male", "other", "unknown"]), st.sampled_from([*BANDS, "unknown"]),
    st.sampled_from(["A", "B"]),
)  # fmt: skip


def test_no_condition_and_nothing_known_of_a_person_is_about_cooperation() -> None:
    """Article 6(3): a field that is added here has to be argued for."""
    assert [one.name for one in fields(Eligibility)] == ["sex", "age_from", "age_to", "residents_only"]
    assert [one.name for one in fields(Applicant)] == ["sex", "band", "place"]


@given(CONDITIONS, PEOPLE)
def test_who_is_not_known_well_is_not_kept_out_for_it(conditions: Eligibility, someone: Applicant) -> None:
    unknown = Applicant("unknown", "unknown", someone.place)
    if admits(conditions, someone, {"A"}):
        assert admits(conditions, unknown, {"A"})


@given(CONDITIONS, PEOPLE)
def test_a_wider_condition_never_keeps_out_whom_a_narrower_one_admits(
    conditions: Eligibility, someone: Applicant
) -> None:
    if admits(conditions, someone, {"A"}):
        assert admits(Eligibility("any", None, None, residents_only=conditions.residents_only), someone, {"A"})
        assert admits(Eligibility(conditions.sex, conditions.age_from, conditions.age_to), someone, {"A"})


@given(st.integers(0, 100_000))
def test_a_public_count_is_none_or_ten_and_more_in_fives(count: int) -> None:
    figure = counting.shown(count)
    if count == 0:
        assert figure == 0
    elif count < 10:
        assert figure is None
    else:
        assert figure is not None
        assert figure % 5 == 0
        assert abs(figure - count) <= 2
        assert figure >= 10


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40), min_size=1))
def test_no_hidden_part_is_a_shown_whole_minus_shown_parts(parts: dict[str, int]) -> None:
    shown = counting.shown_split(parts)
    if any(0 < count < 10 for count in parts.values()):
        assert set(shown.values()) == {None}
    else:
        assert None not in shown.values()


@given(st.lists(st.integers(0, 400), max_size=30))
def test_days_waited_are_shown_for_ten_and_more_and_near_the_middle(days: list[int]) -> None:
    found = counting.shown_days(days)
    assert (found is None) == (len(days) < 10)
    if found is not None:
        assert found % 5 == 0
        assert sum(one <= found + 3 for one in days) * 2 >= len(days)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_quarter_and_the_quarter_before_is_over(day: date) -> None:
    first, last = counting.days_of(counting.quarter_of(day))
    assert first <= day <= last
    before = counting.days_of(counting.quarter_before(day))
    assert before[1] == first - timedelta(days=1)


@given(st.integers(0, 50), st.data())
def test_others_never_take_what_is_kept_for_girls_and_nobody_gets_a_place_that_is_not_there(
    offered: int, data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, offered))
    female, others = data.draw(st.integers(0, offered)), data.draw(st.integers(0, offered))
    free = {
        sex: queue.free_places(offered, kept, enrolled_female=female, enrolled_others=others, sex=sex)
        for sex in ("female", "male")
    }
    assert 0 <= free["male"] <= free["female"] <= offered
    if free["male"]:
        assert others + free["male"] + max(kept, female) <= offered
        assert others + free["male"] <= offered - kept or female >= kept


OPEN = st.builds(
    referring.Open, st.sampled_from(["P1", "P2", "P3"]), st.sampled_from(["X", "Y", "S"]),
    st.sampled_from(["need", "other"]), CONDITIONS, st.frozensets(st.sampled_from(["A", "B"])), st.integers(0, 3),
)  # fmt: skip


@given(st.lists(OPEN, max_size=6), PEOPLE, st.lists(st.sampled_from(["P1", "P2", "P3"])))
def test_whoever_is_asked_next_can_take_her_was_not_asked_and_is_not_the_sender(
    programmes: list[referring.Open], someone: Applicant, asked: list[str]
) -> None:
    found = referring.asked_next(programmes, someone, "need", asked=asked, sender="S")
    if found is not None:
        assert found.free > 0
        assert found.code not in asked
        assert found.provider != "S"
        assert found.need == "need"
        assert admits(found.conditions, someone, found.places)
        if someone.place not in found.places:
            assert not any(
                someone.place in one.places
                and one.free and one.need == "need" and one.code not in asked and one.provider != "S"
                and admits(one.conditions, someone, one.places)
                for one in programmes
            )  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-30, 800))
def test_nobody_is_asked_after_before_a_year_is_nearly_over(completed: date, days: int) -> None:
    on = completed + timedelta(days=days)
    code, _where = queue.to_follow_up("completed", completed, on=on, today=on)
    assert (code == "") == (days >= queue.YEAR - queue.EARLY)
