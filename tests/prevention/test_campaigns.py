"""Campaigns: listed by either side, surveyed as they were drawn, and held against what they sent people to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from mizan.kit.refusal import Refused
from mizan.prevention import services
from mizan.prevention.models import Campaign, KnowledgeChange, KnowledgeEstimate, KnowledgeSurvey
from tests.prevention.campaigning import ENDS, STARTS, ask, list_one, people, sheet, survey
from tests.prevention.people import TODAY, Town


def test_either_side_lists_a_campaign_without_asking_the_other(town: Town) -> None:
    for who, side in ((town.centre, "society"), (town.school, "state")):
        new = services.NewCampaign(
            {"en": "A"}, {"en": "B"}, {"en": "C"}, town.need.pillar, STARTS, ENDS, code=f"CA-{side}"
        )
        row = services.list_campaign(who.actor, new)
        [owner] = row.owners.all()
        assert (owner.side, owner.body_id, owner.answer) == (side, who.actor.body, "accepted")
    for outsider in (town.cast.international, town.cast.monitor):
        with pytest.raises(Refused, match="role_needed"):
            services.list_campaign(outsider.actor, new)


def test_the_other_side_is_an_owner_only_by_its_own_word(town: Town) -> None:
    row = list_one(town, other_owner=town.school.post.institution)
    with pytest.raises(Refused, match="not_your_campaign"):
        services.tally(town.school.actor, row, services.NewTally(TODAY, cost=Decimal(5), currency="PKR"))
    with pytest.raises(Refused, match="campaign_not_suggested"):
        services.answer_campaign_owner(town.office.actor, row, accepts=True)
    services.answer_campaign_owner(town.school.actor, row, accepts=True)
    services.tally(town.school.actor, row, services.NewTally(TODAY, cost=Decimal(5), currency="PKR"))
    with pytest.raises(Refused, match="owner_of_other_side"):
        list_one(town, code="CA-2", other_owner=town.helper.post.institution)


def test_reach_says_how_it_was_counted_and_cost_its_currency(town: Town) -> None:
    row = list_one(town)
    for new, code in (
        (services.NewTally(TODAY), "tally_says_nothing"),
        (services.NewTally(TODAY, people=9), "how_counted_needed"),
        (services.NewTally(TODAY, cost=Decimal(9)), "currency_of_cost"),
        (services.NewTally(STARTS - timedelta(days=1), cost=Decimal(9), currency="PKR"), "day_out_of_order"),
    ):
        with pytest.raises(Refused, match=code):
            services.tally(town.centre.actor, row, new)
    made = services.tally(town.centre.actor, row, services.NewTally(TODAY, people=0, how={"en": "counted"}))
    assert (made.people, made.cost) == (0, None)


def test_a_survey_keeps_its_design_and_estimates_and_none_of_its_rows(town: Town) -> None:
    row = list_one(town)
    ask(town, row)
    content = sheet(people(0.3))
    made = survey(town, row, "before", people(0.3))
    assert made.sha256 == sha256(content).hexdigest()
    assert (made.respondents, made.clusters, made.strata) == (120, 12, 2)
    line = made.estimates.get(question__code="line")
    assert (line.answered, line.missing, line.df, line.silence) == (120, 0, 10, [])
    assert 0 < line.low < line.value < line.high < 1
    names = {field.name for model in (KnowledgeSurvey, KnowledgeEstimate) for field in model._meta.get_fields()}
    assert not {"rows", "file", "answers", "content"} & names


@pytest.mark.parametrize("first", ["before", "after"])
def test_after_minus_before_is_told_whichever_file_comes_first(town: Town, first: str) -> None:
    row = list_one(town)
    ask(town, row)
    shares = {"before": 0.2, "after": 0.7}
    for wave in (first, *(shares.keys() - {first})):
        survey(town, row, wave, people(shares[wave]))
    change = KnowledgeChange.objects.get(after__question__code="line")
    assert change.before.survey.wave == "before"
    assert float(change.value) == pytest.approx(float(change.after.value - change.before.value), abs=1e-7)
    assert change.low > 0


def test_a_small_survey_has_no_interval_and_neither_has_its_change(town: Town) -> None:
    row = list_one(town)
    ask(town, row)
    survey(town, row, "before", people(0.5, clusters=4, each=4))
    survey(town, row, "after", people(0.5))
    before = KnowledgeEstimate.objects.get(question__code="line", survey__wave="before")
    assert (before.low, before.silence) == (None, ["too_few_answers", "too_few_clusters"])
    change = KnowledgeChange.objects.get(after__question__code="line")
    assert (change.low, change.silence) == (None, before.silence)


def test_I8_an_empty_cell_is_no_answer_and_no_no(town: Town) -> None:
    row = list_one(town)
    ask(town, row)
    rows = people(0.5)
    for one in rows[1:41]:
        one[3] = ""
    made = survey(town, row, "before", rows)
    line = made.estimates.get(question__code="line")
    assert (line.answered, line.missing) == (80, 40)


@pytest.mark.parametrize(
    ("change", "cell", "code"),
    [
        ((3, 2, "0"), "C4", "prevention.weight_not_positive"),
        ((3, 2, ""), "C4", "imports.cell_empty"),
        ((5, 1, ""), "B6", "imports.cell_empty"),
        ((2, 3, "perhaps"), "D3", "prevention.neither_yes_nor_no"),
        ((2, 4, "many"), "E3", "imports.no_number"),
        ((0, 4, "colls"), "E1", "imports.head_unknown"),
    ],
)
def test_a_faulty_sheet_is_taken_as_a_whole_or_not_at_all(town: Town, change, cell: str, code: str) -> None:
    row = list_one(town)
    ask(town, row)
    rows = people(0.5)
    rows[change[0]][change[1]] = change[2]
    with pytest.raises(services.SheetRefused) as raised:
        survey(town, row, "before", rows)
    assert (cell, code) in [(fault.cell, fault.refused.code) for fault in raised.value.faults]
    assert not KnowledgeSurvey.objects.exists()


def test_a_simple_sample_needs_no_weights_but_all_or_none(town: Town) -> None:
    row = list_one(town)
    services.name_question(town.centre.actor, row, "line", {"en": "?"}, "share")
    answers = [["respondent", "line"], *([[n + 1, ("yes", "no", "")[n % 3]] for n in range(90)])]
    made = survey(town, row, "before", answers, method="simple")
    assert (made.respondents, made.clusters, made.strata) == (90, 90, 1)
    assert made.estimates.get().missing == 30
    mixed = [["weight", "line", "respondent"], [2, "yes", 1], ["", "no", 2]]
    with pytest.raises(services.SheetRefused) as raised:
        survey(town, row, "before", mixed, method="simple")
    assert [fault.cell for fault in raised.value.faults] == ["A3"]


@pytest.mark.usefixtures("in_urdu")
def test_yes_and_no_are_read_in_both_languages(town: Town) -> None:
    row = list_one(town)
    services.name_question(town.centre.actor, row, "line", {"en": "?"}, "share")
    words = ["Yes", "no", "1", "0", "ہاں", "نہیں"]
    rows = [["respondent", "line"], *([[n + 1, words[n % 6]] for n in range(60)])]
    made = survey(town, row, "before", rows, method="simple")
    assert made.estimates.get().value == Decimal("0.5")


def test_a_survey_before_is_before_and_one_after_is_after(town: Town) -> None:
    row = list_one(town)
    with pytest.raises(Refused, match="questions_first"):
        survey(town, row, "before", people(0.5))
    ask(town, row)
    for wave, day, code in (
        ("before", STARTS + timedelta(days=1), "not_before"),
        ("after", STARTS - timedelta(days=1), "not_after"),
        ("after", TODAY + timedelta(days=1), "day_out_of_order"),
    ):
        with pytest.raises(Refused, match=code):
            survey(town, row, wave, people(0.5), first_day=day, last_day=day)
    for name in ("population", "drawn"):
        with pytest.raises(Refused, match=f"{name}_needed"):
            survey(town, row, "before", people(0.5), **{name: {}})


def test_a_question_has_a_code_of_its_own(town: Town) -> None:
    row = list_one(town)
    ask(town, row)
    for code, reason in (("line", "question_twice"), ("weight", "question_code"), ("A b", "question_code")):
        with pytest.raises(Refused, match=reason):
            services.name_question(town.centre.actor, row, code, {"en": "?"}, "share")


def test_nobody_else_speaks_for_a_campaign(town: Town) -> None:
    row = list_one(town)
    asked = services.NewAsked(TODAY, {"en": "Does it cost anything?"}, {"en": "No."}, times=40)
    for who in (town.school, town.cast.coordinator, town.cast.monitor):
        for act in (
            lambda a: services.say_asked(a, row, asked),
            lambda a: services.name_question(a, row, "x", {"en": "?"}, "share"),
        ):
            with pytest.raises(Refused, match="not_your_campaign"):
                act(who.actor)
    services.say_asked(town.centre.actor, row, asked)
    again = services.NewAsked(TODAY, {"en": "Does it cost?"}, {"en": "No."}, times=55, number=1)
    services.say_asked(town.centre.actor, row, again)
    services.say_asked(town.centre.actor, row, asked)
    assert list(row.asked.values_list("number", "times")) == [(1, 40), (1, 55), (2, 40)]


def test_the_days_of_a_campaign_are_in_order(town: Town) -> None:
    with pytest.raises(Refused, match="ends_before_start"):
        list_one(town, ends_on=date(2025, 1, 1))
    assert not Campaign.objects.exists()
